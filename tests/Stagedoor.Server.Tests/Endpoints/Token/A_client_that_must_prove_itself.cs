using System.Net.Http.Headers;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Clients.Authentication;
using Stagedoor.Server.Clients.Kinds;

namespace Stagedoor.Server.Tests.Endpoints.Token;

[Collection(EndpointTests.Name)]
public class A_client_that_must_prove_itself(EndpointApps apps)
{
    [Theory, Stores, Attack("D4"), Spec("RFC 6749", "2.3")]
    public async Task uses_one_method_only(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.ServerToServer, settings => settings with { SecretInQuery = true });
        foreach (var speaking in Speaking.Both)
        {
            (await app.Http.PostFormAsync(speaking.Token, [("grant_type", "client_credentials"), ("scope", "openid"), ("client_secret", client.Secret)], client)).Is(400, "invalid_request");
            (await app.Http.PostFormAsync(speaking.Token, [("grant_type", "client_credentials"), ("scope", "openid"), ("client_assertion", "x"), ("client_assertion_type", "y")], client)).Is(speaking.BadClient, "invalid_client");
            (await app.Http.PostFormAsync(speaking.Token, [("grant_type", "client_credentials"), ("scope", "openid"), ("client_id", "another")], client)).Is(400, "invalid_request");
            (await app.Http.PostFormAsync($"{speaking.Token}?client_secret={client.Secret}", [("grant_type", "client_credentials"), ("scope", "openid"), ("client_id", client.Id), ("client_secret", client.Secret)])).Is(400, "invalid_request");
            (await app.Http.PostFormAsync(speaking.Token, [("grant_type", "client_credentials"), ("scope", "openid"), ("client_id", client.Id)], client)).Ok();
        }
    }

    [Theory, Stores, Attack("D7")]
    public async Task sends_a_secret_when_it_has_one_and_none_when_it_has_none(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var machine = await app.CredentialAsync(ApplicationKind.ServerToServer);
        var page = await app.CredentialAsync(ApplicationKind.SinglePageApp);
        foreach (var speaking in Speaking.Both)
        {
            (await app.Http.PostFormAsync(speaking.Token, ("grant_type", "client_credentials"), ("client_id", machine.Id), ("scope", "openid"))).Is(speaking.BadClient, "invalid_client");
            (await app.Http.PostFormAsync(speaking.Token, ("grant_type", "refresh_token"), ("refresh_token", "x"), ("client_id", page.Id), ("client_secret", "anything"))).Is(speaking.BadClient, "invalid_client");
            (await app.Http.PostFormAsync(speaking.Token, [("grant_type", "refresh_token"), ("refresh_token", "x")], page)).Is(400, "invalid_grant");
        }
    }

    [Theory, Stores, Attack("D6"), Spec("ims.md", "1.4")]
    public async Task reads_the_same_refusal_whether_it_is_unknown_or_wrong_in_the_standard_and_IMSs_texts_at_IMS(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.ServerToServer);
        var unknown = client with { Id = RandomIds.ClientId() };
        var wrong = client with { Secret = client.Secret![..^1] + "x" };
        Assert.Equal("invalid client_secret parameter", (await app.Http.ClientCredentialsAsync("/ims/token/v4", wrong)).Is(400, "invalid_client")["error_description"]);
        Assert.Equal("invalid client_id parameter", (await app.Http.ClientCredentialsAsync("/ims/token/v4", unknown)).Is(400, "invalid_client")["error_description"]);
        var first = (await app.Http.ClientCredentialsAsync("/oauth2/token", wrong)).Is(401, "invalid_client");
        var second = (await app.Http.ClientCredentialsAsync("/oauth2/token", unknown)).Is(401, "invalid_client");
        Assert.Equal(first.Text, second.Text);
        Assert.StartsWith("Basic", first.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Theory, Stores, Attack("D8")]
    public async Task is_known_by_any_live_secret_and_by_no_other(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.ServerToServer);
        var clients = app.Get<IClientStore>();
        var (record, value) = ClientAuthenticator.NewSecret(client.Id, "second", null, app.Now, app.Now.AddMinutes(5));
        Assert.True(await clients.AddSecretAsync(record, Made.Stop));
        var (laterRecord, later) = ClientAuthenticator.NewSecret(client.Id, "third", null, app.Now, null);
        Assert.True(await clients.AddSecretAsync(laterRecord with { NotBefore = app.Now.AddMinutes(2) }, Made.Stop));
        var second = client with { Secret = value.Reveal() };
        var third = client with { Secret = later.Reveal() };

        (await app.Http.ClientCredentialsAsync("/oauth2/token", client)).Ok();
        (await app.Http.ClientCredentialsAsync("/oauth2/token", second)).Ok();
        (await app.Http.ClientCredentialsAsync("/oauth2/token", third)).Is(401, "invalid_client");

        app.Clock.Advance(TimeSpan.FromMinutes(3));
        (await app.Http.ClientCredentialsAsync("/oauth2/token", third)).Ok();
        Assert.True(await clients.RevokeSecretAsync(client.Id, (await clients.FindAsync(client.Id, Made.Stop))!.Secrets.Single(secret => secret.Name == "first").Id, app.Now, Made.Stop));
        (await app.Http.ClientCredentialsAsync("/oauth2/token", client)).Is(401, "invalid_client");

        app.Clock.Advance(TimeSpan.FromMinutes(3));
        (await app.Http.ClientCredentialsAsync("/oauth2/token", second)).Is(401, "invalid_client");
        (await app.Http.ClientCredentialsAsync("/oauth2/token", third)).Ok();
    }

    [Theory, Stores, Spec("design", "3")]
    public async Task waits_after_ten_failures_while_a_right_secret_from_elsewhere_passes(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.ServerToServer);
        foreach (var speaking in Speaking.Both)
        {
            app.Clock.Advance(TimeSpan.FromMinutes(2));
            for (var i = 0; i < 10; i++) (await app.Http.ClientCredentialsAsync(speaking.Token, client with { Secret = "wrong" })).Is(speaking.BadClient, "invalid_client");
            var answer = (await app.Http.ClientCredentialsAsync(speaking.Token, client with { Secret = "wrong" })).Is(429);
            Assert.InRange(int.Parse(answer.Header("Retry-After")!, System.Globalization.CultureInfo.InvariantCulture), 1, 60);
            Assert.NotNull(answer.Error);
        }

        app.Clock.Advance(TimeSpan.FromMinutes(2));
        (await app.Http.ClientCredentialsAsync("/oauth2/token", client)).Ok();
    }

    [Theory, Stores, Spec("RFC 6749", "2.3.1")]
    public async Task may_or_may_not_encode_its_Basic_credentials_and_is_refused_when_they_are_malformed(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.ServerToServer);
        (string, string?)[] fields = [("grant_type", "client_credentials"), ("scope", "openid")];
        foreach (var speaking in Speaking.Both)
        {
            (await app.Http.PostFormAsync(speaking.Token, fields, client)).Ok();
            var plain = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{client.Id}:{client.Secret}"));
            (await app.Http.PostFormAsync(speaking.Token, fields, change: request => request.Headers.Authorization = new AuthenticationHeaderValue("basic", plain))).Ok();
            (await app.Http.PostFormAsync(speaking.Token, fields, change: request => request.Headers.Authorization = new AuthenticationHeaderValue("Basic", "%%%"))).Is(speaking.BadClient, "invalid_client");
            (await app.Http.PostFormAsync(speaking.Token, fields, change: request => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "x"))).Is(400, "invalid_request");
        }
    }
}
