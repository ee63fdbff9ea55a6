using System.Net;
using Stagedoor.Server.Keys;
using Stagedoor.Server.Sessions;

namespace Stagedoor.Server.Tests.SignIn;

[Attack("F5")]
public class A_cookie_planted_before(AppFixture apps) : IClassFixture<AppFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task is_worth_nothing_after_sign_in(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var planted = OneTimeValue.New();
        using var victim = app.NewBrowser();
        victim.Cookies.Add(new Cookie("stagedoor", planted, "/", victim.Home.Host));
        await victim.SignInAsync(Seed.Ada, Seed.AdaPassword);

        var mine = victim.Cookies.GetCookies(victim.Home)["stagedoor"]!.Value;
        Assert.NotEqual(planted, mine);
        Assert.Empty(await app.Get<ISessionStore>().OfBrowserAsync(OneTimeValue.Browser.Hash(planted), app.Now(), Cancellation));
        Assert.Single(await app.Get<ISessionStore>().OfBrowserAsync(OneTimeValue.Browser.Hash(mine), app.Now(), Cancellation));
        using var attacker = app.NewBrowser();
        attacker.Cookies.Add(new Cookie("stagedoor", planted, "/", attacker.Home.Host));
        Assert.DoesNotContain("Ada", (await attacker.GoAsync("/")).Words, StringComparison.Ordinal);
        Assert.Contains("Ada", (await victim.GoAsync("/")).Words, StringComparison.Ordinal);
    }

    [Theory, Stores]
    public async Task is_replaced_at_every_sign_in_and_the_session_goes_on(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        using var browser = app.NewBrowser();
        string Cookie() => browser.Cookies.GetCookies(browser.Home)["stagedoor"]!.Value;
        async Task<IReadOnlyList<Session>> Sessions(string cookie) => await app.Get<ISessionStore>().OfBrowserAsync(OneTimeValue.Browser.Hash(cookie), app.Now(), Cancellation);
        await browser.SignInAsync(Seed.Ada, Seed.AdaPassword);
        var first = Cookie();
        var sid = (await Sessions(first))[0].Sid;
        await browser.SignInAsync(Seed.Ben, Seed.BenPassword);
        var second = Cookie();
        await browser.SignInAsync(Seed.Ada, Seed.AdaPassword);

        Assert.Equal(3, new[] { first, second, Cookie() }.Distinct().Count());
        Assert.Empty(await Sessions(first));
        Assert.Empty(await Sessions(second));
        var live = await Sessions(Cookie());
        Assert.Equal(2, live.Count);
        Assert.Contains(live, session => session.Sid == sid);
    }

    [Fact]
    public async Task carries_its_attributes()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        using var browser = app.NewBrowser();
        var answer = await browser.TryAsync(Seed.Ada, Seed.AdaPassword);
        var cookies = answer.Response.Headers.GetValues("Set-Cookie").ToList();
        Assert.All(cookies, cookie =>
        {
            Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("path=/", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("domain", cookie, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public async Task has_the_host_prefix_over_https()
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { Https = true });
        using var browser = app.NewBrowser();
        var page = await browser.GoAsync("/signin");
        var form = Assert.Single(page.Answer.Response.Headers.GetValues("Set-Cookie"));
        var answer = await browser.SendAsync(Browser.Request(page, "Sign in", ("email", Seed.Ada), ("password", Seed.AdaPassword)));
        Assert.Equal(303, answer.Code);
        Assert.All(answer.Response.Headers.GetValues("Set-Cookie").Append(form), cookie =>
        {
            Assert.StartsWith("__Host-stagedoor", cookie, StringComparison.Ordinal);
            Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase);
        });
    }
}
