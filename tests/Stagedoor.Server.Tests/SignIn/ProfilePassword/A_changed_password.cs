using Stagedoor.Server.Users;

namespace Stagedoor.Server.Tests.SignIn.ProfilePassword;

public class A_changed_password
{
    private const string Next = "a lamp above the door";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores, Attack("F5"), Attack("C7")]
    public async Task ends_everything_elsewhere_and_goes_on_here_with_another_cookie(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { Store = store, RealClock = true });
        using var here = app.NewBrowser();
        using var elsewhere = app.NewBrowser();
        var lost = await app.SignInAsync(Seed.ReviewBoard, elsewhere, Seed.Ben, Seed.BenPassword);
        await here.SignInAsync(Seed.Ben, Seed.BenPassword);
        var before = here.Cookies.GetCookies(app.Address)["stagedoor"]!.Value;
        var page = await here.PressAsync(await here.GoAsync("/profile/password"), "Set password", ("password", Next), ("again", Next));
        Assert.Contains("Your password is changed", page.Words, StringComparison.Ordinal);
        var after = here.Cookies.GetCookies(app.Address)["stagedoor"]!.Value;
        Assert.NotEqual(before, after);
        Assert.Equal("/profile", (await here.GoAsync("/profile")).Url.AbsolutePath);
        Assert.Equal("/signin", (await elsewhere.GoAsync("/profile")).Url.AbsolutePath);
        await Eventually.TrueAsync(async () => (await app.Http.GetAsync("/v4/me", lost["access_token"])).Code == 401, TimeSpan.FromSeconds(1), "the access token lives");
        (await app.Http.RefreshAsync("/oauth2/token", Seed.ReviewBoard, lost["refresh_token"])).Is(400, "invalid_grant");
        using var planted = app.NewBrowser();
        planted.Cookies.Add(app.Address, new System.Net.Cookie("stagedoor", before));
        Assert.Equal("/signin", (await planted.GoAsync("/profile")).Url.AbsolutePath);
        using var again = app.NewBrowser();
        Assert.Equal(400, (await again.TryAsync(Seed.Ben, Seed.BenPassword)).Code);
        Assert.Equal(303, (await again.TryAsync(Seed.Ben, Next)).Code);
        await app.MailAsync(Seed.Ben, "Your password was changed");
    }

    [Theory, Stores]
    public async Task makes_no_session_younger_and_no_browser_known_that_was_known_before(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        using var here = app.NewBrowser();
        using var elsewhere = app.NewBrowser();
        foreach (var browser in (Browser[])[elsewhere, here]) await browser.SignInAsync(Seed.Ben, Seed.BenPassword);
        var before = Assert.Single(await app.SessionsAsync(here));
        app.Clock.Advance(TimeSpan.FromMinutes(9));
        await here.PressAsync(await here.GoAsync("/profile/password"), "Set password", ("password", Next), ("again", Next));
        var after = Assert.Single(await app.SessionsAsync(here));
        Assert.Equal((before.AuthenticatedAt, before.ExpiresAt), (after.AuthenticatedAt, after.ExpiresAt));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("/signin", (await here.GoAsync("/profile/password")).Url.AbsolutePath);

        // Here the person stays known; where somebody was thrown out, a sign-in is one from a new device, and is counted as one.
        await app.MailsAreSentAsync();
        var told = app.Mails(Seed.Ben).Count(mail => mail.Subject == "Sign-in from a new device");
        await here.SignInAsync(Seed.Ben, Next);
        await app.MailsAreSentAsync();
        Assert.Equal(told, app.Mails(Seed.Ben).Count(mail => mail.Subject == "Sign-in from a new device"));
        await elsewhere.SignInAsync(Seed.Ben, Next);
        await app.MailAsync(Seed.Ben, "Sign-in from a new device", told + 1);
    }

    [Theory, Stores]
    public async Task keeps_what_is_open_elsewhere_when_its_person_says_so(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        using var here = app.NewBrowser();
        using var elsewhere = app.NewBrowser();
        var kept = await app.SignInAsync(Seed.ReviewBoard, elsewhere, Seed.Ben, Seed.BenPassword);
        await here.SignInAsync(Seed.Ben, Seed.BenPassword);
        var before = here.Cookies.GetCookies(app.Address)["stagedoor"]!.Value;
        await here.PressAsync(await here.GoAsync("/profile/password"), "Set password", ("password", Next), ("again", Next), ("keep", "1"));
        Assert.NotEqual(before, here.Cookies.GetCookies(app.Address)["stagedoor"]!.Value);
        Assert.Equal("/profile", (await elsewhere.GoAsync("/profile")).Url.AbsolutePath);
        (await app.Http.GetAsync("/v4/me", kept["access_token"])).Ok();
        (await app.Http.RefreshAsync("/oauth2/token", Seed.ReviewBoard, kept["refresh_token"])).Ok();
    }

    [Theory, Stores, Attack("F4"), Attack("F14")]
    public async Task is_taken_after_a_recent_proof_only_and_by_the_rule(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(Seed.Ben, Seed.BenPassword);
        var page = await browser.GoAsync("/profile/password");
        foreach (var (password, again) in new[] { ("short", "short"), ("", ""), (Next, Next + "x"), ("password123", "password123"), (Seed.Ben, Seed.Ben), (new string('a', 5000), new string('a', 5000)) })
        {
            Assert.Equal(400, (await browser.SendAsync(Browser.Request(page, "Set password", ("password", password), ("again", again)))).Code);
        }

        app.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal("/signin", (await browser.GoAsync("/profile/password")).Url.AbsolutePath);
        var late = await browser.SendAsync(Browser.Request(page, "Set password", ("password", Next), ("again", Next)));
        Assert.StartsWith("/signin?as=", late.Header("Location"), StringComparison.Ordinal);
        var asked = await browser.GoAsync("/profile/password");
        Assert.Equal("/profile/password", (await browser.PressAsync(asked, "Sign in", ("password", Seed.BenPassword))).Url.AbsolutePath);
        Assert.Equal(0, (await app.Get<IPersonStore>().FindByEmailAsync(Seed.Ben, Cancellation))!.Credentials);
    }

    [Theory, Stores]
    public async Task is_set_by_one_of_two_who_change_it_at_once(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var browsers = Enumerable.Range(0, 2).Select(_ => app.NewBrowser()).ToList();
        var pages = new List<Page>();
        foreach (var browser in browsers)
        {
            await browser.SignInAsync(Seed.Ben, Seed.BenPassword);
            pages.Add(await browser.GoAsync("/profile/password"));
        }

        var answers = await Task.WhenAll(browsers.Select((browser, i) => browser.SendAsync(Browser.Request(pages[i], "Set password", ("password", Next + i), ("again", Next + i)))));
        Assert.Equal(1, (await app.Get<IPersonStore>().FindByEmailAsync(Seed.Ben, Cancellation))!.Credentials);
        Assert.Contains(answers, answer => answer.Header("Location") == "/profile/security?done=password");
        foreach (var browser in browsers) browser.Dispose();
    }
}
