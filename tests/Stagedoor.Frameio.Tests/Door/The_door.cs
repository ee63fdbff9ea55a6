using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Tokens;

namespace Stagedoor.Frameio.Tests.Door;

/// <summary>What opens <c>/v4</c>, and what does not (design §3, Settled).</summary>
public class The_door(AppFixture apps) : IClassFixture<AppFixture>
{
    private const string BadToken = """{"errors":[{"title":"Unauthorized","detail":"Invalid or missing authorization token"}]}""";

    [Theory, Stores]
    public async Task opens_for_a_service_account_user(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var me = (await app.Http.GetAsync("/v4/me", await TokenAsync(app))).Ok().Json.GetProperty("data");
        Assert.Equal("Service Account User", me.GetProperty("name").GetString());
        Assert.EndsWith("@techacct.adobe.com", me.GetProperty("email").GetString(), StringComparison.Ordinal);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, me.GetProperty("avatar_url").ValueKind);
        Assert.True(me.GetProperty("id").TryGetGuid(out _));
        Assert.Equal(4, me.EnumerateObject().Count());
    }

    [Fact, Spec("RFC 6750", "3")]
    public async Task says_nothing_of_a_token_that_was_not_sent()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var answer = (await app.Http.GetAsync("/v4/me", (string?)null)).Is(401);
        Assert.Equal(BadToken, answer.Text);
        Assert.Equal("Bearer realm=\"stagedoor\"", answer.Header("WWW-Authenticate"));
    }

    [Theory, Attack("E1")]
    [InlineData("Bearer ")]
    [InlineData("Bearer x")]
    [InlineData("Bearer a.b.c")]
    [InlineData("Basic YTpi")]
    [InlineData("Bearer")]
    public async Task stays_shut_for_what_is_no_token(string header)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var answer = (await app.Http.GetAsync("/v4/me", null, request => request.Headers.TryAddWithoutValidation("Authorization", header))).Is(401);
        Assert.Equal(BadToken, answer.Text);
    }

    [Fact, Spec("RFC 6750", "2.2")]
    public async Task takes_a_token_from_the_header_alone()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var token = await TokenAsync(app);
        (await app.Http.GetAsync("/v4/me?access_token=" + token, (string?)null)).Is(401);
        (await app.Http.PostFormAsync("/v4/me", ("access_token", token))).Is(404);
        (await app.Http.GetAsync("/v4/me", null, request => request.Headers.TryAddWithoutValidation("Authorization", "bEARER " + token))).Ok();
        (await app.Http.GetAsync("/v4/me", token, request => request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token))).Is(401);
    }

    [Fact]
    public async Task names_the_scope_that_is_missing()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var token = (await app.Http.ClientCredentialsAsync("/ims/token/v3", Seed.DailiesBot, "openid,AdobeID")).Ok()["access_token"]!;
        var answer = (await app.Http.GetAsync("/v4/me", token)).Is(401);
        Assert.Equal("""{"errors":[{"title":"Unauthorized","detail":"Invalid or missing authorization token: scope frame.s2s.all was not granted"}]}""", answer.Text);
        Assert.Equal("Bearer realm=\"stagedoor\", error=\"insufficient_scope\", scope=\"frame.s2s.all\"", answer.Header("WWW-Authenticate"));
    }

    [Fact, Attack("E1"), Spec("RFC 9068", "4")]
    public async Task stays_shut_for_a_token_made_for_another_audience()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var client = (await app.Services.GetRequiredService<IClientStore>().FindAsync(Seed.DailiesBot.Id, default))!;
        var account = (await app.Services.GetRequiredService<Server.ServiceAccounts.IServiceAccountStore>().FindByClientAsync(client.ClientId, default))!;
        string Token(params string[] resources) => app.Services.GetRequiredService<AccessTokenIssuer>().Issue(new()
        {
            Client = client,
            SubjectId = account.Id,
            SubjectEpoch = client.Epoch,
            Scopes = client.Settings.ScopeSet,
            Resources = [.. resources],
            Dialect = Dialects.Standard,
        }).Text;
        (await app.Http.GetAsync("/v4/me", Token())).Ok();
        var answer = (await app.Http.GetAsync("/v4/me", Token("https://other.example"))).Is(401);
        Assert.Equal("Bearer realm=\"stagedoor\", error=\"invalid_token\"", answer.Header("WWW-Authenticate"));
        (await app.Http.GetAsync("/v4/me", Token(app.Issuer))).Is(401);
        (await app.Http.GetAsync("/v4/me", Token("https://other.example", app.Issuer + "/v4"))).Ok();
    }

    [Theory]
    [InlineData("GET", "/v4")]
    [InlineData("GET", "/v4/")]
    [InlineData("GET", "/v4/nowhere/at%20all")]
    [InlineData("POST", "/v4/me")]
    [InlineData("DELETE", "/v4/accounts")]
    public async Task knows_no_other_route(string method, string path)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        using var request = new HttpRequestMessage(new(method), path);
        var answer = (await Answer.OfAsync(await app.Http.SendAsync(request))).Is(404);
        Assert.Equal($"no route found for {method} {path}", answer.Json.GetProperty("errors")[0].GetProperty("detail").GetString());
        Assert.Equal("100", answer.Header("x-ratelimit-limit"));
        Assert.NotNull(answer.Header("x-request-id"));
    }

    [Fact, Spec("RFC 9110", "9.3.2")]
    public async Task answers_head_without_a_body_and_options()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        using var head = new HttpRequestMessage(HttpMethod.Head, "/v4/me") { Headers = { { "Authorization", "Bearer " + await TokenAsync(app) } } };
        var answer = (await Answer.OfAsync(await app.Http.SendAsync(head))).Ok();
        Assert.Equal("", answer.Text);
        using var options = new HttpRequestMessage(HttpMethod.Options, "/v4/me");
        Assert.Equal("GET, HEAD, OPTIONS", (await Answer.OfAsync(await app.Http.SendAsync(options))).Is(204).Header("Allow"));
    }

    private static async Task<string> TokenAsync(StagedoorApp app) => (await app.Http.ClientCredentialsAsync("/ims/token/v3", Seed.DailiesBot)).Ok()["access_token"]!;
}
