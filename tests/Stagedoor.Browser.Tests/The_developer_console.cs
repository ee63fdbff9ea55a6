using Microsoft.Playwright;

namespace Stagedoor.Browser.Tests;

/// <summary>The Developer Console, walked through from an empty list; in light and dark, on a phone and on a desk.</summary>
[OnStore(StoreKind.Sqlite), Spec("WCAG 2.2", "AA")]
public class The_developer_console(AppFixture apps, Chromium chromium) : IClassFixture<AppFixture>, IClassFixture<Chromium>
{
    [Theory]
    [InlineData(ColorScheme.Light, 360)]
    [InlineData(ColorScheme.Dark, 1280)]
    public async Task can_be_read_and_used_by_everyone(ColorScheme scheme, int width)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        await using var context = await chromium.NewAsync(app, scheme, width, javaScript: false);
        var page = await context.NewPageAsync();
        await page.SignInAtAsync("/signin?return=/developer");
        await page.GetByRole(AriaRole.Link, new() { Name = "Create project" }).ClickAsync();
        await page.GetByLabel("Name").FillAsync($"Ingest {scheme} {width}");
        await page.PressAsync("Create");
        await page.SeesAsync("Created. Next");
        await page.GetByRole(AriaRole.Link, new() { Name = "Rename" }).ClickAsync();
        await page.GetByLabel("Name").FillAsync($"Dailies {scheme} {width}");
        await page.PressAsync("Save");
        await page.SeesAsync("Renamed.");
        await page.GoBackAsync();
        Assert.Equal($"Dailies {scheme} {width}", await page.GetByLabel("Name").InputValueAsync());
        await page.GetByRole(AriaRole.Link, new() { Name = "Cancel" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Delete" }).ClickAsync();
        await page.GetByLabel("To confirm, type").FillAsync($"Dailies {scheme} {width}");
        await page.PressAsync("Delete project");
        await page.SeesAsync("Deleted.");
    }

    [Theory]
    [InlineData(ColorScheme.Light, 360)]
    [InlineData(ColorScheme.Dark, 360)]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1920)]
    public async Task has_pages_that_everyone_can_read(ColorScheme scheme, int width)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        await using var context = await chromium.NewAsync(app, scheme, width);
        var page = await context.NewPageAsync();
        var looks = new Look(page, scheme, width);
        await page.SignInAtAsync("/signin");
        await page.GotoAsync("/developer");
        await looks.AtAsync("developer");
        await page.GotoAsync("/developer/new");
        await looks.AtAsync("developer, new project");
        await page.GetByLabel("Name").FillAsync($"A project with a rather long name that has to be wrapped somewhere, {scheme} {width}");
        await page.PressAsync("Create");
        await looks.AtAsync("developer, project");
        await page.GetByRole(AriaRole.Link, new() { Name = "Delete" }).ClickAsync();
        await looks.AtAsync("developer, delete project");
        Assert.Empty(looks.Complaints);
    }
}
