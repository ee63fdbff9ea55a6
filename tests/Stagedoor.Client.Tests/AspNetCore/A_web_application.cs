using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Stagedoor.Client.AspNetCore;

namespace Stagedoor.Client.Tests.AspNetCore;

/// <summary><c>AddAuthentication().AddFrameio(…)</c> against the real server: sign-in, cookie, tokens, renewal, sign-out.</summary>
[OnStore(StoreKind.Sqlite)]
public class A_web_application(AppFixture apps) : IClassFixture<AppFixture>
{
    public static TheoryData<Dialect> Dialects => Applications.Dialects;

    [Theory, MemberData(nameof(Dialects))]
    public async Task signs_people_in_and_calls_the_api_as_them(Dialect dialect)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        await using var site = await Site.StartAsync(app, dialect);
        var browser = site.NewBrowser();
        var page = await site.OpenAsync(app, browser, "/me?x=1");
        Assert.Contains("\"Ada Field\"", page.Html, StringComparison.Ordinal);
        Assert.Equal("/me?x=1", page.Url.PathAndQuery);
        var who = (await browser.GoAsync("/who")).Html;
        Assert.Contains($"email={Seed.Ada}", who, StringComparison.Ordinal);
        Assert.Contains("name=Ada Field", who, StringComparison.Ordinal);

        // The cookie has no room for what it must not hold.
        var token = (await browser.GoAsync("/token")).Html;
        Assert.True(browser.Cookies.GetAllCookies().Sum(cookie => cookie.Value.Length) < token.Length + 1000, "the cookie is as large as if it held tokens");
        Assert.DoesNotContain(browser.Cookies.GetAllCookies(), cookie => cookie.Name.StartsWith(".Stagedoor.SignIn", StringComparison.Ordinal));
        Assert.False(site.Log.Contain(token));
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task renews_once_for_all_requests_of_a_session(Dialect dialect)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        await using var site = await Site.StartAsync(app, dialect);
        var browser = site.NewBrowser();
        var before = (await site.OpenAsync(app, browser, "/token")).Html;
        app.Clock.Advance(TimeSpan.FromHours(24));
        var tokens = await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ => (await browser.GoAsync("/token")).Html));
        Assert.Single(tokens.Distinct());
        Assert.NotEqual(before, tokens[0]);
        Assert.Equal(1, site.Renewals);
        (await app.Http.GetAsync("/v4/me", tokens[0])).Ok();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task signs_out_here_and_at_the_issuer(Dialect dialect)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        await using var site = await Site.StartAsync(app, dialect, options => options.SignedOutUri = Seed.ReviewBoardSignedOut);
        var browser = site.NewBrowser();
        var token = (await site.OpenAsync(app, browser, "/token")).Html;
        var leaving = (await browser.GoAsync("/sign-out")).Left!;
        Assert.StartsWith(app.Issuer + "/oauth2/logout?id_token_hint=", leaving.OriginalString, StringComparison.Ordinal);
        (await app.Http.GetAsync("/v4/me", token)).Is(401);
        Assert.NotNull((await browser.GoAsync("/me")).Left);
        using var issuers = app.NewBrowser();
        Assert.Equal(Seed.ReviewBoardSignedOut, (await issuers.GoAsync(leaving.OriginalString)).Left!.OriginalString);
    }

    [Fact]
    public async Task signs_out_here_alone_where_nothing_else_is_registered()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        await using var site = await Site.StartAsync(app, Dialect.Standard);
        var browser = site.NewBrowser();
        await site.OpenAsync(app, browser, "/token");
        Assert.Equal("the front", (await browser.GoAsync("/sign-out")).Html);
        Assert.NotNull((await browser.GoAsync("/me")).Left);
    }

    [Theory, MemberData(nameof(Dialects)), Spec("RFC 6749", "10.12")]
    public async Task takes_an_answer_only_from_the_browser_that_began_and_only_once(Dialect dialect)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        await using var site = await Site.StartAsync(app, dialect);
        var (mine, anothers) = (site.NewBrowser(), site.NewBrowser());
        var authorize = (await mine.GoAsync("/me")).Left!.OriginalString;
        await anothers.GoAsync("/me");
        using var issuers = app.NewBrowser();
        var answer = (await issuers.SignInAndAllowAsync(authorize, Seed.Ada, Seed.AdaPassword)).Left!.OriginalString;
        var refused = await anothers.GoAsync(answer);
        Assert.Equal(400, refused.Code);
        Assert.Contains("this browser has not begun this sign-in", refused.Html, StringComparison.Ordinal);
        Assert.Contains("Ada Field", (await mine.GoAsync(answer)).Html, StringComparison.Ordinal);
        Assert.Equal(400, (await mine.GoAsync(answer)).Code);
        Assert.Equal(400, (await mine.GoAsync("/callback")).Code);
    }

    [Fact]
    public async Task keeps_two_tabs_apart()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        await using var site = await Site.StartAsync(app, Dialect.Standard);
        var browser = site.NewBrowser();
        var (one, other) = ((await browser.GoAsync("/me?tab=1")).Left!, (await browser.GoAsync("/me?tab=2")).Left!);
        using var issuers = app.NewBrowser();
        var second = (await issuers.SignInAndAllowAsync(other.OriginalString, Seed.Ada, Seed.AdaPassword)).Left!;
        var first = (await issuers.SignInAndAllowAsync(one.OriginalString, Seed.Ada, Seed.AdaPassword)).Left!;
        Assert.Equal("/me?tab=1", (await browser.GoAsync(first.OriginalString)).Url.PathAndQuery);
        Assert.Equal("/me?tab=2", (await browser.GoAsync(second.OriginalString)).Url.PathAndQuery);
    }

    [Fact]
    public async Task shows_its_own_page_to_who_refused()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        await using var site = await Site.StartAsync(app, Dialect.Standard);
        var browser = site.NewBrowser();
        using var issuers = app.NewBrowser();
        var page = await issuers.GoAsync((await browser.GoAsync("/me")).Left!.OriginalString);
        Assert.Equal("you refused", (await browser.GoAsync((await issuers.PressAsync(page, "Cancel")).Left!.OriginalString)).Html);
    }

    [Fact, Attack("F15")]
    public async Task signs_nobody_in_by_a_cookie_whose_tokens_have_ended()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        await using var site = await Site.StartAsync(app, Dialect.Standard);
        var browser = site.NewBrowser();
        var token = (await site.OpenAsync(app, browser, "/token")).Html;
        (await app.Http.PostFormAsync("/ims/invalidate_token/v2", ("token", token), ("token_type", "access_token"), ("client_id", Seed.ReviewBoard.Id), ("client_secret", Seed.ReviewBoard.Secret), ("cascading", "all"))).Ok();
        var page = await browser.GoAsync("/me");
        Assert.Equal(500, page.Code);
        Assert.True(site.Log.Contain("SignInAgain") || site.Log.Contain("not valid any more"));
        Assert.NotNull((await browser.GoAsync("/who")).Left);
    }

    [Fact]
    public async Task on_two_machines_shares_tokens_through_the_distributed_cache()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var cache = new MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions()));
        var keys = new EphemeralDataProtectionProvider();
        void Share(IServiceCollection services) => services.AddSingleton<IDistributedCache>(cache).AddSingleton<IDataProtectionProvider>(keys).AddFrameioDistributedTokens();
        await using var one = await Site.StartAsync(app, Dialect.Standard, services: Share);
        await using var other = await Site.StartAsync(app, Dialect.Standard, services: Share);
        var browser = one.NewBrowser();
        var token = (await one.OpenAsync(app, browser, "/token")).Html;

        // Cookies know no ports: the other machine gets the same one.
        Assert.Equal(token, (await browser.GoAsync(other.Address + "token")).Html);
        app.Clock.Advance(TimeSpan.FromHours(24));
        var renewed = (await browser.GoAsync(other.Address + "token")).Html;
        Assert.NotEqual(token, renewed);
        Assert.Equal(renewed, (await browser.GoAsync("/token")).Html);
        Assert.Equal((0, 1), (one.Renewals, other.Renewals));
    }
}
