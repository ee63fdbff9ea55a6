using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Stagedoor.Server.Factors;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.Users;

namespace Stagedoor.Browser.Tests;

[OnStore(StoreKind.Sqlite), Spec("WebAuthn", "7")]
public class A_passkey(Chromium chromium) : IClassFixture<Chromium>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData("ADA@northlight.example")]
    public async Task is_added_and_signs_in_without_a_name_and_with_one(string? name)
    {
        await using var app = await AppAsync();
        await using var application = await Application.StartAsync();
        await using var context = await chromium.NewAsync(app);
        var page = await PageAsync(context);
        var keys = await KeyRing.PlugIntoAsync(page);
        await AddAsync(page, "The red key");
        Assert.Equal(1, await keys.CountAsync());
        await context.ClearCookiesAsync();
        await page.GotoAsync(application.Request());
        if (name is not null) await page.GetByLabel("Email address").FillAsync(name);
        await page.WithPasskeyAsync();
        await page.PressAsync("Allow access");
        Assert.NotEmpty((await page.CallbackAsync(application))["code"]);
        var passkey = Assert.Single(await PasskeysAsync(app));
        Assert.Equal("The red key", passkey.Name);
        Assert.NotNull(passkey.LastUsedAt);
    }

    [Fact]
    public async Task makes_an_account_that_has_no_password()
    {
        const string Email = "dee@elsewhere.example";
        await using var app = await AppAsync();
        await using var application = await Application.StartAsync();
        await using var context = await chromium.NewAsync(app);
        var page = await PageAsync(context);
        var keys = await KeyRing.PlugIntoAsync(page);
        await page.GotoAsync(application.Request());
        await page.GetByRole(AriaRole.Link, new() { Name = "Create" }).ClickAsync();
        await page.GetByLabel("Email address").FillAsync(Email);
        await page.GetByLabel("Name").FillAsync("Dee Marlow");
        await page.GetByLabel("Country or region").SelectOptionAsync("FR");
        await page.PressAsync("Use a passkey instead");
        await page.PressAsync("Create account with a passkey");
        await page.SeesAsync("Look into your mail");
        Assert.Equal(1, await keys.CountAsync());
        await page.GotoAsync((await app.MailAsync(Email, "Confirm your email address")).LinkTo("/verify"));
        await page.WithPasskeyAsync();
        await page.SeesAsync("Address confirmed");
        await page.GetByRole(AriaRole.Link, new() { Name = "Continue to" }).ClickAsync();
        await page.SeesAsync("asks for access");
        var person = (await app.Services.GetRequiredService<IPersonStore>().FindByEmailAsync(Email, Cancellation))!;
        Assert.Null(person.PasswordHash);
        Assert.Equal("Passkey", Assert.Single(await app.Services.GetRequiredService<IPasskeyStore>().OfPersonAsync(person.Id, Cancellation)).Name);
    }

    [Fact]
    public async Task is_offered_by_the_page_itself()
    {
        await using var app = await AppAsync();
        await using var context = await chromium.NewAsync(app);
        var page = await PageAsync(context, offers: true);
        await KeyRing.PlugIntoAsync(page);
        await AddAsync(page, "Mine");
        await context.ClearCookiesAsync();

        // The virtual authenticator picks what the field for the address would offer.
        await page.GotoAsync("/signin?return=/device");
        await page.GetByLabel("Code").WaitForAsync();
    }

    [Fact]
    public async Task that_is_cancelled_or_not_verified_signs_nobody_in_and_says_so()
    {
        await using var app = await AppAsync();
        await using var context = await chromium.NewAsync(app);
        var page = await PageAsync(context);
        var keys = await KeyRing.PlugIntoAsync(page);
        await AddAsync(page, "Mine");
        await context.ClearCookiesAsync();
        await keys.VerifiesAsync(false);
        await page.GotoAsync("/signin?return=/device");
        await page.WithPasskeyAsync();
        await page.SeesAsync("No passkey was used");
        Assert.Contains("/signin", page.Url, StringComparison.Ordinal);
        await page.SignInAsync();
        await page.SeesAsync("Prove it once more");
    }

    [Fact, Attack("F6")]
    public async Task of_somebody_else_is_refused_where_a_name_was_typed()
    {
        await using var app = await AppAsync();
        await using var context = await chromium.NewAsync(app);
        var page = await PageAsync(context);
        await KeyRing.PlugIntoAsync(page);
        await AddAsync(page, "Mine");
        await context.ClearCookiesAsync();
        await page.GotoAsync("/signin?return=/device");
        await page.GetByLabel("Email address").FillAsync(Seed.Ben);
        await page.WithPasskeyAsync();
        await page.SeesAsync("That passkey did not sign you in");
    }

    [Fact]
    public async Task is_one_of_several_that_are_named_renamed_and_removed()
    {
        await using var app = await AppAsync();
        await using var context = await chromium.NewAsync(app);
        var page = await PageAsync(context);
        var first = await KeyRing.PlugIntoAsync(page);
        await AddAsync(page, "The red key");

        // The same device again is refused by the browser, because the page names what there is.
        await page.GotoAsync("/profile/passkeys");
        await page.PressAsync("Add a passkey");
        await page.SeesAsync("This device already has a passkey");
        await first.UnplugAsync();
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        await KeyRing.PlugIntoAsync(page);
        await page.GetByLabel("What you want to call it").FillAsync("The blue key");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("The blue key").First.WaitForAsync();
        Assert.Equal(["The red key", "The blue key"], (await PasskeysAsync(app)).Select(passkey => passkey.Name));
        await page.Locator("summary", new() { HasText = "The red key" }).ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).First.FillAsync("The green key");
        await page.GetByRole(AriaRole.Button, new() { Name = "Rename" }).First.ClickAsync();
        await page.GetByText("The green key").First.WaitForAsync();
        await page.Locator("summary", new() { HasText = "The green key" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove" }).First.ClickAsync();
        await page.GetByText("The green key").First.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        Assert.Equal("The blue key", Assert.Single(await PasskeysAsync(app)).Name);
    }

    [Fact]
    public async Task proves_again_what_is_sensitive_and_stands_in_as_the_second_factor()
    {
        await using var app = await AppAsync();
        await using var context = await chromium.NewAsync(app);
        var page = await PageAsync(context);
        await KeyRing.PlugIntoAsync(page);
        await AddAsync(page, "Mine");
        app.Clock.Advance(TimeSpan.FromMinutes(11));
        await page.GotoAsync("/profile/passkeys");
        await page.SeesAsync("Confirm that it is you");
        await page.PressAsync("Use a passkey");
        await page.SeesAsync("Your passkeys");
        app.Clock.Advance(TimeSpan.FromMinutes(11));
        await page.GotoAsync("/profile/passkeys");
        await page.GetByLabel("Password").FillAsync(Seed.AdaPassword);
        await page.PressAsync("Sign in");
        await page.SeesAsync("Prove it once more");
        await page.PressAsync("Use a passkey");
        await page.SeesAsync("Your passkeys");
    }

    [Fact]
    public async Task is_enrolled_at_a_sign_in_that_demands_a_second_factor()
    {
        await using var app = await AppAsync();
        await app.Services.GetRequiredService<IOrganizationStore>().RequireSecondFactorAsync(Seed.Organization, true, app.Clock.GetUtcNow(), Cancellation);
        await using var application = await Application.StartAsync();
        await using var context = await chromium.NewAsync(app);
        var page = await PageAsync(context);
        await KeyRing.PlugIntoAsync(page);
        await page.GotoAsync(application.Request());
        await page.SignInAsync();
        await page.SeesAsync("Your organization asks everyone");
        await page.PressAsync("Add a passkey");
        await page.SeesAsync("Your recovery codes");
        await page.GetByRole(AriaRole.Link, new() { Name = "Continue" }).ClickAsync();
        await page.PressAsync("Allow access");
        Assert.NotEmpty((await page.CallbackAsync(application))["code"]);
        Assert.Single(await PasskeysAsync(app));
    }

    private static Task<StagedoorApp> AppAsync() => StagedoorApp.StartAsync(new AppOptions { ByName = true });

    // A virtual authenticator takes at once what a page offers by itself, and leaves nothing to press.
    private static async Task<IPage> PageAsync(IBrowserContext context, bool offers = false)
    {
        var page = await context.NewPageAsync();
        if (!offers) await page.AddInitScriptAsync("PublicKeyCredential.isConditionalMediationAvailable = async () => false");
        return page;
    }

    private static async Task AddAsync(IPage page, string name)
    {
        await page.GotoAsync("/signin?return=/profile/passkeys");
        await page.SignInAsync();
        await page.GetByLabel("What you want to call it").FillAsync(name);
        await page.PressAsync("Add a passkey");
        await page.SeesAsync("Your recovery codes");
    }

    private static async Task<IReadOnlyList<Passkey>> PasskeysAsync(StagedoorApp app, string email = Seed.Ada)
    {
        var person = await app.Services.GetRequiredService<IPersonStore>().FindByEmailAsync(email, Cancellation);
        return await app.Services.GetRequiredService<IPasskeyStore>().OfPersonAsync(person!.Id, Cancellation);
    }
}
