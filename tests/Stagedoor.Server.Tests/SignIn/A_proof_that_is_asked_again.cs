using Stagedoor.Server.Keys;
using Stagedoor.Server.Sessions;

namespace Stagedoor.Server.Tests.SignIn;

[Attack("F6")]
public class A_proof_that_is_asked_again(AppFixture apps) : IClassFixture<AppFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task takes_the_password_of_that_person_and_goes_back(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(Seed.Ada, Seed.AdaPassword);
        var session = Assert.Single(await SessionsAsync(app, browser));
        var page = await browser.GoAsync($"/signin?as={session.Sid}&return=/device");
        Assert.Contains(Seed.Ada, page.Words, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("#email"));

        // Another's address in the form changes nothing: it is Ada's password that counts.
        Assert.Equal(400, (await browser.SendAsync(Browser.Request(page, "Sign in", ("email", Seed.Ben), ("password", Seed.BenPassword)))).Code);
        var back = await browser.PressAsync(page, "Sign in", ("password", Seed.AdaPassword));
        Assert.Equal("/device", back.Url.AbsolutePath);
        Assert.Equal(session.Sid, Assert.Single(await SessionsAsync(app, browser)).Sid);
    }

    [Theory, Stores]
    public async Task does_nothing_when_that_session_has_ended_meanwhile(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(Seed.Ada, Seed.AdaPassword);
        var session = Assert.Single(await SessionsAsync(app, browser));
        var page = await browser.GoAsync($"/signin?as={session.Sid}&return=/device");
        await app.Get<ISessionStore>().EndAsync(session.Sid, app.Now(), Cancellation);
        var answer = await browser.SendAsync(Browser.Request(page, "Sign in", ("email", Seed.Ben), ("password", Seed.BenPassword)));
        Assert.Equal(400, answer.Code);
        Assert.DoesNotContain(Seed.Ada, answer.Text, StringComparison.Ordinal);
        Assert.Empty(await SessionsAsync(app, browser));
    }

    [Fact]
    public async Task shows_nobody_to_another_browser()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        using var browser = app.NewBrowser();
        using var stranger = app.NewBrowser();
        await browser.SignInAsync(Seed.Ada, Seed.AdaPassword);
        var session = Assert.Single(await SessionsAsync(app, browser));
        var page = await stranger.GoAsync($"/signin?as={session.Sid}&return=/device");
        Assert.DoesNotContain(Seed.Ada, page.Html, StringComparison.Ordinal);
        Assert.True(page.HasField("email"));
    }

    private static async Task<IReadOnlyList<Session>> SessionsAsync(StagedoorApp app, Browser browser) =>
        await app.Get<ISessionStore>().OfBrowserAsync(OneTimeValue.Browser.Hash(browser.Cookies.GetCookies(browser.Home)["stagedoor"]!.Value), app.Now(), Cancellation);
}
