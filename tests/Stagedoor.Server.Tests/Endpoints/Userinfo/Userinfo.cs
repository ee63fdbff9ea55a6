using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Tests.Endpoints.Userinfo;

[Collection(EndpointTests.Name), Spec("OIDC Core", "5.3"), Spec("ims.md", "1.5")]
public class Userinfo(EndpointApps apps)
{
    private static readonly string[] Paths = ["/ims/userinfo", "/ims/userinfo/v1", "/ims/userinfo/v2", "/oauth2/userinfo"];

    [Theory, Stores]
    public async Task tells_what_the_scopes_open_and_no_more(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.WebApp);
        var someone = await app.SomeoneAsync(client);
        var bare = (await app.TokensAsync(client, someone, changes: ("scope", "openid")))["access_token"];
        var full = (await app.TokensAsync(client, someone, changes: ("scope", "openid profile email address")))["access_token"];
        foreach (var path in Paths)
        {
            var answer = (await app.Http.GetAsync(path, full)).Ok();
            Assert.Equal((someone.Id, "Ada Field", "Ada", "Field", someone.Email, "true", "ent"), (answer["sub"], answer["name"], answer["given_name"], answer["family_name"], answer["email"], answer["email_verified"], answer["account_type"]));
            Assert.Equal("DE", answer.Json.GetProperty("address").GetProperty("country").GetString());
            Assert.Equal("no-store", answer.Header("Cache-Control"));
            var names = (await app.Http.GetAsync(path, bare)).Ok().Json.EnumerateObject().Select(member => member.Name);
            Assert.Equal(path is "/ims/userinfo" or "/ims/userinfo/v1" ? ["sub", "userId"] : ["sub"], names);
        }
    }

    [Theory, Stores, Spec("OIDC Core", "5.5")]
    public async Task tells_what_the_claims_parameter_asked_for(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.WebApp);
        var token = (await app.TokensAsync(client, changes: [("scope", "openid"), ("claims", """{"userinfo":{"name":{"essential":true},"unheard_of":null}}""")]))["access_token"];
        Assert.Equal(["sub", "name"], (await app.Http.GetAsync("/oauth2/userinfo", token)).Ok().Json.EnumerateObject().Select(member => member.Name));
    }

    [Theory, Stores, Spec("OIDC Core", "5.5")]
    public async Task tells_it_after_a_refresh_too(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.WebApp);
        var first = await app.TokensAsync(client, changes: [("scope", "openid offline_access"), ("claims", """{"userinfo":{"name":null}}""")]);
        var second = (await app.Http.RefreshAsync("/oauth2/token", client, first["refresh_token"])).Ok();
        Assert.Equal(["sub", "name"], (await app.Http.GetAsync("/oauth2/userinfo", second["access_token"])).Ok().Json.EnumerateObject().Select(member => member.Name));
    }

    [Theory, Stores, Spec("RFC 6750", "2")]
    public async Task takes_the_token_by_header_or_body_once_and_never_from_a_query(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.WebApp);
        var token = (await app.TokensAsync(client))["access_token"]!;
        foreach (var path in Paths)
        {
            (await app.Http.PostFormAsync(path, ("access_token", token))).Ok();
            (await app.Http.PostFormAsync(path, [], change: request => request.Headers.Authorization = new("bearer", token))).Ok();
            (await app.Http.PostFormAsync(path, [("access_token", token)], change: request => request.Headers.Authorization = new("Bearer", token))).Is(400, "invalid_request");
            (await app.Http.PostFormAsync(path, [("access_token", token)], change: request => request.Headers.TryAddWithoutValidation("Authorization", ["Bearer x", "Bearer y"]))).Is(400, "invalid_request");
            (await app.Http.GetAsync($"{path}?access_token={token}", null)).Is(400, "invalid_request");
            var none = (await app.Http.GetAsync(path, null)).Is(401);
            Assert.Equal("Bearer realm=\"stagedoor\"", none.Header("WWW-Authenticate"));
            using var head = new HttpRequestMessage(HttpMethod.Head, path) { Headers = { Authorization = new("Bearer", token) } };
            Assert.Equal("", (await Answer.OfAsync(await app.Http.SendAsync(head, Made.Stop))).Ok().Text);
        }
    }

    [Theory, Stores]
    public async Task knows_a_service_account_user_too(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.ServerToServer);
        var account = (await app.Get<IServiceAccountStore>().FindByClientAsync(client.Id, Made.Stop))!;
        var token = await app.MachineTokenAsync(client);
        foreach (var path in Paths)
        {
            var answer = (await app.Http.GetAsync(path, token)).Ok();
            Assert.Equal((account.Id, account.Name, account.Id), (answer["sub"], answer["name"], answer["email"]));
        }

        var answerWithout = (await app.Http.GetAsync("/oauth2/userinfo", await app.MachineTokenAsync(client, "AdobeID"))).Is(403, "insufficient_scope");
        Assert.Contains("scope=\"openid\"", answerWithout.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Theory, Stores, Attack("C7")]
    public async Task ends_with_the_person(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.SinglePageApp);
        var someone = await app.SomeoneAsync(client);
        var token = (await app.TokensAsync(client, someone))["access_token"];
        Assert.True(await app.Get<IPersonStore>().SetDisabledAsync(someone.Id, true, app.Now, Made.Stop));
        foreach (var path in Paths) (await app.Http.GetAsync(path, token)).Is(401, "invalid_token");
    }
}
