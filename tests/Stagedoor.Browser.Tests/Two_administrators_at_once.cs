using Microsoft.Playwright;

namespace Stagedoor.Browser.Tests;

/// <summary>Two system administrators with the same pages open: the second learns that things changed and sees how they are now; and the back button after a deletion brings nothing back. With a script and without.</summary>
[OnStore(StoreKind.Sqlite), Spec("design", "10")]
public class Two_administrators_at_once(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Meanwhile = "Somebody else changed this meanwhile.";

    [Theory]
    [InlineData(ColorScheme.Light, 360, true)]
    [InlineData(ColorScheme.Dark, 1280, true)]
    [InlineData(ColorScheme.Light, 1280, false)]
    public async Task do_not_undo_each_other(ColorScheme scheme, int width, bool javaScript)
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { RealClock = true });
        await using var contextOfAda = await chromium.NewAsync(app, scheme, width, javaScript);
        await using var contextOfBen = await chromium.NewAsync(app, scheme, width, javaScript);
        var (ada, ben) = (await contextOfAda.NewPageAsync(), await contextOfBen.NewPageAsync());
        var look = new Look(ada, scheme, width);

        // People: Ada makes Ben an administrator, and both look at his roles.
        await ada.SignInAtAsync("/signin?return=/admin/people");
        await ada.GetByRole(AriaRole.Link, new() { Name = "Ben Okafor" }).ClickAsync();
        await ada.GetByRole(AriaRole.Link, new() { Name = "Change roles" }).ClickAsync();
        var roles = ada.Url;
        await ada.GetByLabel("System administrator", new() { Exact = false }).CheckAsync();
        await ada.PressAsync("Save");
        await ada.SeesAsync("The roles were changed.");
        await ben.SignInAtAsync("/signin?return=/admin/people", Seed.Ben, Seed.BenPassword);
        await BothAsync(roles);
        await ben.GetByLabel("Developer", new() { Exact = false }).CheckAsync();
        await ben.PressAsync("Save");
        await ben.SeesAsync("The roles were changed.");
        await ada.PressAsync("Save");
        await ada.SeesAsync(Meanwhile);
        Assert.True(await ada.GetByLabel("Developer", new() { Exact = false }).IsCheckedAsync());
        await LookAsync("admin, roles changed meanwhile");

        // Product profiles.
        await ada.GotoAsync("/admin/product-profiles");
        await ada.GetByRole(AriaRole.Link, new() { Name = "Frame.io S2S API" }).ClickAsync();
        await BothAsync(ada.Url.Split('?')[0] + "/rename");
        await RenameAsync(ben, "Nightly");
        await ben.SeesAsync("Renamed.");
        await RenameAsync(ada, "Daily");
        await ada.SeesAsync(Meanwhile);
        Assert.Equal("Nightly", await ada.GetByLabel("Name").InputValueAsync());
        await LookAsync("admin, product profile renamed meanwhile");
        await RenameAsync(ada, "Daily");
        await ada.SeesAsync("Renamed.");

        // Credentials: revoked by one while the other is about to delete it.
        await ada.GotoAsync("/admin/credentials");
        await ada.GetByRole(AriaRole.Link, new() { Name = "Dailies bot" }).ClickAsync();
        var credential = ada.Url.Split('?')[0];
        await ada.GotoAsync(credential + "/delete");
        await ben.GotoAsync(credential + "/revoke");
        await ConfirmAsync(ben, "Revoke credential");
        await ConfirmAsync(ada, "Delete credential");
        await ada.SeesAsync(Meanwhile);
        await LookAsync("credential changed meanwhile");
        await ada.GotoAsync(credential + "/delete");
        await ConfirmAsync(ada, "Delete credential");
        await ada.GoBackAsync();
        Assert.Equal(0, await ada.GetByLabel("To confirm, type").CountAsync());
        await LookAsync("credential, back after deletion");
        Assert.Equal(404, (await ben.GotoAsync(credential))!.Status);
        Assert.Empty(look.Complaints);

        async Task BothAsync(string url)
        {
            await ada.GotoAsync(url);
            await ben.GotoAsync(url);
        }

        // axe is a script itself.
        async Task LookAsync(string name)
        {
            if (javaScript) await look.AtAsync(name);
        }
    }

    private static async Task RenameAsync(IPage page, string name)
    {
        await page.GetByLabel("Name").FillAsync(name);
        await page.PressAsync("Save");
    }

    private static async Task ConfirmAsync(IPage page, string button)
    {
        if (await page.GetByLabel("To confirm, type").CountAsync() > 0) await page.GetByLabel("To confirm, type").FillAsync("Dailies bot");
        await page.PressAsync(button);
    }
}
