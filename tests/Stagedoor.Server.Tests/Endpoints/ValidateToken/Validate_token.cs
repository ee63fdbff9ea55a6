using Stagedoor.Server.Clients.Kinds;

namespace Stagedoor.Server.Tests.Endpoints.ValidateToken;

[Collection(EndpointTests.Name), Spec("ims.md", "1.8")]
public class Validate_token(EndpointApps apps)
{
    private const string Path = "/ims/validate_token/v1";

    [Theory, Stores]
    public async Task repeats_the_claims_of_a_live_token_sent_as_form_multipart_or_header_by_GET_or_POST(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.ServerToServer);
        var token = await app.MachineTokenAsync(client);
        using var multipart = new MultipartFormDataContent { { new StringContent("access_token"), "type" }, { new StringContent(client.Id), "client_id" } };
        using var header = new HttpRequestMessage(HttpMethod.Post, Path) { Content = multipart, Headers = { Authorization = new("Bearer", token) } };
        Answer[] answers =
        [
            await app.Http.PostFormAsync(Path, ("type", "access_token"), ("client_id", client.Id), ("token", token)),
            await app.Http.GetAsync($"{Path}?type=access_token&client_id={client.Id}", token),
            await Answer.OfAsync(await app.Http.SendAsync(header, Made.Stop)),
        ];
        foreach (var answer in answers)
        {
            Assert.True(answer.Ok().Json.GetProperty("valid").GetBoolean());
            Assert.Equal((client.Id, "access_token"), (answer.Json.GetProperty("token").GetProperty("client_id").GetString(), answer.Json.GetProperty("token").GetProperty("type").GetString()));
        }
    }

    [Theory, Stores]
    public async Task answers_200_and_false_for_what_is_dead_or_none(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.SinglePageApp);
        var tokens = await app.TokensAsync(client);
        var withoutOpenId = (await app.Http.ClientCredentialsAsync("/oauth2/token", await app.CredentialAsync(ApplicationKind.ServerToServer), "AdobeID")).Ok()["access_token"];
        foreach (var (type, token) in ((string, string?)[])[("access_token", "x"), ("access_token", tokens["refresh_token"]), ("access_token", tokens["id_token"]), ("refresh_token", tokens["access_token"]), ("authorization_code", tokens["refresh_token"]), ("device_token", tokens["access_token"]), ("access_token", null), ("access_token", withoutOpenId)])
        {
            Assert.False((await app.Http.PostFormAsync(Path, ("type", type), ("client_id", client.Id), ("token", token))).Ok().Json.GetProperty("valid").GetBoolean());
        }

        app.Clock.Advance(TimeSpan.FromHours(25));
        Assert.False((await app.Http.GetAsync(Path, tokens["access_token"])).Ok().Json.GetProperty("valid").GetBoolean());
    }

    [Theory, Stores]
    public async Task knows_codes_and_refresh_tokens_and_spends_neither(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.SinglePageApp);
        var grant = await app.CodeAsync(client);
        Assert.True(await ValidAsync(app, "authorization_code", client, grant.Code));
        Assert.True(await ValidAsync(app, "authorization_code", client, grant.Code));
        var tokens = (await app.RedeemAsync(grant)).Ok();
        Assert.False(await ValidAsync(app, "authorization_code", client, grant.Code));
        Assert.True(await ValidAsync(app, "refresh_token", client, tokens["refresh_token"]));
        var next = (await app.Http.RefreshAsync("/ims/token/v3", client, tokens["refresh_token"])).Ok();
        Assert.False(await ValidAsync(app, "refresh_token", client, tokens["refresh_token"]));
        Assert.True(await ValidAsync(app, "refresh_token", client, next["refresh_token"]));
    }

    private static async Task<bool> ValidAsync(StagedoorApp app, string type, SeedClient client, string? token) =>
        (await app.Http.PostFormAsync(Path, ("type", type), ("client_id", client.Id), ("token", token))).Ok().Json.GetProperty("valid").GetBoolean();
}
