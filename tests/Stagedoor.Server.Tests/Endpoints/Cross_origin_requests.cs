using Stagedoor.Server.Clients;
using Stagedoor.Server.Clients.Kinds;

namespace Stagedoor.Server.Tests.Endpoints;

/// <summary>CORS as settled (design §3): by the origins of registered redirect URIs, on errors too, never with credentials.</summary>
[Collection(EndpointTests.Name), Spec("design", "3")]
public class Cross_origin_requests(EndpointApps apps)
{
    private const string Allow = "Access-Control-Allow-Origin";

    private static readonly string[] Registered = ["/ims/token", "/ims/token/v3", "/oauth2/token", "/ims/revoke", "/oauth2/revoke", "/ims/userinfo/v2", "/oauth2/userinfo", "/v4/me"];

    private static readonly string[] Everyones = ["/.well-known/openid-configuration", "/.well-known/oauth-authorization-server", "/ims/.well-known/openid-configuration", "/ims/keys", "/oauth2/jwks"];

    [Theory, Stores]
    public async Task are_told_beforehand_that_a_registered_origin_may_ask_and_no_other(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        await app.CredentialAsync(ApplicationKind.SinglePageApp, settings => settings with { DefaultRedirectUri = "https://page.example/spa", RedirectUriPatterns = [@"http://127\.0\.0\.1:[0-9]+/spa"] });
        foreach (var path in Registered)
        {
            foreach (var origin in (string[])["https://page.example", "http://127.0.0.1:5173", "http://127.0.0.1:1"])
            {
                var answer = await PreflightAsync(app, path, origin);
                Assert.Equal((204, origin), (answer.Code, answer.Header(Allow)));
                Assert.Contains("Authorization", answer.Header("Access-Control-Allow-Headers"), StringComparison.Ordinal);
                Assert.Contains("POST", answer.Header("Access-Control-Allow-Methods"), StringComparison.Ordinal);
                Assert.Null(answer.Header("Access-Control-Allow-Credentials"));
                Assert.Contains("Origin", answer.Header("Vary"), StringComparison.Ordinal);
            }

            foreach (var origin in (string[])["https://page.example.evil.com", "http://page.example", "https://page.example:444", "https://page.example/", "https://evil.example", "null", "http://127.0.0.1.evil.com", "https://127.0.0.1:5173", "", "x", new('x', 5000)])
            {
                Assert.Null((await PreflightAsync(app, path, origin)).Header(Allow));
            }
        }

        foreach (var path in Everyones) Assert.Equal("*", (await PreflightAsync(app, path, "https://evil.example")).Header(Allow));
    }

    [Theory, Stores]
    public async Task read_the_answer_of_their_own_client_errors_included_and_of_no_other(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var mine = await app.CredentialAsync(ApplicationKind.SinglePageApp, settings => settings with { DefaultRedirectUri = "https://mine.example/spa" });
        var other = await app.CredentialAsync(ApplicationKind.SinglePageApp, settings => settings with { DefaultRedirectUri = "https://other.example/spa" });
        foreach (var speaking in Speaking.Both)
        {
            foreach (var path in (string[])[speaking.Token, speaking.Revoke])
            {
                Assert.Equal("https://mine.example", (await PostAsync(app, path, "https://mine.example", mine)).Header(Allow));
                Assert.Null((await PostAsync(app, path, "https://other.example", mine)).Header(Allow));
                Assert.Equal("https://other.example", (await PostAsync(app, path, "https://other.example", other)).Header(Allow));
                Assert.Null((await PostAsync(app, path, null, mine)).Header(Allow));
            }

            var userinfo = await app.Http.GetAsync(speaking.Userinfo, "x", request => request.Headers.Add("Origin", "https://mine.example"));
            Assert.Equal((401, "https://mine.example"), (userinfo.Code, userinfo.Header(Allow)));
        }

        var token = (await app.TokensAsync(mine, changes: ("redirect_uri", "http://127.0.0.1:7443/callback")))["access_token"];
        Assert.Equal("https://mine.example", (await app.Http.GetAsync("/oauth2/userinfo", token, request => request.Headers.Add("Origin", "https://mine.example"))).Ok().Header(Allow));
        Assert.Null((await app.Http.GetAsync("/oauth2/userinfo", token, request => request.Headers.Add("Origin", "https://other.example"))).Ok().Header(Allow));
        var api = await app.Http.GetAsync("/v4/me", token, request => request.Headers.Add("Origin", "https://mine.example"));
        Assert.Equal((200, "https://mine.example"), (api.Code, api.Header(Allow)));
        foreach (var path in Everyones) Assert.Equal("*", (await app.Http.GetAsync(path, null, request => request.Headers.Add("Origin", "https://evil.example"))).Ok().Header(Allow));
    }

    [Theory, Stores]
    public async Task stop_with_the_registration(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.SinglePageApp, settings => settings with { DefaultRedirectUri = "https://old.example/spa" });
        Assert.NotNull((await PreflightAsync(app, "/oauth2/token", "https://old.example")).Header(Allow));
        var stored = (await app.Get<IClientStore>().FindAsync(client.Id, Made.Stop))!;
        Assert.True(await app.Get<IClientStore>().ChangeAsync(client.Id, stored.Name, stored.Settings with { DefaultRedirectUri = "https://new.example/spa" }, Made.Stop));
        Assert.Null((await PreflightAsync(app, "/oauth2/token", "https://old.example")).Header(Allow));
        Assert.NotNull((await PreflightAsync(app, "/oauth2/token", "https://new.example")).Header(Allow));
        Assert.True(await app.Get<IClientStore>().SetDisabledAsync(client.Id, true, app.Now, Made.Stop));
        Assert.Null((await PreflightAsync(app, "/oauth2/token", "https://new.example")).Header(Allow));
    }

    private static async Task<Answer> PreflightAsync(StagedoorApp app, string path, string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, path);
        request.Headers.TryAddWithoutValidation("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "authorization");
        return await Answer.OfAsync(await app.Http.SendAsync(request, Made.Stop));
    }

    private static Task<Answer> PostAsync(StagedoorApp app, string path, string? origin, SeedClient client) => app.Http.PostFormAsync(path, [("client_id", client.Id), ("grant_type", "refresh_token"), ("refresh_token", "x")], change: request =>
    {
        if (origin is not null) request.Headers.Add("Origin", origin);
    });
}
