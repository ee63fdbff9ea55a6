using Stagedoor.Server.Factors;

namespace Stagedoor.Server.Tests.SignIn;

public class A_second_factor(AppFixture apps) : IClassFixture<AppFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores, Spec("RFC 8176", "2")]
    public async Task is_asked_for_after_the_password_and_stands_in_the_session(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var (person, secret) = await app.APersonWithAppAsync();
        using var browser = app.NewBrowser();
        var page = await browser.PasswordAsync(person, "/signin?return=/device");
        Assert.Equal("/signin/second", page.Url.AbsolutePath);
        Assert.Empty(await app.SessionsAsync(browser));
        page = await browser.PressAsync(page, "Confirm", ("code", app.CodeNow(secret)));
        Assert.Equal("/device", page.Url.AbsolutePath);
        var session = Assert.Single(await app.SessionsAsync(browser));
        Assert.Equal("2", session.Acr);
        Assert.Equal(["pwd", "otp", "mfa"], session.Amr);
        Assert.Null(browser.Cookies.GetCookies(browser.Home)["stagedoor-half"]);
    }

    [Theory, Stores, Attack("F2"), Spec("RFC 6238", "5.2")]
    public async Task is_good_once_even_for_many_at_once(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var (person, secret) = await app.APersonWithAppAsync();
        var code = app.CodeNow(secret);
        var tries = new List<(Browser Browser, Page Page)>();
        for (var i = 0; i < 4; i++)
        {
            var browser = app.NewBrowser();
            tries.Add((browser, await browser.PasswordAsync(person)));
        }

        var answers = await Task.WhenAll(tries.Select(one => Task.Run(() => one.Browser.SendAsync(Browser.Request(one.Page, "Confirm", ("code", code))))));
        Assert.Equal(1, answers.Count(answer => answer.Code == 303));
        Assert.Equal(3, answers.Count(answer => answer.Code == 400));
        foreach (var (browser, _) in tries) browser.Dispose();
    }

    [Theory, Stores, Attack("F2"), Attack("F4")]
    public async Task is_guessed_five_times_and_then_with_a_growing_delay(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var (person, secret) = await app.APersonWithAppAsync();
        using var browser = app.NewBrowser();
        var page = await browser.PasswordAsync(person);
        for (var guess = 0; guess < 5; guess++) Assert.Equal(400, (await browser.SendAsync(Browser.Request(page, "Confirm", ("code", "000000")))).Code);
        var slowed = await browser.SendAsync(Browser.Request(page, "Confirm", ("code", app.CodeNow(secret))));
        Assert.Equal((429, "2"), (slowed.Code, slowed.Header("Retry-After")));

        // Another browser and another kind of code are no way around it.
        using var elsewhere = app.NewBrowser();
        var codes = await app.RecoveryCodesAsync(person);
        Assert.Equal(429, (await elsewhere.SendAsync(Browser.Request(await elsewhere.PasswordAsync(person), "Confirm", ("code", codes[0])))).Code);
        app.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(400, (await browser.SendAsync(Browser.Request(page, "Confirm", ("code", "000000")))).Code);
        Assert.Equal("4", (await browser.SendAsync(Browser.Request(page, "Confirm", ("code", "000000")))).Header("Retry-After"));
        app.Clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(303, (await browser.SendAsync(Browser.Request(page, "Confirm", ("code", app.CodeNow(secret))))).Code);
    }

    [Theory, Stores, Attack("F2")]
    public async Task guessed_in_parallel_is_counted_one_by_one_and_its_person_gets_in_from_a_known_device(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var (person, secret) = await app.APersonWithAppAsync();
        using var known = app.NewBrowser();
        await known.PressAsync(await known.PasswordAsync(person), "Confirm", ("code", app.CodeNow(secret)));
        using var stranger = app.NewBrowser();
        var page = await stranger.PasswordAsync(person);
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(() => stranger.SendAsync(Browser.Request(page, "Confirm", ("code", "000000"))))));
        Assert.Equal((5, 35), (answers.Count(answer => answer.Code == 400), answers.Count(answer => answer.Code == 429)));
        Assert.Equal(429, (await stranger.SendAsync(Browser.Request(page, "Confirm", ("code", app.CodeNow(secret, 1))))).Code);
        Assert.Equal("/", (await known.PressAsync(await known.PasswordAsync(person), "Confirm", ("code", app.CodeNow(secret, 1)))).Url.AbsolutePath);
    }

    [Theory, Stores]
    public async Task may_be_a_recovery_code_each_good_once(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var (person, _) = await app.APersonWithAppAsync();
        var codes = await app.RecoveryCodesAsync(person);
        Assert.Equal(10, codes.Distinct().Count());
        using var browser = app.NewBrowser();
        Assert.Equal("/", (await browser.PressAsync(await browser.PasswordAsync(person), "Confirm", ("code", codes[3]))).Url.AbsolutePath);
        Assert.Equal("2", Assert.Single(await app.SessionsAsync(browser)).Acr);
        Assert.Equal(9, (await app.Get<IPersonFactors>().OfAsync(person.Id, Cancellation)).RecoveryCodes);
        using var again = app.NewBrowser();
        Assert.Equal(400, (await again.PressAsync(await again.PasswordAsync(person), "Confirm", ("code", codes[3]))).Code);
    }

    [Theory, Stores, Attack("F6")]
    public async Task is_of_the_person_whose_password_it_was(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var (person, secret) = await app.APersonWithAppAsync();
        var (other, _) = await app.APersonWithAppAsync();
        using var browser = app.NewBrowser();
        var first = await browser.PasswordAsync(person);
        var second = await browser.PasswordAsync(other);
        Assert.Contains(other.Email, second.Words, StringComparison.Ordinal);

        // The first tab's form is not about the person whose turn it is now.
        Assert.Equal(400, (await browser.PressAsync(first, "Confirm", ("code", app.CodeNow(secret)))).Code);
        Assert.Equal(400, (await browser.PressAsync(second, "Confirm", ("code", app.CodeNow(secret)))).Code);
        Assert.Empty(await app.SessionsAsync(browser));
    }

    [Theory, Stores]
    public async Task is_left_by_cancel_and_asked_of_nobody_without_a_password(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var (person, secret) = await app.APersonWithAppAsync();
        using var browser = app.NewBrowser();
        var page = await browser.PasswordAsync(person);
        Assert.Equal("/", (await browser.PressAsync(page, "Cancel")).Url.AbsolutePath);
        Assert.Equal("/signin", (await browser.GoAsync("/signin/second")).Url.AbsolutePath);
        Assert.Equal("/signin", (await browser.PressAsync(page, "Confirm", ("code", app.CodeNow(secret)))).Url.AbsolutePath);
        Assert.Empty(await app.SessionsAsync(browser));
    }

    [Theory, Stores]
    public async Task waits_ten_minutes_and_not_longer_nor_beyond_a_change_of_the_password(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var (person, secret) = await app.APersonWithAppAsync();
        using var browser = app.NewBrowser();
        var page = await browser.PasswordAsync(person);
        app.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("/signin", (await browser.PressAsync(page, "Confirm", ("code", app.CodeNow(secret)))).Url.AbsolutePath);
        page = await browser.PasswordAsync(person);
        Assert.True(await app.Get<Users.IPersonStore>().ChangePasswordAsync(person.Id, person.PasswordHash!, app.Now(), Cancellation));
        Assert.Equal("/signin", (await browser.PressAsync(page, "Confirm", ("code", app.CodeNow(secret)))).Url.AbsolutePath);
        Assert.Empty(await app.SessionsAsync(browser));
    }
}
