using Stagedoor.Server.Factors;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Tests.SignIn;

public class A_device_that_is_remembered
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task is_not_asked_for_the_second_factor_for_thirty_days(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var (person, secret) = await app.APersonWithAppAsync();
        using var browser = app.NewBrowser();
        await browser.PressAsync(await browser.PasswordAsync(person), "Confirm", ("code", app.CodeNow(secret)), ("remember", "yes"));
        Assert.Single(await app.Get<IRememberedDeviceStore>().OfPersonAsync(person.Id, app.Now(), Cancellation));
        app.Clock.Advance(TimeSpan.FromDays(29));
        Assert.Equal("/", (await browser.PasswordAsync(person)).Url.AbsolutePath);
        var session = Assert.Single(await app.SessionsAsync(browser));
        Assert.Equal(("1", "pwd"), (session.Acr, string.Join(' ', session.Amr)));
        app.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal("/signin/second", (await browser.PasswordAsync(person)).Url.AbsolutePath);
    }

    [Theory, Stores]
    public async Task is_remembered_for_its_person_in_its_browser_until_it_is_removed(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var ((person, secret), (other, _)) = (await app.APersonWithAppAsync(), await app.APersonWithAppAsync());
        using var browser = app.NewBrowser();
        await browser.PressAsync(await browser.PasswordAsync(person), "Confirm", ("code", app.CodeNow(secret)), ("remember", "yes"));
        Assert.Equal("/signin/second", (await browser.PasswordAsync(other)).Url.AbsolutePath);
        using var elsewhere = app.NewBrowser();
        Assert.Equal("/signin/second", (await elsewhere.PasswordAsync(person)).Url.AbsolutePath);
        var device = Assert.Single(await app.Get<IRememberedDeviceStore>().OfPersonAsync(person.Id, app.Now(), Cancellation));
        Assert.Equal("Mozilla/5.0 (test)", device.UserAgent);
        Assert.True(await app.Get<IRememberedDeviceStore>().RemoveAsync(device.Id, person.Id, Cancellation));
        Assert.Equal("/signin/second", (await browser.PasswordAsync(person)).Url.AbsolutePath);
    }

    [Theory, Stores, Attack("F4")]
    public async Task is_forgotten_when_the_password_or_a_factor_changes(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var (person, secret) = await app.APersonWithAppAsync();
        using var browser = app.NewBrowser();
        await browser.PressAsync(await browser.PasswordAsync(person), "Confirm", ("code", app.CodeNow(secret)), ("remember", "yes"));
        Assert.Equal("/", (await browser.PasswordAsync(person)).Url.AbsolutePath);
        secret = await app.AnAppOfAsync(person.Id);
        await browser.PressAsync(await browser.PasswordAsync(person), "Confirm", ("code", app.CodeNow(secret)), ("remember", "yes"));
        Assert.Equal("/", (await browser.PasswordAsync(person)).Url.AbsolutePath);
        Assert.True(await app.Get<IPersonStore>().ChangePasswordAsync(person.Id, person.PasswordHash!, app.Now(), Cancellation));
        Assert.Equal("/signin/second", (await browser.PasswordAsync(person)).Url.AbsolutePath);
    }

    [Theory, Stores, Attack("F4")]
    public async Task is_asked_for_everything_by_who_asks_again(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var (person, secret) = await app.APersonWithAppAsync();
        using var browser = app.NewBrowser();
        await browser.PressAsync(await browser.PasswordAsync(person), "Confirm", ("code", app.CodeNow(secret)), ("remember", "yes"));
        await browser.PasswordAsync(person);
        var session = Assert.Single(await app.SessionsAsync(browser));
        var page = await browser.PressAsync(await browser.GoAsync($"/signin?as={session.Sid}&return=/device"), "Sign in", ("password", Seed.BenPassword));
        Assert.Equal("/signin/second", page.Url.AbsolutePath);
        page = await browser.PressAsync(page, "Confirm", ("code", app.CodeNow(secret, 1)));
        Assert.Equal("/device", page.Url.AbsolutePath);
        var renewed = Assert.Single(await app.SessionsAsync(browser));
        Assert.Equal((session.Sid, "2"), (renewed.Sid, renewed.Acr));
    }
}
