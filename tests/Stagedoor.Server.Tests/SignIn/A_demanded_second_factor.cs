using Stagedoor.Server.Factors;
using Stagedoor.Server.SignIn.Credentials.Totp;

namespace Stagedoor.Server.Tests.SignIn;

public class A_demanded_second_factor(AppFixture apps) : IClassFixture<AppFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task is_enrolled_at_the_next_sign_in_before_anything_else_opens(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var person = await app.AMemberWhoMustAsync();
        using var browser = app.NewBrowser();
        var page = await browser.PasswordAsync(person, "/signin?return=/device");
        Assert.Equal("/signin/enrol", page.Url.AbsolutePath);
        Assert.Empty(await app.SessionsAsync(browser));
        Assert.Equal("/signin", (await browser.GoAsync("/device")).Url.AbsolutePath);
        var secret = Factors.SecretOn(page);
        var wrong = await browser.PressAsync(page, "Confirm", ("code", "000000"));
        Assert.Equal((400, TotpText(secret)), (wrong.Code, TotpText(Factors.SecretOn(wrong))));
        var done = await browser.PressAsync(wrong, "Confirm", ("code", app.CodeNow(secret)));
        Assert.Equal(200, done.Code);
        Assert.Equal(10, done.Document.QuerySelectorAll("ol.codes li").Length);
        Assert.Equal("/device", done.Document.QuerySelector("a.go")!.GetAttribute("href"));
        Assert.Equal("2", Assert.Single(await app.SessionsAsync(browser)).Acr);
        var has = await app.Get<IPersonFactors>().OfAsync(person.Id, Cancellation);
        Assert.Equal((true, 10), (has.Authenticator, has.RecoveryCodes));

        // The code by which it was set up is spent.
        using var elsewhere = app.NewBrowser();
        Assert.Equal(400, (await elsewhere.PressAsync(await elsewhere.PasswordAsync(person), "Confirm", ("code", app.CodeNow(secret)))).Code);
    }

    [Theory, Stores]
    public async Task leads_to_the_application_afterwards(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var person = await app.AMemberWhoMustAsync();
        using var browser = app.NewBrowser();
        var page = await browser.PressAsync(await browser.GoAsync(Authorize.Url(Seed.ReviewBoard, ProofKey.New())), "Sign in", ("email", person.Email), ("password", Seed.BenPassword));
        var done = await browser.PressAsync(page, "Confirm", ("code", app.CodeNow(Factors.SecretOn(page))));
        var onward = await browser.GoAsync(done.Document.QuerySelector("a.go")!.GetAttribute("href")!);
        Assert.Equal("/consent", onward.Url.AbsolutePath);
    }

    [Theory, Stores, Attack("F6")]
    public async Task is_not_enrolled_for_somebody_else(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var (person, other) = (await app.AMemberWhoMustAsync(), await app.AMemberWhoMustAsync());
        using var browser = app.NewBrowser();
        var first = await browser.PasswordAsync(person);
        var second = await browser.PasswordAsync(other);
        var secret = Factors.SecretOn(first);
        Assert.Equal(400, (await browser.PressAsync(first, "Confirm", ("code", app.CodeNow(secret)))).Code);
        Assert.Equal(400, (await browser.PressAsync(second, "Confirm", ("totp", first.Document.QuerySelector("input[name=totp]")!.GetAttribute("value")!), ("code", app.CodeNow(secret)))).Code);
        Assert.False((await app.Get<IPersonFactors>().OfAsync(person.Id, Cancellation)).HasSecond);
        Assert.False((await app.Get<IPersonFactors>().OfAsync(other.Id, Cancellation)).HasSecond);
    }

    private static string TotpText(byte[] secret) => TotpSecret.Text(secret);
}
