namespace Stagedoor.Server.Tests.SignIn;

[OnStore(StoreKind.Sqlite)]
public class Every_page(AppFixture apps) : IClassFixture<AppFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private const string Nowhere = "/signin?journey=0000000000000000000000000000000000000000000";

    [Theory, Attack("F8"), Attack("A12")]
    [InlineData("/", null)]
    [InlineData("/signup", null)]
    [InlineData("/signin", null)]
    [InlineData("/profile/passkeys", null)]
    [InlineData("/profile/authenticator", null)]
    [InlineData("/profile/recovery-codes", null)]
    [InlineData("/signed-out", null)]
    [InlineData("/device", null)]
    [InlineData("/signout", null)]
    [InlineData(Nowhere, null)]
    [InlineData("/signin", "http://127.0.0.1:7443")]
    [InlineData("/choose", "http://127.0.0.1:7443")]
    [InlineData("/consent", "http://127.0.0.1:7443")]
    public async Task is_strict_about_what_may_happen_on_it(string path, string? callback)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(Seed.Ada, Seed.AdaPassword);
        var page = await browser.GoAsync(callback is null ? path : $"{path}?journey={await app.AJourneyAsync(Seed.ReviewBoard.Id)}");

        var answer = page.Answer;
        Assert.Equal("text/html", answer.ContentType);
        Assert.Equal($"default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'{(callback is null ? "" : " " + callback)}; frame-ancestors 'none'; base-uri 'none'{(path is "/signin" or "/profile/passkeys" ? "; script-src 'self'" : "")}", answer.Header("Content-Security-Policy"));
        Assert.Equal("DENY", answer.Header("X-Frame-Options"));
        Assert.Equal("no-referrer", answer.Header("Referrer-Policy"));
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        Assert.Equal(callback is null ? "same-origin" : null, answer.Header("Cross-Origin-Opener-Policy"));
        Assert.Null(answer.Header("blazor-enhanced-nav"));
        Assert.Empty(page.Document.QuerySelectorAll("script:not([src^='/assets/']), style, [style], [onclick], iframe, object, embed"));
        Assert.DoesNotContain("<!--", page.Html, StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector("html[lang=en] > head > title"));
        Assert.Single(page.Document.QuerySelectorAll("h1"));
        foreach (var form in page.Document.QuerySelectorAll("form"))
        {
            Assert.Equal("post", form.GetAttribute("method"));
            Assert.NotEmpty(form.QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value") ?? "");
        }
    }

    [Fact]
    public async Task is_small_and_its_stylesheet_is_kept_for_good()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(Seed.Ada, Seed.AdaPassword);
        var page = await browser.GoAsync("/consent?journey=" + await app.AJourneyAsync(Seed.ReviewBoard.Id));
        var total = page.Html.Length;
        foreach (var link in page.Document.QuerySelectorAll("link[href]"))
        {
            var asset = (await app.Http.GetAsync(link.GetAttribute("href")!, bearer: null)).Ok();
            Assert.Equal("public, max-age=31536000, immutable", asset.Header("Cache-Control"));
            Assert.Equal("nosniff", asset.Header("X-Content-Type-Options"));
            total += asset.Text.Length;
        }

        Assert.InRange(total, 1, 30_000);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/signin")]
    [InlineData("/signed-out")]
    public async Task answers_HEAD_and_refuses_other_methods(string path)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        using var head = await app.Http.SendAsync(new(HttpMethod.Head, path), Cancellation);
        Assert.Equal(200, (int)head.StatusCode);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Cancellation));
        using var put = await app.Http.SendAsync(new(HttpMethod.Put, path), Cancellation);
        Assert.Equal(405, (int)put.StatusCode);
    }

    [Theory, Attack("A8")]
    [InlineData("/signin?journey=x")]
    [InlineData(Nowhere)]
    [InlineData("/choose")]
    [InlineData("/consent")]
    [InlineData("/consent?journey=%00")]
    [InlineData("/consent?journey=a&journey=b")]
    [InlineData("/signin?journey=%3Cscript%3Ealert(1)%3C/script%3E")]
    public async Task of_no_journey_says_that_it_has_ended(string path)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        using var browser = app.NewBrowser();
        var page = await browser.GoAsync(path);
        Assert.Equal(400, page.Code);
        Assert.Contains("This request has ended", page.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("alert", page.Html, StringComparison.Ordinal);
    }

    [Theory, Attack("A10")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("/%09/evil.example")]
    [InlineData("https://evil.example")]
    public async Task returns_only_to_this_server(string place)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        using var browser = app.NewBrowser();
        var answer = await browser.TryAsync(Seed.Ada, Seed.AdaPassword, "/signin?return=" + Uri.EscapeDataString(place));
        Assert.Equal("/", answer.Header("Location"));
        var page = await browser.GoAsync("/signin");
        answer = await browser.SendAsync(Browser.Request(page, "Sign in", ("email", Seed.Ada), ("password", Seed.AdaPassword), ("return", place)));
        Assert.Equal("/", answer.Header("Location"));
    }
}
