using Microsoft.Playwright;

namespace Stagedoor.Browser.Tests;

/// <summary>An application is blocked, asked for on the consent page, and allowed in the Admin Console; in light and dark, on a phone and on a desk, with a script and without.</summary>
[OnStore(StoreKind.Sqlite), Spec("WCAG 2.2", "AA")]
public class The_admin_console_of_app_integrations(Chromium chromium) : IClassFixture<Chromium>
{
    [Theory]
    [InlineData(ColorScheme.Light, 360, true)]
    [InlineData(ColorScheme.Dark, 1280, true)]
    [InlineData(ColorScheme.Dark, 360, false)]
    public async Task can_be_read_and_used_by_everyone(ColorScheme scheme, int width, bool javaScript)
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { RealClock = true });
        await using var context = await chromium.NewAsync(app, scheme, width, javaScript);
        var page = await context.NewPageAsync();
        var look = new Look(page, scheme, width);
        await page.SignInAtAsync("/signin?return=/admin/integrations");
        await page.SeesAsync("People decide for themselves.");
        await LookAsync("admin, app integrations");
        await page.GetByRole(AriaRole.Link, new() { Name = "Change what people may allow" }).ClickAsync();
        await LookAsync("admin, app integrations, policy");
        await page.GetByRole(AriaRole.Radio, new() { Name = "Listed applications." }).CheckAsync();
        await page.PressAsync("Save");
        await page.SeesAsync("Changed.");

        // The administrator meets the block like everybody.
        await page.GotoAsync(Authorize.Url(Seed.ReviewBoard, ProofKey.New()));
        await page.SeesAsync("does not let its people allow this application");
        await LookAsync("consent, blocked");
        await page.PressAsync("Ask for this application");
        await page.SeesAsync("Your request is with the administrators.");
        await LookAsync("consent, asked");
        await page.GotoAsync("/admin/integrations");
        await LookAsync("admin, app integrations, asked for");
        await page.GetByRole(AriaRole.Link, new() { Name = "Decide" }).ClickAsync();
        await page.SeesAsync("Who asked");
        await LookAsync("admin, app integrations, request");
        await page.PressAsync("Allow for everyone");
        await page.SeesAsync("Listed. Whoever asked is told by mail.");
        await LookAsync("admin, app integrations, listed");

        // Back to the page of what was decided: there is nothing to decide any more.
        await page.GoBackAsync();
        Assert.Equal(0, await page.GetByRole(AriaRole.Button, new() { Name = "Allow for everyone" }).CountAsync());
        await page.GotoAsync("/admin/integrations/new");
        await page.GetByLabel("Client id").FillAsync("nobody");
        await page.PressAsync("Allow for everyone");
        await page.SeesAsync("There is no application with this client id.");
        await LookAsync("admin, app integrations, unknown");
        await page.GotoAsync("/admin/integrations");
        await page.GetByRole(AriaRole.Link, new() { Name = "Take off" }).ClickAsync();
        await page.SeesAsync("Nothing is deleted");
        await LookAsync("admin, app integrations, take off");
        await page.GetByLabel("To confirm, type").FillAsync("Review board");
        await page.PressAsync("Take off the list");
        await page.SeesAsync("Taken off the list.");
        Assert.Empty(look.Complaints);

        // axe is a script itself.
        async Task LookAsync(string name)
        {
            if (javaScript) await look.AtAsync(name);
        }
    }

    [Theory]
    [InlineData("de", "App-Integrationen")]
    [InlineData("fr", "Intégrations d’apps")]
    [InlineData("ja", "アプリ連携")]
    public async Task is_there_in_every_language(string language, string title)
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { RealClock = true });
        await using var context = await chromium.NewAsync(app, ColorScheme.Light, 360);
        var page = await context.NewPageAsync();
        var look = new Look(page, ColorScheme.Light, 360);
        await page.SignInAtAsync("/signin");
        await page.GotoAsync($"/admin/integrations?ui_locales={language}");
        Assert.Equal(title, await page.Locator("h1").InnerTextAsync());
        foreach (var below in (string[])["", "/policy", "/new"])
        {
            await page.GotoAsync($"/admin/integrations{below}?ui_locales={language}");
            Assert.Equal(language, await page.Locator("html").GetAttributeAsync("lang"));
            await look.AtAsync($"admin, app integrations{below.Replace('/', ' ')}, {language}");
        }

        Assert.Empty(look.Complaints);
    }
}
