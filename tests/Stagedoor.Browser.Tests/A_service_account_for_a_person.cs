using Microsoft.Playwright;

namespace Stagedoor.Browser.Tests;

/// <summary>A person lets a service account act, sees that it may, and takes it back.</summary>
[OnStore(StoreKind.Sqlite), Spec("design", "6")]
public class A_service_account_for_a_person(AppFixture apps, Chromium chromium) : IClassFixture<AppFixture>, IClassFixture<Chromium>
{
    [Theory, Spec("WCAG 2.2", "AA")]
    [InlineData(ColorScheme.Light, 360)]
    [InlineData(ColorScheme.Dark, 1280)]
    public async Task is_allowed_by_name_and_disconnected(ColorScheme scheme, int width)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        await using var application = await Application.StartAsync();
        await using var context = await chromium.NewAsync(app, scheme, width);
        var page = await context.NewPageAsync();
        var looks = new Look(page, scheme, width);
        await page.GotoAsync(application.Request(("audience", Seed.DailiesBot.Id)));
        await page.SignInAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Service Account User may act for you" }).WaitForAsync();
        await page.SeesAsync("“Service Account User for Ada Field”");
        await looks.AtAsync("consent, service account");
        await page.PressAsync("Allow access");
        await page.CallbackAsync(application);
        await page.GotoAsync("/profile/applications");
        await page.SeesAsync("Service account");
        await page.GetByText("What it may do").First.ClickAsync();
        await looks.AtAsync("applications, service account");
        await page.GetByRole(AriaRole.Button, new() { Name = "Disconnect Service Account User" }).ClickAsync();
        await page.SeesAsync("Disconnected.");
        Assert.Equal(0, await page.GetByText("Service account", new() { Exact = true }).CountAsync());
        await page.GotoAsync(application.Request(("audience", Seed.DailiesBot.Id), ("prompt", null)));
        await page.GetByRole(AriaRole.Heading, new() { Name = "Service Account User may act for you" }).WaitForAsync();
        Assert.Empty(looks.Complaints);
    }
}
