namespace Stagedoor.Server.Tests.Attacks;

/// <summary>Rows A: where answers go.</summary>
[Spec("RFC 9700", "4.1")]
public class On_redirects(Stage stage) : IClassFixture<Stage>
{
    public static readonly TheoryData<string> Authorizes = ["/oauth2/authorize", "/ims/authorize/v2", "/ims/authorize/v1", "/ims/authorize"];

    public static readonly MatrixTheoryData<string, string> Strange = new(["/oauth2/authorize", "/ims/authorize/v2"],
    [
        "https://board.example.evil.example/cb", "https://board.example@evil.example/cb", "https://boardXexample/cb", "https://board.example/cb/../evil", "https://board.example/cb?x=1", "https://board.example/CB", "https://board.example/cb/",
        "http://board.example/cb", "https://board.example:8443/cb", "https://board.example:443/cb", "https://BOARD.example/cb", "https://other.example/cb",
        "https://board.example/cb#fragment", "https://board.example/cb#",
        "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//evil.example", "/\t//evil.example", @"\/evil.example", @"https:\\board.example\cb", "https://bоard.example/cb", "https://board.example/cb\r\nX: y", "https://board.example\u0000.evil.example/cb", "northlight.ingest:/callback", "http://127.0.0.1/callback",
    ]);

    [Theory, MemberData(nameof(Strange)), Attack("A1"), Attack("A3"), Attack("A4")]
    public async Task an_unregistered_address_gets_a_page_and_no_redirect(string path, string redirectUri) => await GetsAPageAsync(Authorize.Url(path, Crew.Board, ProofKey.New(), ("redirect_uri", redirectUri)));

    [Theory, MemberData(nameof(Strange)), Attack("A1"), Attack("A8")]
    public async Task an_unregistered_address_gets_a_page_even_when_the_rest_is_wrong_too(string path, string redirectUri) =>
        await GetsAPageAsync(Authorize.Url(path, Crew.Board, proof: null, ("redirect_uri", redirectUri), ("response_type", "token"), ("prompt", "none"), ("scope", "nonsense")));

    [Theory, Attack("A5"), Spec("RFC 8252", "7.3")]
    [InlineData("http://127.0.0.1:1/callback", true)]
    [InlineData("http://127.0.0.1:65535/callback", true)]
    [InlineData("http://127.0.0.1/callback", true)]
    [InlineData("http://[::1]:4000/callback", true)]
    [InlineData("northlight.ingest:/callback", true)]
    [InlineData("http://localhost:4000/callback", false)]
    [InlineData("http://localhost/callback", false)]
    [InlineData("http://127.0.0.1:4000/other", false)]
    [InlineData("http://127.0.0.1:4000/callback?x=1", false)]
    [InlineData("http://127.0.0.1:4000/callback/", false)]
    [InlineData("http://127.0.0.1.evil.example/callback", false)]
    [InlineData("http://127.0.0.1@evil.example/callback", false)]
    [InlineData("http://127.0.0.2:4000/callback", false)]
    [InlineData("http://127.1:4000/callback", false)]
    [InlineData("http://2130706433/callback", false)]
    [InlineData("http://[::ffff:127.0.0.1]:4000/callback", false)]
    [InlineData("http://0.0.0.0:4000/callback", false)]
    [InlineData("https://127.0.0.1:4000/callback", false)]
    [InlineData("northlight.ingest:/callback2", false)]
    [InlineData("northlight.ingest://callback", false)]
    [InlineData("northlight.ingest2:/callback", false)]
    public async Task a_native_application_may_vary_the_port_and_nothing_else(string redirectUri, bool fine)
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        using var browser = app.NewBrowser();
        foreach (var path in (string[])["/oauth2/authorize", "/ims/authorize/v2"])
        {
            var page = await browser.GoAsync(Authorize.Url(path, Crew.Ingest, ProofKey.New(), ("redirect_uri", redirectUri), ("prompt", "none")));
            if (fine) Assert.StartsWith(redirectUri + "?", page.Left?.OriginalString, StringComparison.Ordinal);
            else IsPage(page);
        }
    }

    [Fact, Attack("A7")]
    public async Task a_missing_address_gets_a_page_where_two_are_registered() => await GetsAPageAsync(Authorize.Url(Crew.Board, ProofKey.New(), ("redirect_uri", null)));

    [Fact, Attack("A7"), Spec("ims.md", "1.2")]
    public async Task a_missing_address_means_the_default_one_in_ims()
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        using var browser = app.NewBrowser();
        var page = await browser.GoAsync(Authorize.Url("/ims/authorize/v2", Crew.Board, ProofKey.New(), ("redirect_uri", null), ("prompt", "none")));
        Assert.StartsWith(Crew.Board.RedirectUri + "?", page.Left?.OriginalString, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Authorizes)), Attack("A8")]
    public async Task an_unknown_client_gets_a_page(string path)
    {
        foreach (var client in (string?[])["ffffffffffffffffffffffffffffffff", "", null, "'; drop table client; --", new string('a', 5000), "a0000000000000000000000000000001 ", "A0000000000000000000000000000001"])
        {
            await GetsAPageAsync(Authorize.Url(path, Crew.Board, ProofKey.New(), ("client_id", client)));
        }
    }

    [Theory, MemberData(nameof(Authorizes)), Attack("A8")]
    public async Task a_server_to_server_client_gets_a_page(string path) => await GetsAPageAsync(Authorize.Url(path, Crew.Bot, ProofKey.New(), ("redirect_uri", "https://board.example/cb")));

    [Theory, Attack("A8"), Spec("RFC 9207", "2")]
    [InlineData("/oauth2/authorize", "token", "unsupported_response_type")]
    [InlineData("/oauth2/authorize", "id_token", "unsupported_response_type")]
    [InlineData("/oauth2/authorize", "code id_token", "unsupported_response_type")]
    [InlineData("/oauth2/authorize", "code token", "unsupported_response_type")]
    [InlineData("/oauth2/authorize", "nonsense", "unsupported_response_type")]
    [InlineData("/ims/authorize/v2", "token", "unsupported_response_type")]
    [InlineData("/ims/authorize/v1", "device", "unsupported_response_type")]
    public async Task a_wrong_response_type_returns_with_error_state_and_issuer(string path, string type, string error)
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        using var browser = app.NewBrowser();
        var page = await browser.GoAsync(Authorize.Url(path, Crew.Board, ProofKey.New(), ("response_type", type), ("state", "a b&c=d+%")));
        Assert.StartsWith(Crew.Board.RedirectUri + (type == "code" ? "?" : ""), page.Left?.OriginalString, StringComparison.Ordinal);
        Assert.Equal(error, page.Callback["error"]);
        Assert.Equal("a b&c=d+%", page.Callback["state"]);
        Assert.Equal(app.Issuer, page.Callback["iss"]);
        Assert.DoesNotContain("code", page.Callback.Keys);
    }

    [Theory, Attack("A10")]
    [InlineData("/signin?return=", "//evil.example")]
    [InlineData("/signin?return=", "https://evil.example/")]
    [InlineData("/signin?return=", "/\\evil.example")]
    [InlineData("/signin?return=", "\\\\evil.example")]
    [InlineData("/signin?return=", "/%09/evil.example")]
    [InlineData("/signin?return=", "/\t/evil.example")]
    [InlineData("/signin?return=", "/\n/evil.example")]
    [InlineData("/signin?return=", "javascript:alert(1)")]
    [InlineData("/signin?return=", "evil.example")]
    [InlineData("/signin?return=", "/.//evil.example")]
    [InlineData("/signin?return=", "/%2f/evil.example")]
    public async Task a_return_address_is_local_or_ignored(string path, string target)
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        using var browser = app.NewBrowser();
        var page = await browser.SignInAsync(Seed.Ada, Seed.AdaPassword, path + Uri.EscapeDataString(target));
        Assert.True(page.Left is null, $"was sent away: {page}");
        Assert.Equal(new Uri(app.Issuer).Authority, page.Url.Authority);
    }

    [Theory, Attack("A10")]
    [InlineData("https://board.example/bye?x=1")]
    [InlineData("https://board.example/bye/")]
    [InlineData("https://board.example.evil.example/bye")]
    [InlineData("https://board.example/cb")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("javascript:alert(1)")]
    public async Task an_unregistered_address_after_sign_out_is_not_followed(string target)
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        using var browser = app.NewBrowser();
        var tokens = await app.SignInAsync(Crew.Board, browser);
        foreach (var url in (string[])[$"/oauth2/logout?id_token_hint={tokens["id_token"]}&client_id={Crew.Board.Id}&post_logout_redirect_uri=", $"/ims/logout/v1?client_id={Crew.Board.Id}&access_token={tokens["access_token"]}&redirect_uri="])
        {
            var page = await browser.GoAsync(url + Uri.EscapeDataString(target));
            Assert.True(page.Left is null || page.Left.OriginalString == Crew.Board.RedirectUri && target == Crew.Board.RedirectUri, $"was sent away: {page}");
        }
    }

    [Fact, Attack("A12"), Attack("F8")]
    public async Task every_page_and_redirect_forbids_the_referrer_and_frames()
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        using var browser = app.NewBrowser();
        var page = await browser.GoAsync(Authorize.Url(Crew.Board, ProofKey.New(), ("prompt", "consent")));
        IsGuarded(page);
        page = await browser.PressAsync(page, "Sign in", ("email", Seed.Ada), ("password", Seed.AdaPassword));
        IsGuarded(page);
        page = await browser.PressAsync(page, "Allow access");
        Assert.NotNull(page.Left);
        Assert.Equal("no-referrer", page.Answer.Header("Referrer-Policy"));
        Assert.Contains("no-store", page.Answer.Header("Cache-Control"), StringComparison.Ordinal);
        IsGuarded(await browser.GoAsync(Authorize.Url(Crew.Board, ProofKey.New(), ("redirect_uri", "https://evil.example"))));
        foreach (var path in (string[])["/signin", "/device", "/signed-out", "/"]) IsGuarded(await browser.GoAsync(path));
    }

    private async Task GetsAPageAsync(string url)
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        using var browser = app.NewBrowser();
        IsPage(await browser.GoAsync(url));
    }

    private static void IsPage(Page page)
    {
        Assert.True(page.Left is null, $"should not have redirected: {page}");
        Assert.InRange(page.Code, 400, 499);
        Assert.Equal("text/html", page.Answer.ContentType);
        Assert.Null(page.Answer.Response.Headers.Location);
        Assert.DoesNotContain("http-equiv=\"refresh\"", page.Html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("evil.example", page.Html, StringComparison.OrdinalIgnoreCase);
    }

    private static void IsGuarded(Page page)
    {
        Assert.Null(page.Left);
        Assert.Equal("no-referrer", page.Answer.Header("Referrer-Policy"));
        Assert.Contains("frame-ancestors 'none'", page.Answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-inline", page.Answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains("no-store", page.Answer.Header("Cache-Control"), StringComparison.Ordinal);
        Assert.Equal("nosniff", page.Answer.Header("X-Content-Type-Options"));
        Assert.DoesNotContain("<script", page.Html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(" style=", page.Html, StringComparison.OrdinalIgnoreCase);
    }
}
