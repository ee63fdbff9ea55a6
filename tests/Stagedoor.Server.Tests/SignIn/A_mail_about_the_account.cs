using Stagedoor.Server.Mail;

namespace Stagedoor.Server.Tests.SignIn;

public class A_mail_about_the_account
{
    [Theory, Stores]
    public async Task tells_of_a_sign_in_from_a_new_device_once_and_nobody_whose_address_is_unproven(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var (person, unproven) = (await app.APersonAsync(), await app.APersonAsync(verified: false));
        using var first = app.NewBrowser();
        await first.PasswordAsync(person);
        await first.PasswordAsync(person);
        await first.PasswordAsync(unproven);
        var mail = await app.MailAsync(person.Email, "Sign-in from a new device");
        Assert.Contains("127.0.0.1", mail.TextBody, StringComparison.Ordinal);
        Assert.Equal("/profile/sessions", mail.LinkTo("/profile/sessions"));
        await app.MailsAreSentAsync();
        Assert.Single(app.Mails(person.Email));
        Assert.Empty(app.Mails(unproven.Email));
        using var second = app.NewBrowser();
        await second.PasswordAsync(person);
        await app.MailAsync(person.Email, "Sign-in from a new device", 2);
    }

    [Theory, Stores]
    public async Task tells_of_factors_that_come_and_go_and_of_a_recovery_code(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var person = await app.APersonAsync();
        using var browser = app.NewBrowser();
        var page = await browser.PasswordAsync(person, "/signin?return=/profile/authenticator");
        var secret = Factors.SecretOn(page);
        page = await browser.PressAsync(page, "Confirm", ("code", app.CodeNow(secret)));
        var code = page.Document.QuerySelector("ol.codes li")!.TextContent;
        Assert.Contains("Authenticator app", (await app.MailAsync(person.Email, "A way to sign in was added")).TextBody, StringComparison.Ordinal);
        using var other = app.NewBrowser();
        await other.PressAsync(await other.PasswordAsync(person), "Confirm", ("code", code));
        var used = await app.MailAsync(person.Email, "A recovery code was used");
        Assert.DoesNotContain(code, used.TextBody, StringComparison.Ordinal);
        page = await browser.PressAsync(await browser.GoAsync("/profile/authenticator"), "Remove");
        Assert.Equal(200, page.Code);
        Assert.Contains("Authenticator app", (await app.MailAsync(person.Email, "A way to sign in was removed")).TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task that_cannot_be_sent_keeps_nobody_out()
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { Settings = new Dictionary<string, string> { ["Mail:Host"] = "127.0.0.1", ["Mail:Port"] = "1" } });
        using var browser = app.NewBrowser();
        Assert.Equal("/", (await browser.SignInAsync(Seed.Ben, Seed.BenPassword)).Url.AbsolutePath);
        Assert.True(await app.Get<IMailStore>().AnyDueAsync(DateTimeOffset.MaxValue, TestContext.Current.CancellationToken));
    }
}
