using Stagedoor.Server.Clients;
using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Tests.Endpoints.Introspection;

[Collection(EndpointTests.Name), Spec("RFC 7662", "2")]
public class Introspection(EndpointApps apps)
{
    private const string Inactive = """{"active":false}""";

    [Theory, Stores]
    public async Task tells_a_credential_of_its_own_tokens_and_of_its_organizations_access_tokens(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var organization = await app.OrganizationAsync();
        var client = await app.CredentialAsync(ApplicationKind.WebApp, organization);
        var sister = await app.CredentialAsync(ApplicationKind.ServerToServer, organization);
        var tokens = await app.TokensAsync(client);
        foreach (var asking in (SeedClient[])[client, sister])
        {
            var answer = await AskAsync(app, asking, tokens["access_token"]);
            Assert.Equal(("true", client.Id, client.Scope, app.Issuer, "Bearer"), (answer["active"], answer["client_id"], answer["scope"], answer["iss"], answer["token_type"]));
            Assert.Equal(Jws.Read(tokens["access_token"])["jti"], answer["jti"]);
        }

        Assert.Equal("true", (await AskAsync(app, client, tokens["refresh_token"]))["active"]);
        Assert.Equal(Inactive, (await AskAsync(app, sister, tokens["refresh_token"])).Text);
    }

    [Theory, Stores, Attack("E5")]
    public async Task says_inactive_and_no_more_of_every_other_token(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.WebApp);
        var stranger = await app.CredentialAsync(ApplicationKind.ServerToServer);
        var tokens = await app.TokensAsync(client);
        foreach (var token in (string?[])[tokens["access_token"], tokens["refresh_token"], tokens["id_token"], "x", new string('x', 20_000)]) Assert.Equal(Inactive, (await AskAsync(app, stranger, token)).Text);
        await app.Http.RefreshAsync("/oauth2/token", client, tokens["refresh_token"]);
        Assert.Equal(Inactive, (await AskAsync(app, client, tokens["refresh_token"])).Text);
        Assert.True(await app.Get<IClientStore>().SetDisabledAsync(stranger.Id, true, app.Now, Made.Stop));
        app.Clock.Advance(TimeSpan.FromHours(25));
        Assert.Equal(Inactive, (await AskAsync(app, client, tokens["access_token"])).Text);
    }

    [Theory, Stores, Attack("E5")]
    public async Task is_for_proven_credentials_with_a_secret_only_and_for_bodies_of_a_sensible_size(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.WebApp);
        var page = await app.CredentialAsync(ApplicationKind.SinglePageApp);
        var token = (await app.TokensAsync(page))["access_token"];
        (await app.Http.PostFormAsync("/oauth2/introspect", ("token", token))).Is(400, "invalid_request");
        (await app.Http.PostFormAsync("/oauth2/introspect", ("token", token), ("client_id", page.Id))).Is(401, "invalid_client");
        (await app.Http.PostFormAsync("/oauth2/introspect", [("token", token)], client with { Secret = "wrong" })).Is(401, "invalid_client");
        (await app.Http.PostFormAsync("/oauth2/introspect", [], client)).Is(400, "invalid_request");
        (await app.Http.GetAsync("/oauth2/introspect?token=x", null)).Is(405);
        Assert.InRange((await app.Http.PostFormAsync("/oauth2/introspect", [("token", new string('x', 5_000_000))], client)).Code, 400, 413);
    }

    [Theory, Stores, Attack("E8")]
    public async Task of_a_refresh_token_whose_person_or_credential_was_disabled_says_inactive_and_so_does_validate_token(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var organization = await app.OrganizationAsync();
        var client = await app.CredentialAsync(ApplicationKind.WebApp, organization);
        var (someone, other) = (await app.SomeoneAsync(client), await app.SomeoneAsync(client));
        var (first, second) = ((await app.TokensAsync(client, someone))["refresh_token"], (await app.TokensAsync(client, other))["refresh_token"]);
        Assert.True(await IsValidAsync(app, first) && await IsValidAsync(app, second));
        Assert.True(await app.Get<IPersonStore>().SetDisabledAsync(someone.Id, true, app.Now, Made.Stop));
        Assert.False(await IsValidAsync(app, first));
        Assert.Equal(Inactive, (await AskAsync(app, client, first)).Text);
        Assert.True(await IsValidAsync(app, second));
        Assert.True(await app.Get<IClientStore>().SetDisabledAsync(client.Id, true, app.Now, Made.Stop));
        Assert.False(await IsValidAsync(app, second));

        // Enabled again, it has a new life: what was given in the old one stays dead.
        Assert.True(await app.Get<IClientStore>().SetDisabledAsync(client.Id, false, app.Now, Made.Stop));
        Assert.False(await IsValidAsync(app, second));
    }

    private static async Task<bool> IsValidAsync(StagedoorApp app, string? refreshToken) =>
        (await app.Http.PostFormAsync("/ims/validate_token/v1", ("type", "refresh_token"), ("token", refreshToken))).Ok().Json.GetProperty("valid").GetBoolean();

    private static async Task<Answer> AskAsync(StagedoorApp app, SeedClient client, string? token) => (await app.Http.PostFormAsync("/oauth2/introspect", [("token", token)], client)).Ok();
}
