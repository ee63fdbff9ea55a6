using Microsoft.Playwright;

namespace Stagedoor.Browser.Tests;

/// <summary>The Admin Console's pages of product profiles, walked through; in light and dark, on a phone and on a desk, with a script and without.</summary>
[OnStore(StoreKind.Sqlite), Spec("WCAG 2.2", "AA")]
public class The_admin_console_of_product_profiles(Chromium chromium) : IClassFixture<Chromium>
{
    [Theory]
    [InlineData(ColorScheme.Light, 360, true)]
    [InlineData(ColorScheme.Dark, 1280, true)]
    [InlineData(ColorScheme.Light, 1280, false)]
    public async Task can_be_read_and_used_by_everyone(ColorScheme scheme, int width, bool javaScript)
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { RealClock = true });
        var token = (await app.Http.ClientCredentialsAsync("/ims/token/v3", Seed.DailiesBot)).Ok()["access_token"];
        await using var context = await chromium.NewAsync(app, scheme, width, javaScript);
        var page = await context.NewPageAsync();
        var look = new Look(page, scheme, width);
        await page.SignInAtAsync("/signin?return=/admin/product-profiles");
        await page.SeesAsync("Frame.io S2S API");
        await LookAsync("admin, product profiles");
        await page.GetByRole(AriaRole.Link, new() { Name = "Create a product profile" }).ClickAsync();
        await page.GetByLabel("Name").FillAsync("Frame.io S2S API");
        await page.PressAsync("Create");
        await page.SeesAsync("has a product profile by that name");
        await LookAsync("admin, product profile, name refused");
        await page.GetByLabel("Name").FillAsync("Nightly jobs");
        await page.PressAsync("Create");
        await page.SeesAsync("No credential has it yet.");
        await LookAsync("admin, product profile, new");
        await page.GetByRole(AriaRole.Link, new() { Name = "Assign to a credential" }).ClickAsync();
        await LookAsync("admin, product profile, assign");
        await page.GetByLabel("Client id").FillAsync(Seed.DailiesBot.Id);
        await page.PressAsync("Assign to a credential");
        await page.SeesAsync("Assigned.");
        await page.GetByRole(AriaRole.Link, new() { Name = "Give to a person" }).ClickAsync();
        await LookAsync("admin, product profile, give");
        await page.GetByLabel("Email address").FillAsync(Seed.Ben);
        await page.PressAsync("Give to a person");
        await page.SeesAsync("The person has the product.");
        await LookAsync("admin, product profile");
        await page.GetByRole(AriaRole.Link, new() { Name = "Take away" }).ClickAsync();
        await LookAsync("admin, product profile, take");
        await page.PressAsync("Take away");
        await page.SeesAsync("has the product no more");

        // The other one away: nothing stops. The back button shows that it is gone. This one too: everything stops.
        await page.GotoAsync("/admin/product-profiles");
        await page.GetByRole(AriaRole.Link, new() { Name = "Frame.io S2S API" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Delete" }).ClickAsync();
        await page.SeesAsync("no other profile opens the API to: 0.");
        await LookAsync("admin, product profile, delete");
        await page.GetByLabel("To confirm, type").FillAsync("Frame.io S2S API");
        await page.PressAsync("Delete product profile");
        await page.SeesAsync("Deleted.");
        Assert.Equal(200, await WorkspacesAsync());
        await page.GoBackAsync();
        Assert.Equal(0, await page.GetByLabel("To confirm, type").CountAsync());
        await LookAsync("admin, product profile, back after deletion");
        await page.GotoAsync("/admin/product-profiles");
        await page.GetByRole(AriaRole.Link, new() { Name = "Nightly jobs" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Unassign" }).ClickAsync();
        await page.SeesAsync("its calls are refused");
        await LookAsync("admin, product profile, unassign");
        await page.GetByLabel("To confirm, type").FillAsync("Dailies bot");
        await page.PressAsync("Unassign");
        await page.SeesAsync("Unassigned.");
        Assert.Equal(403, await WorkspacesAsync());
        Assert.Empty(look.Complaints);

        // axe is a script itself.
        async Task LookAsync(string name)
        {
            if (javaScript) await look.AtAsync(name);
        }

        async Task<int> WorkspacesAsync() => (await app.Http.GetAsync($"/v4/accounts/{Seed.Account}/workspaces", token)).Code;
    }

    [Theory]
    [InlineData("de", "Produktprofile")]
    [InlineData("fr", "Profils de produit")]
    [InlineData("ja", "製品プロファイル")]
    public async Task is_there_in_every_language(string language, string title)
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { RealClock = true });
        await using var context = await chromium.NewAsync(app, ColorScheme.Dark, 360);
        var page = await context.NewPageAsync();
        var look = new Look(page, ColorScheme.Dark, 360);
        await page.SignInAtAsync("/signin");
        await page.GotoAsync($"/admin/product-profiles?ui_locales={language}");
        Assert.Equal(title, await page.Locator("h1").InnerTextAsync());
        await page.Locator("tbody a").First.ClickAsync();
        var one = page.Url.Split('?')[0];
        foreach (var below in (string[])["", "/rename", "/delete", "/assign", "/give", $"/credentials/{Seed.DailiesBot.Id}/unassign"])
        {
            await page.GotoAsync($"{one}{below}?ui_locales={language}");
            Assert.Equal(language, await page.Locator("html").GetAttributeAsync("lang"));
            await look.AtAsync($"admin, product profile{(below.Length == 0 ? "" : " " + below.Split('/')[^1])}, {language}");
        }

        Assert.Empty(look.Complaints);
    }
}
