using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Stagedoor.Server.Factors;
using Stagedoor.Server.SignIn.Credentials.Totp;
using Stagedoor.Server.Users;

namespace Stagedoor.Browser.Tests;

[OnStore(StoreKind.Sqlite), Spec("RFC 6238", "5")]
public class An_authenticator_app(Chromium chromium) : IClassFixture<Chromium>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task is_set_up_and_asked_for_with_and_without_JavaScript(bool javaScript)
    {
        await using var app = await StagedoorApp.StartAsync(StoreKind.Sqlite);
        await using var application = await Application.StartAsync();
        await using var context = await chromium.NewAsync(app, javaScript: javaScript);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/signin?return=/profile/authenticator");
        await page.SignInAsync();
        await page.GetByText("I cannot scan it").ClickAsync();
        var secret = FromBase32(await page.Locator("code.secret").InnerTextAsync());
        await page.GetByLabel("Code that the app shows").FillAsync(Now(app, secret));
        await page.PressAsync("Confirm");
        await page.SeesAsync("Your recovery codes");
        var codes = await page.Locator("ol.codes li").AllInnerTextsAsync();
        Assert.Equal(10, codes.Count);

        // By the app, remembering the device.
        app.Clock.Advance(TimeSpan.FromSeconds(30));
        await context.ClearCookiesAsync();
        await page.GotoAsync(application.Request());
        await page.SignInAsync();
        await page.GetByLabel("Code").FillAsync(Now(app, secret));
        await page.GetByLabel("Do not ask again").CheckAsync();
        await page.PressAsync("Confirm");
        await page.PressAsync("Allow access");
        Assert.NotEmpty((await page.CallbackAsync(application))["code"]);
        await page.GotoAsync(application.Request(("prompt", "login")));
        await page.SignInAsync();
        await page.CallbackAsync(application);

        // By a recovery code, on another device.
        await context.ClearCookiesAsync();
        await page.GotoAsync("/signin?return=/device");
        await page.SignInAsync();
        await page.GetByLabel("Code").FillAsync("000000");
        await page.PressAsync("Confirm");
        await page.SeesAsync("That code is not right");
        await page.GetByLabel("Code").FillAsync(codes[0]);
        await page.PressAsync("Confirm");
        await page.SeesAsync("Connect a device");
    }

    [Theory, Spec("WCAG 2.2", "AA")]
    [InlineData(ColorScheme.Light, 360)]
    [InlineData(ColorScheme.Dark, 360)]
    [InlineData(ColorScheme.Light, 1920)]
    [InlineData(ColorScheme.Dark, 1920)]
    public async Task and_passkeys_have_pages_that_everyone_can_read_and_use(ColorScheme scheme, int width)
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { ByName = true });
        await using var context = await chromium.NewAsync(app, scheme, width);
        var page = await context.NewPageAsync();
        await page.AddInitScriptAsync("PublicKeyCredential.isConditionalMediationAvailable = async () => false");
        var keys = await KeyRing.PlugIntoAsync(page);
        var look = new Look(page, scheme, width);
        await page.GotoAsync("/signin");
        await look.AtAsync("sign-in, passkey");
        await page.GotoAsync("/signup");
        await page.GetByLabel("Email address").FillAsync("dee@elsewhere.example");
        await page.GetByLabel("Name").FillAsync("Dee Marlow");
        await page.GetByLabel("Country or region").SelectOptionAsync("FR");
        await look.AtAsync("sign-up, passkey offered");
        await page.PressAsync("Use a passkey instead");
        await page.SeesAsync("Create your passkey");
        await look.AtAsync("sign-up, passkey");
        await page.GotoAsync("/signin?return=/profile/recovery-codes");
        await page.SignInAsync();
        await look.AtAsync("recovery codes, none");
        await page.GotoAsync("/profile/authenticator");
        await page.GetByText("I cannot scan it").ClickAsync();
        await look.AtAsync("authenticator");
        var secret = FromBase32(await page.Locator("code.secret").InnerTextAsync());
        await page.GetByLabel("Code that the app shows").FillAsync("123");
        await page.PressAsync("Confirm");
        await look.AtAsync("authenticator, wrong code");
        await page.GetByLabel("Code that the app shows").FillAsync(Now(app, secret));
        await page.PressAsync("Confirm");
        await page.SeesAsync("Your recovery codes");
        await look.AtAsync("authenticator, new");
        await page.GotoAsync("/profile/authenticator");
        await look.AtAsync("authenticator, present");
        await page.GotoAsync("/profile/recovery-codes");
        await look.AtAsync("recovery codes");
        await page.PressAsync("Make new codes");
        await look.AtAsync("recovery codes, new");
        await page.GotoAsync("/profile/passkeys");
        await look.AtAsync("passkeys, none");
        await page.PressAsync("Add a passkey");
        await page.SeesAsync("Your passkeys");
        await page.PressAsync("Add a passkey");
        await page.SeesAsync("already has a passkey");
        await page.Locator("summary").First.ClickAsync();
        await look.AtAsync("passkeys");
        app.Clock.Advance(TimeSpan.FromMinutes(11));
        await page.GotoAsync("/profile/passkeys");
        await look.AtAsync("sign-in, again");
        await page.GetByLabel("Password").FillAsync(Seed.AdaPassword);
        await page.PressAsync("Sign in");
        await page.SeesAsync("Prove it once more");
        await look.AtAsync("second factor");
        await keys.VerifiesAsync(false);
        await page.PressAsync("Use a passkey");
        await page.SeesAsync("No passkey was used");
        await look.AtAsync("second factor, cancelled");
        await page.GetByLabel("Code").FillAsync("000000");
        await page.PressAsync("Confirm");
        await look.AtAsync("second factor, wrong");
        await app.Services.GetRequiredService<Server.Organizations.IOrganizationStore>().RequireSecondFactorAsync(Seed.Organization, true, app.Clock.GetUtcNow(), TestContext.Current.CancellationToken);
        await page.GotoAsync("/signin");
        await page.SignInAsync(Seed.Ben, Seed.BenPassword);
        await page.SeesAsync("Your organization asks everyone");
        await look.AtAsync("enrol");
        await keys.VerifiesAsync(true);
        await page.PressAsync("Add a passkey");
        await page.SeesAsync("It is set up");
        await look.AtAsync("enrol, done");
        Assert.Empty(look.Complaints);
    }

    [Fact, Spec("WCAG 2.2", "2.1.1")]
    public async Task is_used_by_the_keyboard_alone()
    {
        await using var app = await StagedoorApp.StartAsync(StoreKind.Sqlite);
        var secret = TotpSecret.New();
        var person = await app.Services.GetRequiredService<IPersonStore>().FindByEmailAsync(Seed.Ada, TestContext.Current.CancellationToken);
        await app.Services.GetRequiredService<IAuthenticatorStore>().SetAsync(
            new() { PersonId = person!.Id, SealedSecret = TotpSecret.Seal(app.Services.GetRequiredService<Server.Keys.MasterKey>(), person.Id, secret), LastStep = 0, CreatedAt = app.Clock.GetUtcNow() }, true, TestContext.Current.CancellationToken);
        await using var context = await chromium.NewAsync(app);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/signin?return=/device");
        await Assertions.Expect(page.GetByLabel("Email address")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(Seed.Ada);
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(Seed.AdaPassword);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByLabel("Code")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(Now(app, secret));
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Space");
        await page.Keyboard.PressAsync("Enter");
        await page.SeesAsync("Connect a device");
        Assert.Single(await app.Services.GetRequiredService<IRememberedDeviceStore>().OfPersonAsync(person.Id, app.Clock.GetUtcNow(), TestContext.Current.CancellationToken));
    }

    private static string Now(StagedoorApp app, byte[] secret) => TotpCode.At(secret, TotpCode.StepAt(app.Clock.GetUtcNow()));

    private static byte[] FromBase32(string text)
    {
        var bits = string.Concat(text.Where(char.IsAsciiLetterOrDigit).Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Where(eight => eight.Length == 8).Select(eight => Convert.ToByte(new string(eight), 2))];
    }
}
