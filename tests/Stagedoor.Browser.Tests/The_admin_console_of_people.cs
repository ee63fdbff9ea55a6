using Microsoft.Playwright;

namespace Stagedoor.Browser.Tests;

/// <summary>The Admin Console's pages of people, walked through; in light and dark, on a phone and on a desk, with and without a script.</summary>
[OnStore(StoreKind.Sqlite), Spec("WCAG 2.2", "AA")]
public class The_admin_console_of_people(Chromium chromium) : IClassFixture<Chromium>
{
    [Theory]
    [InlineData(ColorScheme.Light, 360, true)]
    [InlineData(ColorScheme.Dark, 1280, true)]
    [InlineData(ColorScheme.Light, 1920, false)]
    public async Task can_be_read_and_used_by_everyone(ColorScheme scheme, int width, bool javaScript)
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { RealClock = true });
        await using var context = await chromium.NewAsync(app, scheme, width, javaScript);
        var page = await context.NewPageAsync();
        var look = new Look(page, scheme, width);
        await page.SignInAtAsync("/signin?return=/admin");
        await page.SeesAsync("Ben Okafor");
        if (javaScript) await look.AtAsync("admin, people");
        await page.GetByRole(AriaRole.Link, new() { Name = "Invite a person" }).ClickAsync();
        if (javaScript) await look.AtAsync("admin, invite");
        await page.GetByLabel("Email address").FillAsync("cleo@northlight.example");
        await page.GetByLabel("Developer", new() { Exact = false }).CheckAsync();
        await page.PressAsync("Send invitation");
        await page.SeesAsync("The invitation is on its way.");
        if (javaScript) await look.AtAsync("admin, invitations");
        await page.GetByRole(AriaRole.Button, new() { Name = "Withdraw the invitation of cleo@northlight.example" }).ClickAsync();
        await page.SeesAsync("No invitation is open");
        await page.GotoAsync("/admin/people?text=ben");
        await page.GetByRole(AriaRole.Link, new() { Name = "Ben Okafor" }).ClickAsync();
        if (javaScript) await look.AtAsync("admin, person");
        foreach (var (link, name) in new[] { ("Sessions", "sessions"), ("Sign-in history", "sign-ins") })
        {
            await page.GetByRole(AriaRole.Link, new() { Name = link }).ClickAsync();
            if (javaScript) await look.AtAsync("admin, person, " + name);
            await page.GoBackAsync();
        }

        await page.GetByRole(AriaRole.Link, new() { Name = "Change roles" }).ClickAsync();
        if (javaScript) await look.AtAsync("admin, roles");
        await page.GetByLabel("Developer", new() { Exact = false }).CheckAsync();
        await page.PressAsync("Save");
        await page.SeesAsync("Developer, Member");
        await page.GetByRole(AriaRole.Link, new() { Name = "Begin a recovery" }).ClickAsync();
        if (javaScript) await look.AtAsync("admin, recovery");
        await page.PressAsync("Send the link");
        await page.SeesAsync("on its way to the person");
        await page.GetByRole(AriaRole.Link, new() { Name = "Deactivate" }).ClickAsync();
        if (javaScript) await look.AtAsync("admin, deactivate");
        await page.GetByLabel("To confirm, type").FillAsync("Ben Okafor");
        await page.PressAsync("Deactivate person");
        await page.SeesAsync("is dead.");
        await page.GetByRole(AriaRole.Link, new() { Name = "Reactivate" }).ClickAsync();
        if (javaScript) await look.AtAsync("admin, reactivate");
        await page.PressAsync("Reactivate");
        await page.SeesAsync("can sign in again");
        await page.GotoAsync("/admin/people?text=ada");
        await page.GetByRole(AriaRole.Link, new() { Name = "Ada Field" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Sessions" }).ClickAsync();
        if (javaScript) await look.AtAsync("admin, person, own sessions");
        await page.GotoAsync("/admin/people?text=nobody");
        await page.SeesAsync("Nobody is like that");
        await page.GetByRole(AriaRole.Link, new() { Name = "API credentials" }).ClickAsync();
        await page.SeesAsync("Dailies bot");
        if (javaScript) await look.AtAsync("admin, credentials");
        Assert.Empty(look.Complaints);
    }
}
