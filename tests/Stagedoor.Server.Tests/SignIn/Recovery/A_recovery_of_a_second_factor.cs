using Stagedoor.Server.Factors;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Tests.SignIn.Recovery;

public class A_recovery_of_a_second_factor(AppFixture apps) : IClassFixture<AppFixture>
{
    private const string New = "nine purple lanterns", Subject = "Remove your lost second factor";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task demands_the_password_twice_and_the_mailbox_and_ends_everything(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var (person, secret) = await app.APersonWithAppAsync();
        using var elsewhere = app.NewBrowser();
        await elsewhere.PressAsync(await elsewhere.PasswordAsync(person), "Confirm", ("code", app.CodeNow(secret)));
        Assert.Single(await app.SessionsAsync(elsewhere));
        using var browser = app.NewBrowser();
        Assert.True((await browser.GoAsync("/recover/factor")).HasField("password"));
        var link = await AskAsync(app, browser, person);

        // The mailbox alone is not enough.
        using var thief = app.NewBrowser();
        var page = await thief.PressAsync(await thief.GoAsync(link), "Remove my second factor", ("password", "a guess, and no more"));
        Assert.Equal(400, page.Code);
        Assert.Contains("not your password", page.Words, StringComparison.Ordinal);
        Assert.True((await app.Get<IPersonFactors>().OfAsync(person.Id, Cancellation)).HasSecond);
        page = await browser.PressAsync(await browser.GoAsync(link), "Remove my second factor", ("password", Seed.BenPassword));
        Assert.Contains("Your second factor is removed", page.Words, StringComparison.Ordinal);
        var has = await app.Get<IPersonFactors>().OfAsync(person.Id, Cancellation);
        Assert.Equal((false, 0), (has.HasSecond, has.RecoveryCodes));
        Assert.Empty(await app.SessionsAsync(elsewhere));
        Assert.Equal("/", (await browser.TryAsync(person.Email, Seed.BenPassword)).Header("Location"));
        await app.MailAsync(person.Email, "Your second factor was removed");
    }

    [Theory, Stores, Attack("F10")]
    public async Task works_once_for_half_an_hour_and_not_after_a_factor_was_changed(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var (person, _) = await app.APersonWithAppAsync();
        using var browser = app.NewBrowser();
        var changed = await AskAsync(app, browser, person);
        await app.AnAppOfAsync(person.Id);
        Assert.Contains("does not work any more", (await browser.GoAsync(changed)).Words, StringComparison.Ordinal);
        var late = await AskAsync(app, browser, person, 2);
        app.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Contains("does not work any more", (await browser.GoAsync(late)).Words, StringComparison.Ordinal);
        var once = await AskAsync(app, browser, person, 3);
        var page = await browser.GoAsync(once);
        var all = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => browser.PressAsync(page, "Remove my second factor", ("password", Seed.BenPassword))));
        Assert.Single(all, one => one.Words.Contains("is removed", StringComparison.Ordinal));
        Assert.Contains("does not work any more", (await browser.GoAsync(once)).Words, StringComparison.Ordinal);
        Assert.Equal(400, (await browser.GoAsync("/recover/factor?link=" + (await app.Get<PersonLinks>().MakeAsync(person, PersonLinkPurpose.RecoverPassword, null, Cancellation)).Handle)).Code);
    }

    [Theory, Stores]
    public async Task waits_a_day_where_the_mailbox_set_the_password_too_unless_an_administrator_vouches(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var (person, _) = await app.APersonWithAppAsync();
        using var browser = app.NewBrowser();
        var before = await AskAsync(app, browser, person);
        await browser.PressAsync(await browser.GoAsync("/recover"), "Send the link", ("email", person.Email));
        await browser.PressAsync(await browser.GoAsync((await app.MailAsync(person.Email, "Set a new password")).LinkTo("/recover/password")), "Set password", ("password", New));
        Assert.Contains("does not work any more", (await browser.GoAsync(before)).Words, StringComparison.Ordinal);
        await browser.SignInAsync(person.Email, New);
        var page = await browser.GoAsync("/recover/factor");
        Assert.Equal(403, (await browser.PressAsync(page, "Send the link")).Code);
        person = await app.PersonAsync(person.Email);
        await app.Get<PersonRecovery>().SendFactorLinkAsync(person, RecoveryBeginner.Anybody, mail => mail, "", Cancellation);
        Assert.Contains("Not yet", (await browser.GoAsync((await app.MailAsync(person.Email, Subject, 2)).LinkTo("/recover/factor"))).Words, StringComparison.Ordinal);
        app.Clock.Advance(TimeSpan.FromHours(24));
        var later = await AskAsync(app, browser, person, 3, New);
        Assert.True((await browser.GoAsync(later)).HasField("password"));
    }

    [Theory, Stores]
    public async Task begun_by_an_administrator_needs_no_day_but_the_password_still(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var (person, _) = await app.APersonWithAppAsync();
        using var browser = app.NewBrowser();
        await app.Get<PersonRecovery>().SendPasswordLinkAsync(await app.PersonAsync(person.Email), RecoveryBeginner.Administrator, mail => mail, "", Cancellation);
        var mail = await app.MailAsync(person.Email, "Set a new password");
        Assert.Contains("the administrator cannot see it", mail.TextBody!, StringComparison.Ordinal);
        await browser.PressAsync(await browser.GoAsync(mail.LinkTo("/recover/password")), "Set password", ("password", New));
        await app.Get<PersonRecovery>().SendFactorLinkAsync(await app.PersonAsync(person.Email), RecoveryBeginner.Administrator, mail => mail, "", Cancellation);
        var page = await browser.GoAsync((await app.MailAsync(person.Email, Subject)).LinkTo("/recover/factor"));
        Assert.Equal(400, (await browser.PressAsync(page, "Remove my second factor", ("password", "another"))).Code);
        Assert.Contains("is removed", (await browser.PressAsync(page, "Remove my second factor", ("password", New))).Words, StringComparison.Ordinal);
    }

    [Theory, Stores, Attack("F4")]
    public async Task slows_down_who_guesses_the_password(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var (person, _) = await app.APersonWithAppAsync();
        using var browser = app.NewBrowser();
        var page = await browser.GoAsync(await AskAsync(app, browser, person));
        using var thief = app.NewBrowser();
        page = await thief.GoAsync(page.Url.PathAndQuery);
        var codes = new List<int>();
        for (var i = 0; i < 8; i++) codes.Add((await thief.PressAsync(page, "Remove my second factor", ("password", $"guess number {i}"))).Code);
        Assert.Contains(429, codes);
    }

    private static async Task<string> AskAsync(StagedoorApp app, Browser browser, Person person, int count = 1, string password = Seed.BenPassword)
    {
        var page = await browser.SignInAsync(person.Email, password);
        page = await browser.GoAsync(page.Document.QuerySelector("a[href^='/recover']")!.GetAttribute("href")!);
        page = await browser.PressAsync(page, "Send the link");
        Assert.Contains("Look into your mail", page.Words, StringComparison.Ordinal);
        return (await app.MailAsync(person.Email, Subject, count)).LinkTo("/recover/factor");
    }
}
