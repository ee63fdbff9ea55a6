using Stagedoor.Server.Clients.Kinds;

namespace Stagedoor.Server.Tests.Endpoints.InvalidateToken;

[Collection(EndpointTests.Name), Spec("ims.md", "1.9")]
public class Invalidate_token(EndpointApps apps)
{
    private const string Path = "/ims/invalidate_token/v2";

    [Theory, Stores]
    public async Task ends_an_access_token_and_with_cascading_its_family_too(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.WebApp);
        var alone = await app.TokensAsync(client);
        var answer = (await app.Http.PostFormAsync(Path, ("token_type", "access_token"), ("token", alone["access_token"]), ("client_id", client.Id), ("client_secret", client.Secret))).Ok();
        Assert.Equal("", answer.Text);
        await app.DiesAsync(alone["access_token"]);
        (await app.Http.RefreshAsync("/oauth2/token", client, alone["refresh_token"])).Ok();

        var whole = await app.TokensAsync(client);
        using var multipart = new MultipartFormDataContent { { new StringContent("access_token"), "token_type" }, { new StringContent(whole["access_token"]!), "token" }, { new StringContent(client.Id), "client_id" }, { new StringContent("all"), "cascading" } };
        (await Answer.OfAsync(await app.Http.PostAsync(Path, multipart, Made.Stop))).Ok();
        await app.DiesAsync(whole["access_token"]);
        (await app.Http.RefreshAsync("/oauth2/token", client, whole["refresh_token"])).Is(400, "invalid_grant");
    }

    [Theory, Stores]
    public async Task ends_a_refresh_token_with_the_access_tokens_made_from_it(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.SinglePageApp);
        var tokens = await app.TokensAsync(client);
        (await app.Http.PostFormAsync(Path, ("token_type", "refresh_token"), ("token", tokens["refresh_token"]), ("client_id", client.Id))).Ok();
        await app.DiesAsync(tokens["access_token"]);
        (await app.Http.RefreshAsync("/ims/token/v3", client, tokens["refresh_token"])).Is(400, "invalid_grant");
    }

    [Theory, Stores, Attack("E6")]
    public async Task does_nothing_under_another_clients_id_and_refuses_a_wrong_secret(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.WebApp);
        var other = await app.CredentialAsync(ApplicationKind.WebApp);
        var tokens = await app.TokensAsync(client);
        (await app.Http.PostFormAsync(Path, ("token_type", "access_token"), ("token", tokens["access_token"]), ("client_id", other.Id))).Ok();
        (await app.Http.PostFormAsync(Path, ("token_type", "refresh_token"), ("token", tokens["refresh_token"]), ("client_id", other.Id), ("client_secret", other.Secret))).Ok();
        (await app.Http.PostFormAsync(Path, ("token_type", "access_token"), ("token", tokens["access_token"]), ("client_id", client.Id), ("client_secret", "wrong"))).Is(400, "invalid_client");
        (await app.Http.PostFormAsync(Path, ("token_type", "access_token"), ("client_id", client.Id))).Is(400, "invalid_request");
        await Task.Delay(400, Made.Stop);
        (await app.Http.GetAsync("/oauth2/userinfo", tokens["access_token"])).Ok();
        (await app.Http.RefreshAsync("/oauth2/token", client, tokens["refresh_token"])).Ok();
    }
}
