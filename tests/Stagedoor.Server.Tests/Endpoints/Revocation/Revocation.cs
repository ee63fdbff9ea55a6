using Stagedoor.Server.Clients.Kinds;

namespace Stagedoor.Server.Tests.Endpoints.Revocation;

[Collection(EndpointTests.Name), Spec("RFC 7009", "2"), Spec("ims.md", "1.6")]
public class Revocation(EndpointApps apps)
{
    [Theory, Stores]
    public async Task kills_a_refresh_token_with_its_family_and_answers_200_without_a_body_or_a_type(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        foreach (var kind in (ApplicationKind[])[ApplicationKind.WebApp, ApplicationKind.SinglePageApp])
        {
            var client = await app.CredentialAsync(kind);
            foreach (var speaking in Speaking.Both)
            {
                var tokens = await app.TokensAsync(client);
                var answer = (await RevokeAsync(app, speaking.Revoke, client, tokens["refresh_token"])).Ok();
                Assert.Equal(("", null), (answer.Text, answer.ContentType));
                (await app.Http.RefreshAsync(speaking.Token, client, tokens["refresh_token"])).Is(400, "invalid_grant");
                await app.DiesAsync(tokens["access_token"]);
                (await RevokeAsync(app, speaking.Revoke, client, tokens["refresh_token"])).Ok();
            }
        }
    }

    [Theory, Stores]
    public async Task kills_an_access_token_alone(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.SinglePageApp);
        foreach (var speaking in Speaking.Both)
        {
            var tokens = await app.TokensAsync(client);
            (await RevokeAsync(app, speaking.Revoke, client, tokens["access_token"], ("token_type_hint", "refresh_token"))).Ok();
            await app.DiesAsync(tokens["access_token"]);
            (await app.Http.RefreshAsync(speaking.Token, client, tokens["refresh_token"])).Ok();
        }
    }

    [Theory, Stores, Attack("E6")]
    public async Task of_another_clients_token_answers_200_and_does_nothing(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.WebApp);
        var thief = await app.CredentialAsync(ApplicationKind.SinglePageApp);
        var tokens = await app.TokensAsync(client);
        foreach (var speaking in Speaking.Both)
        {
            foreach (var token in (string?[])[tokens["access_token"], tokens["refresh_token"], "x", new string('x', 9000), tokens["id_token"]]) (await RevokeAsync(app, speaking.Revoke, thief, token)).Ok();
        }

        await Task.Delay(400, Made.Stop);
        (await app.Http.GetAsync("/oauth2/userinfo", tokens["access_token"])).Ok();
        (await app.Http.RefreshAsync("/oauth2/token", client, tokens["refresh_token"])).Ok();
    }

    [Theory, Stores]
    public async Task asks_who_the_client_is(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.WebApp);
        foreach (var speaking in Speaking.Both)
        {
            (await RevokeAsync(app, speaking.Revoke, client with { Secret = "wrong" }, "x")).Is(speaking.BadClient, "invalid_client");
            (await app.Http.PostFormAsync(speaking.Revoke, ("client_id", client.Id), ("token", "x"))).Is(speaking.BadClient, "invalid_client");
            (await app.Http.PostFormAsync(speaking.Revoke, ("token", "x"))).Is(400, "invalid_request");
            (await RevokeAsync(app, speaking.Revoke, client, null)).Is(400, "invalid_request");
            (await app.Http.PostFormAsync($"{speaking.Revoke}?client_secret={client.Secret}", ("client_id", client.Id), ("token", "x"))).Is(400, "invalid_request");
        }
    }

    private static Task<Answer> RevokeAsync(StagedoorApp app, string path, SeedClient client, string? token, params (string, string?)[] more) =>
        app.Http.PostFormAsync(path, [("token", token), ("client_id", client.Secret is null ? client.Id : null), .. more], client.Secret is null ? null : client);
}
