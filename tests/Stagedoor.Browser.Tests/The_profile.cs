using Microsoft.Playwright;

namespace Stagedoor.Browser.Tests;

/// <summary>A person's own pages, looked at and used.</summary>
[OnStore(StoreKind.Sqlite)]
public class The_profile(AppFixture apps, Chromium chromium) : IClassFixture<AppFixture>, IClassFixture<Chromium>
{
    // One pixel, which is all that a picture needs.
    private static readonly byte[] Picture = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==");

    [Theory, Spec("WCAG 2.2", "AA")]
    [InlineData(ColorScheme.Light, 360)]
    [InlineData(ColorScheme.Dark, 360)]
    [InlineData(ColorScheme.Light, 1920)]
    [InlineData(ColorScheme.Dark, 1920)]
    public async Task can_be_read_and_used_by_everyone(ColorScheme scheme, int width)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        await using var application = await Application.StartAsync();
        await using var other = await chromium.NewAsync(app);
        await (await other.NewPageAsync()).SignInAtAsync("/signin");
        await using var context = await chromium.NewAsync(app, scheme, width);
        var page = await context.NewPageAsync();
        var looks = new Look(page, scheme, width);
        await page.GotoAsync(application.Request());
        await page.SignInAsync(password: "wrong");
        await page.SignInAsync();
        await page.PressAsync("Allow access");
        await page.CallbackAsync(application);

        await page.GotoAsync("/profile");
        await looks.AtAsync("profile");
        await page.GetByLabel("Name").FillAsync("Service Account User");
        await page.PressAsync("Save");
        await page.SeesAsync("Please choose another");
        await looks.AtAsync("profile, refused");
        await page.GotoAsync("/profile/picture");
        await looks.AtAsync("picture");
        await page.GetByLabel("Picture file").SetInputFilesAsync(new FilePayload { Name = "me.png", MimeType = "image/png", Buffer = Picture });
        await page.PressAsync("Use this picture");
        await page.SeesAsync("Saved");
        await looks.AtAsync("picture, saved");
        await page.GotoAsync("/profile?saved=1");
        await looks.AtAsync("profile, saved");
        await page.GotoAsync("/profile/sessions");
        await looks.AtAsync("sessions");
        await page.PressAsync("End all others");
        await page.SeesAsync("dead within a second");
        await looks.AtAsync("sessions, ended");
        await page.GotoAsync("/profile/applications");
        await page.GetByText("What it may do").First.ClickAsync();
        await looks.AtAsync("applications");
        await page.GetByRole(AriaRole.Button, new() { Name = "Disconnect Review board" }).ClickAsync();
        await page.SeesAsync("No application may");
        await looks.AtAsync("applications, none");
        await page.GotoAsync("/profile/history");
        await looks.AtAsync("history");
        await page.GotoAsync("/profile/security");
        await looks.AtAsync("security");
        await page.GotoAsync("/profile/password");
        await page.GetByLabel("New password").FillAsync("short");
        await page.GetByLabel("The same again").FillAsync("short");
        await page.PressAsync("Set password");
        await page.SeesAsync("has at least 10 characters");
        await looks.AtAsync("password, refused");
        await page.GotoAsync("/profile/email");
        await looks.AtAsync("email");
        var address = $"ada-{scheme}-{width}@new.example".ToLowerInvariant();
        await page.GetByLabel("New email address").FillAsync(address);
        await page.PressAsync("Send the link");
        await page.SeesAsync("on its way");
        await looks.AtAsync("email, sent");
        await page.GotoAsync((await app.MailAsync(address, "Confirm your new email address")).LinkTo("/profile/email/confirm"));
        await looks.AtAsync("email, link");
        await page.GotoAsync("/profile/email/undo?link=none");
        await looks.AtAsync("email, dead link");
        await page.GotoAsync("/profile/email/confirm/done");
        await looks.AtAsync("email, done");
        await page.GotoAsync("/profile/data");
        await looks.AtAsync("data");
        await page.GotoAsync("/profile/delete");
        await page.GetByLabel("To confirm").FillAsync("somebody@example.com");
        await page.GetByLabel("Who takes this over?").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.PressAsync("Delete my account");
        await page.SeesAsync("not the address of your account");
        await looks.AtAsync("deletion, refused");
        await page.GotoAsync("/account-deleted");
        await looks.AtAsync("deleted");
        Assert.Empty(looks.Complaints);
    }

    [Theory, Spec("WCAG 2.2", "AA")]
    [InlineData("de", "Geräte")]
    [InlineData("fr", "Appareils")]
    [InlineData("ja", "デバイス")]
    public async Task is_there_in_every_language(string language, string devices)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        await using var context = await chromium.NewAsync(app, width: 360);
        var page = await context.NewPageAsync();
        var look = new Look(page, ColorScheme.Light, 360);
        await page.SignInAtAsync("/signin");
        foreach (var path in (string[])["", "/picture", "/security", "/password", "/email", "/sessions", "/applications", "/history", "/data", "/delete"])
        {
            await page.GotoAsync($"/profile{path}?ui_locales={language}");
            Assert.Equal(language, await page.Locator("html").GetAttributeAsync("lang"));
            await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = devices })).ToBeVisibleAsync();
            await look.AtAsync($"profile{path.Replace('/', ' ')}, {language}");
        }

        Assert.Empty(look.Complaints);
    }

    [Theory, Spec("WCAG 2.2", "2.1.1")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task is_used_by_the_keyboard_alone_with_and_without_JavaScript(bool javaScript)
    {
        await using var app = await StagedoorApp.StartAsync(StoreKind.Sqlite);
        await using var other = await chromium.NewAsync(app);
        await (await other.NewPageAsync()).SignInAtAsync("/signin", Seed.Ben, Seed.BenPassword);
        await using var context = await chromium.NewAsync(app, javaScript: javaScript);
        var page = await context.NewPageAsync();
        await page.SignInAtAsync("/signin?return=/profile", Seed.Ben, Seed.BenPassword);

        await TabToAsync(page, page.GetByLabel("Name"));
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync("Ben O.");
        await page.Keyboard.PressAsync("Enter");
        await page.SeesAsync("Saved");
        await TabToAsync(page, page.GetByRole(AriaRole.Link, new() { Name = "Devices" }));
        await page.Keyboard.PressAsync("Enter");
        await TabToAsync(page, page.GetByRole(AriaRole.Button, new() { Name = "End all others" }));
        await page.Keyboard.PressAsync("Enter");
        await page.SeesAsync("dead within a second");
        await TabToAsync(page, page.GetByRole(AriaRole.Link, new() { Name = "Your data" }));
        await page.Keyboard.PressAsync("Enter");
        await TabToAsync(page, page.GetByRole(AriaRole.Link, new() { Name = "Delete my account" }));
        await page.Keyboard.PressAsync("Enter");
        await TabToAsync(page, page.GetByLabel("To confirm"));
        await page.Keyboard.TypeAsync(Seed.Ben);
        await TabToAsync(page, page.GetByRole(AriaRole.Button, new() { Name = "Delete my account" }));
        await page.Keyboard.PressAsync("Enter");
        await page.SeesAsync("Your account is deleted");
    }

    private static async Task TabToAsync(IPage page, ILocator wanted)
    {
        await wanted.WaitForAsync();
        for (var tabs = 0; tabs < 30 && await wanted.And(page.Locator(":focus")).CountAsync() == 0; tabs++) await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(wanted).ToBeFocusedAsync();
    }
}
