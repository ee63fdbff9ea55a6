using Microsoft.Playwright;

namespace Stagedoor.Browser.Tests;

/// <summary>A second secret beside the first, and the first deleted; in light and dark, on a phone and on a desk.</summary>
[OnStore(StoreKind.Sqlite), Spec("WCAG 2.2", "AA")]
public class The_rotation_of_a_secret(AppFixture apps, Chromium chromium) : IClassFixture<AppFixture>, IClassFixture<Chromium>
{
    [Theory]
    [InlineData(ColorScheme.Light, 360)]
    [InlineData(ColorScheme.Dark, 1280)]
    public async Task has_pages_that_everyone_can_read(ColorScheme scheme, int width)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        await using var context = await chromium.NewAsync(app, scheme, width);
        var page = await context.NewPageAsync();
        var looks = new Look(page, scheme, width);
        await page.SignInAtAsync("/signin?return=/developer/new");
        await page.GetByLabel("Name").FillAsync($"Rotation {scheme} {width}");
        await page.PressAsync("Create");
        await page.GotoAsync(new Uri(page.Url).AbsolutePath + "/add?api=frameio&kind=server_to_server");
        await page.GetByLabel("Name").FillAsync("Nightly");
        await page.PressAsync("Add");
        var secrets = new Uri(page.Url).AbsolutePath + "/secrets";
        await page.GotoAsync(secrets);
        await looks.AtAsync("developer, no secret");
        foreach (var (name, days) in new[] { ("first", "30"), ("second", "365") })
        {
            await page.GotoAsync(secrets);
            await page.GetByLabel("Name of the new secret").FillAsync(name);
            await page.Locator("#days").SelectOptionAsync(days);
            await page.PressAsync("Add secret");
            await page.SeesAsync("shown this once");
        }

        await looks.AtAsync("developer, new secret");
        await page.GotoAsync(secrets);
        await page.SeesAsync("ends soon");
        await looks.AtAsync("developer, secrets");
        await page.GetByRole(AriaRole.Link, new() { Name = "Delete: first" }).ClickAsync();
        await looks.AtAsync("developer, delete secret");
        await page.GetByLabel("To confirm, type").FillAsync("first");
        await page.PressAsync("Delete secret");
        await page.SeesAsync("The secret is deleted");
        Assert.Empty(looks.Complaints);
    }
}
