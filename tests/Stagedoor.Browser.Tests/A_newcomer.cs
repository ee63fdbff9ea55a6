using System.Text.Json;
using Microsoft.Playwright;

namespace Stagedoor.Browser.Tests;

/// <summary>Everything that a person does here, from a server without any account to a server without this one's.</summary>
[OnStore(StoreKind.Sqlite)]
public class A_newcomer(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Email = "dee@elsewhere.example", Password = "twelve green doors";

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 360)]
    public async Task arrives_signs_in_recovers_and_leaves_without_a_trace(ColorScheme scheme, int width)
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { ByName = true, RealClock = true, SeedPath = Path.Combine(AppContext.BaseDirectory, "newcomers.json") });
        await using var application = await Application.StartAsync();
        await using var context = await chromium.NewAsync(app, scheme, width);
        var page = await context.NewPageAsync();
        await page.AddInitScriptAsync("PublicKeyCredential.isConditionalMediationAvailable = async () => false");
        var keys = await KeyRing.PlugIntoAsync(page);
        var look = new Look(page, scheme, width);

        // Signs up, and verifies the address from the outbox.
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Create" }).ClickAsync();
        await page.GetByLabel("Email address").FillAsync(Email);
        await page.GetByLabel("Name").FillAsync("Dee Marlow");
        await page.GetByLabel("Country or region").SelectOptionAsync("FR");
        await page.GetByLabel("Password").FillAsync(Password);
        await page.PressAsync("Create account");
        await page.SeesAsync("Look into your mail");
        await look.AtAsync("newcomer, 1 mailed");
        var verify = (await app.MailAsync(Email, "Confirm your email address")).LinkTo("/verify");
        await page.GetByRole(AriaRole.Link, new() { Name = "Open the outbox" }).ClickAsync();
        await page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = Email }).GetByRole(AriaRole.Link).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "/verify?" }).ClickAsync();
        await page.SignInAsync(Email, Password);
        await page.SeesAsync("Address confirmed");
        await look.AtAsync("newcomer, 2 confirmed");
        Assert.Contains("link=", verify, StringComparison.Ordinal);

        // Adds a passkey, signs out, signs in with it, and allows an application.
        await page.GotoAsync("/profile/security");
        await page.GetByRole(AriaRole.Link, new() { Name = "Manage Passkeys" }).ClickAsync();
        await page.GetByLabel("What you want to call it").FillAsync("My laptop");
        await page.PressAsync("Add a passkey");
        await page.SeesAsync("Your recovery codes");
        var codes = await page.Locator("ol.codes li").AllInnerTextsAsync();
        await look.AtAsync("newcomer, 3 passkey");
        await SignOutAsync(page);
        var request = application.Request();
        await page.GotoAsync(request);
        await page.WithPasskeyAsync();
        await page.SeesAsync("asks for access");
        await look.AtAsync("newcomer, 4 consent");
        await page.PressAsync("Allow access");
        Assert.NotEmpty((await page.CallbackAsync(application))["code"]);
        await app.MailAsync(Email, "An application has access to your account");

        // Loses the passkey, and comes in with the password and a recovery code, on another machine.
        await keys.UnplugAsync();
        await using var other = await chromium.NewAsync(app, scheme, width);
        var elsewhere = await other.NewPageAsync();
        var there = new Look(elsewhere, scheme, width);
        await elsewhere.GotoAsync("/signin?return=/profile");
        await elsewhere.SignInAsync(Email, Password);
        await elsewhere.GetByLabel("Code").FillAsync(codes[0]);
        await elsewhere.PressAsync("Confirm");
        await elsewhere.SeesAsync("Dee Marlow");
        await there.AtAsync("newcomer, 5 recovered");

        // Reads the mails that told of it.
        foreach (var subject in new[] { "A recovery code was used", "Sign-in from a new device", "A way to sign in was added" }) await app.MailAsync(Email, subject);
        await elsewhere.GotoAsync("/outbox");
        await elsewhere.SeesAsync("A recovery code was used");
        await there.AtAsync("newcomer, 6 mails");

        // Ends the session that is left on the first machine, and sees it end there.
        await page.GotoAsync("/profile");
        await page.SeesAsync("Dee Marlow");
        await elsewhere.GotoAsync("/profile/sessions");
        await elsewhere.GetByRole(AriaRole.Button, new() { NameRegex = new("^End: ") }).ClickAsync();
        await elsewhere.SeesAsync("dead within a second");
        await there.AtAsync("newcomer, 7 session ended");
        await page.ReloadAsync();
        await page.GetByLabel("Password").WaitForAsync();
        Assert.Contains("/signin", page.Url, StringComparison.Ordinal);

        // Takes the data.
        await elsewhere.GotoAsync("/profile/history");
        await elsewhere.SeesAsync("Signed in");
        await there.AtAsync("newcomer, 8 history");
        await elsewhere.GotoAsync("/profile/data");
        var download = await elsewhere.RunAndWaitForDownloadAsync(() => elsewhere.PressAsync("Download my data"));
        Assert.Equal("stagedoor-data.json", download.SuggestedFilename);
        using (var data = JsonDocument.Parse(await File.ReadAllTextAsync(await download.PathAsync())))
        {
            Assert.Equal(Email, data.RootElement.GetProperty("persons")[0].GetProperty("email").GetString());
            Assert.Equal("My laptop", data.RootElement.GetProperty("passkeys")[0].GetProperty("name").GetString());
            Assert.Equal("Review board", data.RootElement.GetProperty("consents")[0].GetProperty("application").GetString());
        }

        // Leaves: nothing of the account works any more, and the address is free.
        await elsewhere.GetByRole(AriaRole.Link, new() { Name = "Delete my account" }).ClickAsync();
        await elsewhere.GetByLabel("To confirm").FillAsync(Email);
        await elsewhere.PressAsync("Delete my account");
        await elsewhere.SeesAsync("Your account is deleted");
        await there.AtAsync("newcomer, 9 deleted");
        await app.MailAsync(Email, "Your account is deleted");
        await page.SignInAsync(Email, Password);
        await page.SeesAsync("do not belong together");
        await look.AtAsync("newcomer, gone");
        await page.GotoAsync("/signup");
        await page.GetByLabel("Email address").FillAsync(Email);
        await page.GetByLabel("Name").FillAsync("Dee again");
        await page.GetByLabel("Country or region").SelectOptionAsync("FR");
        await page.GetByLabel("Password").FillAsync(Password);
        await page.PressAsync("Create account");
        await page.SeesAsync("Look into your mail");
        await app.MailAsync(Email, "Confirm your email address", count: 2);
        Assert.Empty(look.Complaints.Concat(there.Complaints));
    }

    private static async Task SignOutAsync(IPage page)
    {
        await page.GotoAsync("/signout");
        await page.PressAsync("Sign out");
        await page.SeesAsync("You are signed out");
    }
}
