using Microsoft.Playwright;

namespace Stagedoor.Browser.Tests;

/// <summary>The Admin Console's pages of service accounts, walked through; in light and dark, on a phone and on a desk, without a script.</summary>
[OnStore(StoreKind.Sqlite), Spec("WCAG 2.2", "AA")]
public class The_admin_console_of_service_accounts(Chromium chromium) : IClassFixture<Chromium>
{
    [Theory]
    [InlineData(ColorScheme.Light, 360, true)]
    [InlineData(ColorScheme.Dark, 1280, false)]
    public async Task can_be_read_and_used_by_everyone(ColorScheme scheme, int width, bool javaScript)
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { RealClock = true });
        var token = (await app.Http.ClientCredentialsAsync("/ims/token/v3", Seed.DailiesBot)).Ok()["access_token"];
        await using var context = await chromium.NewAsync(app, scheme, width, javaScript);
        var page = await context.NewPageAsync();
        var look = new Look(page, scheme, width);
        await page.SignInAtAsync("/signin?return=/admin/service-accounts");
        await page.SeesAsync("Service Account User");
        if (javaScript) await look.AtAsync("admin, service accounts");
        await page.GetByRole(AriaRole.Link, new() { Name = "Grant a service account" }).ClickAsync();
        await page.SeesAsync("has its service account");
        if (javaScript) await look.AtAsync("admin, grant");
        await page.GetByRole(AriaRole.Link, new() { Name = "Cancel" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Service Account User" }).ClickAsync();
        if (javaScript) await look.AtAsync("admin, service account");
        await page.GetByRole(AriaRole.Link, new() { Name = "Change" }).ClickAsync();
        await page.GetByLabel("Name").FillAsync("Ben Okafor");
        await page.PressAsync("Save");
        await page.SeesAsync("A member of the account has that name");
        if (javaScript) await look.AtAsync("admin, service account, name refused");
        await page.GetByLabel("Name").FillAsync("Dailies bot");
        await page.PressAsync("Save");
        await page.SeesAsync("Saved.");
        await page.GetByRole(AriaRole.Link, new() { Name = "Disable" }).ClickAsync();
        await page.SeesAsync("Live secrets that stop working for good: 1.");
        if (javaScript) await look.AtAsync("admin, disable service account");
        await page.GetByLabel("To confirm, type").FillAsync("Dailies bot");
        await page.PressAsync("Disable service account");
        await page.SeesAsync("Disabled. Every secret");
        await Eventually.TrueAsync(async () => (await app.Http.GetAsync("/v4/me", token)).Code == 401, TimeSpan.FromSeconds(2), "the token lives on");
        await page.GetByRole(AriaRole.Link, new() { Name = "Enable again" }).ClickAsync();
        await page.PressAsync("Enable again");
        await page.SeesAsync("Enabled again.");
        await page.GetByRole(AriaRole.Link, new() { Name = "Delete" }).ClickAsync();
        await page.SeesAsync("cannot be restored");
        if (javaScript) await look.AtAsync("admin, delete service account");
        await page.GetByLabel("To confirm, type").FillAsync("Dailies bot");
        await page.PressAsync("Delete service account");
        await page.SeesAsync("Deleted.");
        if (javaScript) await look.AtAsync("admin, no service accounts");
        Assert.Empty(look.Complaints);
    }

    [Theory]
    [InlineData("de", "Dienstkonten")]
    [InlineData("fr", "Comptes de service")]
    [InlineData("ja", "サービスアカウント")]
    public async Task is_there_in_every_language(string language, string title)
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { RealClock = true });
        await using var context = await chromium.NewAsync(app, ColorScheme.Dark, 1280);
        var page = await context.NewPageAsync();
        var look = new Look(page, ColorScheme.Dark, 1280);
        await page.SignInAtAsync("/signin");
        await page.GotoAsync($"/admin/service-accounts?ui_locales={language}");
        Assert.Equal(title, await page.Locator("h1").InnerTextAsync());
        await look.AtAsync($"admin, service accounts, {language}");
        await page.Locator("tbody a").First.ClickAsync();
        var one = page.Url.Split('?')[0];
        foreach (var below in (string[])["", "/edit", "/disable", "/delete"])
        {
            await page.GotoAsync($"{one}{below}?ui_locales={language}");
            Assert.Equal(language, await page.Locator("html").GetAttributeAsync("lang"));
            await look.AtAsync($"admin, service account{below.Replace('/', ' ')}, {language}");
        }

        Assert.Empty(look.Complaints);
    }
}
