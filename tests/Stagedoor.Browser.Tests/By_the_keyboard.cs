using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Stagedoor.Server.Factors;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.SignIn.Credentials.Totp;
using Stagedoor.Server.Users;

namespace Stagedoor.Browser.Tests;

/// <summary>The journeys of people, passkeys aside, made by the keyboard alone, with and without JavaScript.</summary>
[OnStore(StoreKind.Sqlite), Spec("WCAG 2.2", "2.1.1")]
public class By_the_keyboard(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Email = "dee@elsewhere.example", Password = "twelve green doors", Another = "a lamp above the door";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task somebody_signs_up_proves_the_address_and_recovers_the_password(bool javaScript)
    {
        await using var app = await StagedoorApp.StartAsync(StoreKind.Sqlite);
        await using var context = await chromium.NewAsync(app, javaScript: javaScript);
        var page = await context.NewPageAsync();
        var fingers = new Fingers(page);
        await page.GotoAsync("/");
        await fingers.FollowAsync("Sign in");
        await fingers.FollowAsync("Create");
        await fingers.TypeAsync("Email address", Email);
        await fingers.TypeAsync("Name", "Dee Marlow");
        await fingers.ReachAsync(page.GetByLabel("Country or region"));
        await page.Keyboard.TypeAsync("France");
        await fingers.TypeAsync("Password", Password);
        await fingers.PressAsync("Create account");
        await page.SeesAsync("Look into your mail");
        await app.MailAsync(Email, "Confirm your email address");
        await fingers.FollowAsync("Open the outbox");
        await fingers.PressAsync(page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = Email }).GetByRole(AriaRole.Link));
        await fingers.FollowAsync("/verify?");
        await fingers.SignInAsync(Email, Password);
        await page.SeesAsync("Address confirmed");
        Assert.Equal("FR", (await PersonAsync(app, Email)).Country);
        await page.GotoAsync("/signout");
        await fingers.PressAsync("Sign out");
        await page.SeesAsync("You are signed out");

        await page.GotoAsync("/signin");
        await fingers.FollowAsync("Forgot");
        await fingers.TypeAsync("Email address", Email);
        await fingers.PressAsync("Send the link");
        await page.SeesAsync("Look into your mail");
        await page.GotoAsync((await app.MailAsync(Email, "Set a new password")).LinkTo("/recover/password"));
        await fingers.TypeAsync("New password", Another);
        await fingers.PressAsync("Set password");
        await page.SeesAsync("is set");
        await page.GotoAsync("/signin?return=/profile");
        await fingers.SignInAsync(Email, Another);
        await page.SeesAsync("Dee Marlow");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task somebody_sets_up_loses_and_takes_off_a_second_factor(bool javaScript)
    {
        await using var app = await StagedoorApp.StartAsync(StoreKind.Sqlite);
        await using var context = await chromium.NewAsync(app, javaScript: javaScript);
        var page = await context.NewPageAsync();
        var fingers = new Fingers(page);
        await page.GotoAsync("/signin?return=/profile/authenticator");
        await fingers.SignInAsync(Seed.Ben, Seed.BenPassword);
        await fingers.PressAsync(page.Locator("summary"));
        var secret = FromBase32(await page.Locator("code.secret").InnerTextAsync());
        await fingers.TypeAsync("Code that the app shows", Now(app, secret));
        await fingers.PressAsync("Confirm");
        await page.SeesAsync("Your recovery codes");
        await context.ClearCookiesAsync();
        app.Clock.Advance(TimeSpan.FromSeconds(30));
        await page.GotoAsync("/signin?return=/profile/recovery-codes");
        await fingers.SignInAsync(Seed.Ben, Seed.BenPassword);
        await fingers.TypeAsync("Code", Now(app, secret));
        await fingers.PressAsync("Confirm");
        await fingers.PressAsync("Make new codes");
        await page.Locator("ol.codes").WaitForAsync();
        var codes = await page.Locator("ol.codes li").AllInnerTextsAsync();

        await context.ClearCookiesAsync();
        await page.GotoAsync("/signin?return=/profile");
        await fingers.SignInAsync(Seed.Ben, Seed.BenPassword);
        await fingers.TypeAsync("Code", codes[0]);
        await fingers.PressAsync("Confirm");
        await page.SeesAsync("Your data");

        // Without the app and without codes: by mail and password.
        await context.ClearCookiesAsync();
        await page.GotoAsync("/signin");
        await fingers.SignInAsync(Seed.Ben, Seed.BenPassword);
        await fingers.FollowAsync("I have lost all of these");
        await fingers.PressAsync("Send the link");
        await page.SeesAsync("Look into your mail");
        await page.GotoAsync((await app.MailAsync(Seed.Ben, "Remove your lost second factor")).LinkTo("/recover/factor"));
        await fingers.TypeAsync("Password", Seed.BenPassword);
        await fingers.PressAsync("Remove my second factor");
        await page.GetByLabel("Password").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await page.GotoAsync("/signin?return=/profile");
        await fingers.SignInAsync(Seed.Ben, Seed.BenPassword);
        await page.SeesAsync("Your data");
        Assert.False((await app.Services.GetRequiredService<IPersonFactors>().OfAsync((await PersonAsync(app, Seed.Ben)).Id, Cancellation)).HasSecond);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task somebody_allows_an_application_connects_a_device_and_takes_it_back(bool javaScript)
    {
        await using var app = await StagedoorApp.StartAsync(StoreKind.Sqlite);
        await using var application = await Application.StartAsync();
        await using var context = await chromium.NewAsync(app, javaScript: javaScript);
        var page = await context.NewPageAsync();
        var fingers = new Fingers(page);
        await page.GotoAsync(application.Request(("prompt", "select_account consent")));
        await fingers.SignInAsync(Seed.Ben, Seed.BenPassword);
        await fingers.PressAsync("Allow access");
        Assert.NotEmpty((await page.CallbackAsync(application))["code"]);
        await page.GotoAsync("/device");
        await fingers.TypeAsync("Code", await Devices.WaitingAsync(app));
        await fingers.PressAsync("Continue");
        await page.SeesAsync("asks for access");
        await fingers.PressAsync("Allow access");
        await page.SeesAsync("Your device is connected");
        await page.GotoAsync("/profile/applications");
        await fingers.PressAsync("Disconnect Review board");
        await page.SeesAsync("Desktop ingest");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Disconnect Review board" })).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task somebody_accepts_an_invitation_changes_password_and_address_and_takes_the_data(bool javaScript)
    {
        await using var app = await StagedoorApp.StartAsync(StoreKind.Sqlite);
        var ben = await PersonAsync(app, Seed.Ben);
        var organization = new Organization { Id = "0123456789ABCDEF01234567@AdobeOrg", Name = "Second house", CreatedAt = app.Clock.GetUtcNow(), Account = new() { Id = Guid.NewGuid(), DisplayName = "Second house" } };
        Assert.True(await app.Services.GetRequiredService<IOrganizationStore>().AddAsync(organization, Cancellation));
        await app.Services.GetRequiredService<Invitations>().InviteAsync(organization, Seed.Ben, [], "member", null, ben, null, Cancellation);
        await using var context = await chromium.NewAsync(app, javaScript: javaScript);
        var page = await context.NewPageAsync();
        var fingers = new Fingers(page);
        await page.GotoAsync((await app.MailAsync(Seed.Ben, "You are invited to an organization")).LinkTo("/invitation"));
        await fingers.FollowAsync("Sign in to accept");
        await fingers.SignInAsync(Seed.Ben, Seed.BenPassword);
        await fingers.PressAsync("Join");
        await page.SeesAsync("You are now a member of");

        await page.GotoAsync("/profile/security");
        await fingers.FollowAsync("password");
        await fingers.TypeAsync("New password", Another);
        await fingers.TypeAsync("The same again", Another);
        await fingers.TickAsync("Stay signed in elsewhere");
        await fingers.PressAsync("Set password");
        await page.SeesAsync("Your password is changed");

        await page.GotoAsync("/profile/email");
        await fingers.TypeAsync("New email address", Email);
        await fingers.PressAsync("Send the link");
        await page.SeesAsync("on its way");
        await page.GotoAsync((await app.MailAsync(Email, "Confirm your new email address")).LinkTo("/profile/email/confirm"));
        await fingers.PressAsync("Use this address");
        await page.SeesAsync("Your address is changed");
        await page.GotoAsync("/profile/history");
        await page.SeesAsync("Signed in");
        await page.GotoAsync("/profile/data");
        var download = await page.RunAndWaitForDownloadAsync(() => fingers.PressAsync("Download my data"));
        Assert.Contains(Email, await File.ReadAllTextAsync(await download.PathAsync(), Cancellation), StringComparison.Ordinal);
    }

    private static async Task<Server.Users.Person> PersonAsync(StagedoorApp app, string email) => (await app.Services.GetRequiredService<IPersonStore>().FindByEmailAsync(email, Cancellation))!;

    private static string Now(StagedoorApp app, byte[] secret) => TotpCode.At(secret, TotpCode.StepAt(app.Clock.GetUtcNow()));

    private static byte[] FromBase32(string text)
    {
        var bits = string.Concat(text.Where(char.IsAsciiLetterOrDigit).Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Where(eight => eight.Length == 8).Select(eight => Convert.ToByte(new string(eight), 2))];
    }
}
