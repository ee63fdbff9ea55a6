using Deque.AxeCore.Playwright;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Stagedoor.Server.Keys;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.Users;

namespace Stagedoor.Browser.Tests;

[OnStore(StoreKind.Sqlite), Spec("WCAG 2.2", "AA")]
public class Every_page(AppFixture apps, Chromium chromium) : IClassFixture<AppFixture>, IClassFixture<Chromium>
{
    [Theory]
    [InlineData(ColorScheme.Light, 360)]
    [InlineData(ColorScheme.Dark, 360)]
    [InlineData(ColorScheme.Light, 1920)]
    [InlineData(ColorScheme.Dark, 1920)]
    public async Task can_be_read_and_used_by_everyone(ColorScheme scheme, int width)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        await using var application = await Application.StartAsync();
        await using var context = await chromium.NewAsync(app, scheme, width);
        var page = await context.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.Contains("status of 4", StringComparison.Ordinal)) complaints.Add(message.Text);
        };
        page.PageError += (_, problem) => complaints.Add(problem);

        async Task Look(string name)
        {
            await page.Locator("h1").WaitForAsync();
            if (Environment.GetEnvironmentVariable("STAGEDOOR_SCREENSHOTS") is { Length: > 0 } folder) await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{scheme}-{width}.png"), FullPage = true });
            foreach (var violation in (await page.RunAxe()).Violations) complaints.Add($"{name}: {violation.Id}: {violation.Help}: {string.Join("; ", violation.Nodes.Select(node => node.Html))}");
            if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth") > width) complaints.Add($"{name}: is wider than the window");
        }

        var email = $"{scheme}{width}@page.example".ToLowerInvariant();
        await page.GotoAsync("/");
        await Look("home, signed out");
        await page.GotoAsync("/signup");
        await Look("sign-up");
        await page.GetByLabel("Email address").FillAsync(email);
        await page.GetByLabel("Name").FillAsync("Dee Marlow");
        await page.GetByLabel("Country or region").SelectOptionAsync("FR");
        await page.GetByLabel("Password").FillAsync("password123");
        await page.PressAsync("Create account");
        await page.SeesAsync("became known");
        await Look("sign-up, refused");
        await page.GetByLabel("Password").FillAsync("twelve green doors");
        await page.PressAsync("Create account");
        await page.SeesAsync("Look into your mail");
        await Look("sign-up, mailed");
        await app.MailAsync(email, "Confirm your email address");
        await page.GetByRole(AriaRole.Link, new() { Name = "Open the outbox" }).ClickAsync();
        await Look("outbox");
        await page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = email }).GetByRole(AriaRole.Link).ClickAsync();
        await Look("outbox, a mail");
        await page.GetByRole(AriaRole.Link, new() { Name = "/verify?" }).ClickAsync();
        await page.SignInAsync(email, "twelve green doors");
        await page.SeesAsync("Address confirmed");
        await Look("address confirmed");
        await page.GotoAsync("/recover");
        await Look("recover");
        await page.GetByLabel("Email address").FillAsync(email);
        await page.PressAsync("Send the link");
        await page.SeesAsync("Look into your mail");
        await Look("recover, mailed");
        await page.GotoAsync((await app.MailAsync(email, "Set a new password")).LinkTo("/recover/password"));
        await Look("recover, new password");
        await page.GetByLabel("New password").FillAsync("another password, a long one");
        await page.PressAsync("Set password");
        await page.SeesAsync("is set");
        await Look("recover, done");
        var person = (await app.Services.GetRequiredService<IPersonStore>().FindByEmailAsync(email, TestContext.Current.CancellationToken))!;
        await app.Services.GetRequiredService<PersonRecovery>().SendFactorLinkAsync(person, RecoveryBeginner.Administrator, mail => mail, "", TestContext.Current.CancellationToken);
        await page.GotoAsync((await app.MailAsync(email, "Remove your lost second factor")).LinkTo("/recover/factor"));
        await Look("recover, second factor");
        var organization = (await app.Services.GetRequiredService<IOrganizationStore>().FindAsync(Seed.Organization, TestContext.Current.CancellationToken))!;
        await app.Services.GetRequiredService<Invitations>().InviteAsync(organization, email, [], "member", null, person, null, TestContext.Current.CancellationToken);
        await page.GotoAsync((await app.MailAsync(email, "You are invited to an organization")).LinkTo("/invitation"));
        await Look("invitation, signed out");
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in to accept" }).ClickAsync();
        await page.SignInAsync(email, "another password, a long one");
        await page.SeesAsync("Not now");
        await Look("invitation");
        await page.PressAsync("Join");
        await page.SeesAsync("You are now a member of");
        await Look("invitation, joined");
        await context.ClearCookiesAsync();
        await page.GotoAsync(await AnAdministratorLinkAsync(app));
        await Look("first administrator");
        await page.GotoAsync("/signin?journey=none");
        await Look("error");
        await page.GotoAsync(Authorize.Url(Seed.ReviewBoard, ProofKey.New(), ("redirect_uri", "https://evil.example/")));
        await Look("error, redirect URI");
        await page.GotoAsync(application.Request(("prompt", "select_account consent")));
        await Look("sign-in");
        await page.SignInAsync(password: "wrong");
        await page.SeesAsync("do not belong together");
        await Look("sign-in, refused");
        await page.SignInAsync();
        await page.SeesAsync("asks for access");
        await Look("consent");
        await page.GetByRole(AriaRole.Link, new() { Name = "Use another account" }).ClickAsync();
        await Look("choose");
        await page.GotoAsync("/device");
        await Look("device code");
        await page.GetByLabel("Code").FillAsync("XXXX");
        await page.PressAsync("Continue");
        await page.SeesAsync("No device waits");
        await Look("device code, refused");
        await page.GetByLabel("Code").FillAsync(await Devices.WaitingAsync(app));
        await page.PressAsync("Continue");
        await page.SeesAsync("asks for access");
        await Look("device");
        await page.PressAsync("Allow access");
        await page.SeesAsync("Your device is connected");
        await Look("device, connected");
        await page.GotoAsync("/");
        await Look("home");
        await page.GotoAsync("/signout");
        await Look("sign-out");
        await page.PressAsync("Sign out");
        await page.SeesAsync("You are signed out");
        await Look("signed out");
        Assert.Empty(complaints);
    }

    [Theory, Spec("WCAG 2.2", "3.1.1")]
    [InlineData("de", "Anmelden")]
    [InlineData("fr", "Se connecter")]
    [InlineData("ja", "サインイン")]
    public async Task before_a_sign_in_is_there_in_every_language(string language, string signIn)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        await using var context = await chromium.NewAsync(app, width: 360);
        var page = await context.NewPageAsync();
        var look = new Look(page, ColorScheme.Light, 360);
        await page.GotoAsync($"/signin?ui_locales={language}");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = signIn, Exact = true })).ToBeVisibleAsync();
        (string Name, string Path)[] pages =
        [
            ("sign-in", "/signin"), ("sign-up", "/signup"), ("recover", "/recover"), ("error", "/signin?journey=none"), ("nowhere", "/there-is-no-such-page"), ("device, answered", "/device/allowed"),
            ("error, redirect URI", Authorize.Url(Seed.ReviewBoard, ProofKey.New(), ("redirect_uri", "https://evil.example/"))), ("first administrator", await AnAdministratorLinkAsync(app)), ("dead link", "/recover/password?link=none"),
            ("sign-out, wrong", "/oauth2/logout?state=" + new string('x', 5000)),
        ];
        foreach (var (name, path) in pages)
        {
            await page.GotoAsync(path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "ui_locales=" + language);
            Assert.Equal(language, await page.Locator("html").GetAttributeAsync("lang"));
            await look.AtAsync($"{name}, {language}");
        }

        Assert.Empty(look.Complaints);
    }

    private static async Task<string> AnAdministratorLinkAsync(StagedoorApp app)
    {
        var person = (await app.Services.GetRequiredService<IPersonStore>().FindByEmailAsync(Seed.Ada, TestContext.Current.CancellationToken))!;
        var handle = OneTimeValue.New();
        await app.Services.GetRequiredService<IAdministratorLinks>().AddAsync(OneTimeValue.FirstAdministrator.Hash(handle), person.Id, app.Clock.GetUtcNow().AddHours(1), app.Clock.GetUtcNow(), TestContext.Current.CancellationToken);
        return "/init?link=" + handle;
    }
}
