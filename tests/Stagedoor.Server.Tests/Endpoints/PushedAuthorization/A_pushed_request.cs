using Stagedoor.Server.Clients.Kinds;
using Request = Stagedoor.TestKit.Authorize;

namespace Stagedoor.Server.Tests.Endpoints.PushedAuthorization;

[Spec("RFC 9126", "2")]
public class A_pushed_request(AppFixture apps) : IClassFixture<AppFixture>
{
    [Theory, Stores]
    public async Task is_answered_once_and_may_be_reloaded_before(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.ClientAsync(ApplicationKind.WebApp);
        var proof = ProofKey.New();
        var url = Url(client, (await PushAsync(app, client, proof))["request_uri"]!);
        using var browser = app.NewBrowser();
        Assert.True((await browser.GoAsync(url)).HasField("password"));
        var left = await browser.SignInAndAllowAsync(url, Seed.Ada, Seed.AdaPassword);
        Assert.Equal("pushed", left.Callback["state"]);
        (await app.Http.RedeemAsync("/oauth2/token", client, left.Callback["code"], proof.Verifier, Given.Callback)).Ok();
        (await browser.GoAsync(url)).Answer.IsPage();
    }

    [Fact, Spec("RFC 9126", "2.2")]
    public async Task is_answered_201_with_a_name_that_nobody_can_fetch()
    {
        var app = await AppAsync();
        var answer = await PushAsync(app, await app.ClientAsync(ApplicationKind.WebApp), ProofKey.New());
        Assert.Equal(201, answer.Code);
        Assert.Equal("90", answer["expires_in"]);
        Assert.Matches(@"\Aurn:ietf:params:oauth:request_uri:[A-Za-z0-9_-]{43}\z", answer["request_uri"]);
        Assert.Equal("no-store", answer.Header("Cache-Control"));
    }

    [Fact]
    public async Task is_the_request_whatever_else_stands_beside_its_name()
    {
        var app = await AppAsync();
        var client = await app.ClientAsync(ApplicationKind.WebApp);
        var url = Url(client, (await PushAsync(app, client, ProofKey.New()))["request_uri"]!);
        using var browser = app.NewBrowser();
        var left = await browser.SignInAndAllowAsync(url + "&state=other&redirect_uri=https%3A%2F%2Fevil.example&scope=openid&response_type=token", Seed.Ada, Seed.AdaPassword);
        Assert.Equal("pushed", left.Callback["state"]);
        Assert.StartsWith(Given.Callback + "?code=", left.Left!.OriginalString, StringComparison.Ordinal);
    }

    [Fact, Attack("H2")]
    public async Task of_another_client_or_too_old_gets_a_page()
    {
        await using var app = await StagedoorApp.StartAsync(StoreKind.Sqlite);
        var client = await app.ClientAsync(ApplicationKind.WebApp);
        var name = (await PushAsync(app, client, ProofKey.New()))["request_uri"]!;
        (await app.Http.GetAsync(Url(await app.ClientAsync(ApplicationKind.WebApp), name), null)).IsPage();
        (await app.Http.GetAsync("/oauth2/authorize?request_uri=" + Uri.EscapeDataString(name), null)).IsPage();
        app.Clock.Advance(TimeSpan.FromSeconds(91));
        (await app.Http.GetAsync(Url(client, name), null)).IsPage();
    }

    [Fact]
    public async Task whose_journey_began_in_time_may_take_its_time()
    {
        await using var app = await StagedoorApp.StartAsync(StoreKind.Sqlite);
        var client = await app.ClientAsync(ApplicationKind.WebApp);
        using var browser = app.NewBrowser();
        var page = await browser.GoAsync(Url(client, (await PushAsync(app, client, ProofKey.New()))["request_uri"]!));
        app.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.True((await browser.FinishAsync(page, Seed.Ada, Seed.AdaPassword)).Callback.ContainsKey("code"));
    }

    [Theory]
    [InlineData("request_uri", "urn:ietf:params:oauth:request_uri:x", "invalid_request")]
    [InlineData("request", "e30.e30.", "request_not_supported")]
    [InlineData("redirect_uri", "https://evil.example/cb", "invalid_request")]
    [InlineData("response_type", "token", "unsupported_response_type")]
    [InlineData("code_challenge_method", "plain", "invalid_request")]
    [InlineData("code_challenge", null, "invalid_request")]
    [InlineData("scope", "frame.s2s.all", "invalid_scope")]
    [InlineData("resource", "https://other.example", "invalid_target")]
    public async Task is_checked_as_the_authorization_endpoint_checks(string name, string? value, string error)
    {
        var app = await AppAsync();
        (await PushAsync(app, await app.ClientAsync(ApplicationKind.WebApp), ProofKey.New(), (name, value))).Is(400, error);
    }

    [Fact]
    public async Task needs_a_client_that_proves_itself()
    {
        var app = await AppAsync();
        var client = await app.ClientAsync(ApplicationKind.WebApp);
        (await PushAsync(app, client with { Secret = "wrong" }, ProofKey.New())).Is(401, "invalid_client");
        (await app.Http.PostFormAsync("/oauth2/par", Fields(client, ProofKey.New()))).Is(401, "invalid_client");
        (await app.Http.PostFormAsync("/oauth2/par", Fields(Seed.DailiesBot, ProofKey.New(), ("redirect_uri", Given.Callback)), Seed.DailiesBot)).Is(400, "unauthorized_client");
        var publicClient = await app.ClientAsync(ApplicationKind.SinglePageApp);
        Assert.Equal(201, (await app.Http.PostFormAsync("/oauth2/par", Fields(publicClient, ProofKey.New()))).Code);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    public async Task is_POST(string method)
    {
        using var request = new HttpRequestMessage(new(method), "/oauth2/par");
        using var answer = await (await AppAsync()).Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(405, (int)answer.StatusCode);
    }

    private async Task<StagedoorApp> AppAsync() => await apps.OnAsync(StoreKind.Sqlite);

    private static string Url(SeedClient client, string name) => $"/oauth2/authorize?client_id={client.Id}&request_uri={Uri.EscapeDataString(name)}";

    private static Task<Answer> PushAsync(StagedoorApp app, SeedClient client, ProofKey proof, params (string Name, string? Value)[] changes) => app.Http.PostFormAsync("/oauth2/par", Fields(client, proof, changes), client);

    private static IEnumerable<(string Name, string? Value)> Fields(SeedClient client, ProofKey proof, params (string Name, string? Value)[] changes) =>
        Request.Url(client, proof, [("state", "pushed"), .. changes]).Split('?', 2)[1].Split('&').Select(pair => pair.Split('=', 2)).Select(pair => (pair[0], (string?)Uri.UnescapeDataString(pair[1])));
}
