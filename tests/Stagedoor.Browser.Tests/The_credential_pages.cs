using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Stagedoor.Server.Clients;

namespace Stagedoor.Browser.Tests;

/// <summary>A credential of each kind, from "Add API" to its end; in light and dark, on a phone and on a desk.</summary>
[OnStore(StoreKind.Sqlite), Spec("WCAG 2.2", "AA")]
public class The_credential_pages(AppFixture apps, Chromium chromium) : IClassFixture<AppFixture>, IClassFixture<Chromium>
{
    [Theory]
    [InlineData(ColorScheme.Light, 360)]
    [InlineData(ColorScheme.Dark, 1280)]
    public async Task can_be_read_and_used_by_everyone(ColorScheme scheme, int width)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        await using var context = await chromium.NewAsync(app, scheme, width);
        var page = await context.NewPageAsync();
        var looks = new Look(page, scheme, width);
        await page.SignInAtAsync("/signin?return=/developer/new");
        await page.GetByLabel("Name").FillAsync($"Every kind {scheme} {width}");
        await page.PressAsync("Create");
        var project = new Uri(page.Url).AbsolutePath;
        await page.GetByRole(AriaRole.Link, new() { Name = "Add API" }).ClickAsync();
        await looks.AtAsync("developer, which API");
        await page.GetByRole(AriaRole.Link, new() { Name = "Frame.io API" }).ClickAsync();
        await looks.AtAsync("developer, which kind");
        foreach (var (kind, uri) in new[] { ("web_app", "https://board.example/callback"), ("single_page_app", "https://page.example/"), ("native_app", "http://127.0.0.1/callback"), ("server_to_server", null) })
        {
            await page.GotoAsync($"{project}/add?api=frameio&kind={kind}");
            await looks.AtAsync($"developer, add {kind}");
            await page.GetByLabel("Name").FillAsync($"A {kind}");
            if (uri is not null) await page.GetByLabel("Redirect URI").FillAsync(uri);
            await page.PressAsync("Add");
            await page.SeesAsync("Added.");
            foreach (var sample in await page.Locator("summary").AllAsync())
            {
                if (await sample.EvaluateAsync<bool>("summary => !summary.parentElement.open")) await sample.ClickAsync();
            }

            await looks.AtAsync($"developer, a {kind}");
            var credential = new Uri(page.Url).AbsolutePath;
            await page.GetByRole(AriaRole.Link, new() { Name = "Settings" }).ClickAsync();
            await looks.AtAsync($"developer, settings of a {kind}");
            await page.GotoAsync(credential + "/revoke");
            await looks.AtAsync($"developer, revoke a {kind}");
            await page.GetByLabel("To confirm, type").FillAsync($"A {kind}");
            await page.Locator("main button[type=submit]").ClickAsync();
            await looks.AtAsync($"developer, a revoked {kind}");
            await page.GotoAsync(credential + "/delete");
            await looks.AtAsync($"developer, delete a {kind}");
            await page.GetByLabel("To confirm, type").FillAsync($"A {kind}");
            await page.Locator("main button[type=submit]").ClickAsync();
            await page.SeesAsync("eleted");
        }

        Assert.Empty(looks.Complaints);
    }

    [Theory]
    [InlineData(ColorScheme.Light, 360)]
    [InlineData(ColorScheme.Dark, 1280)]
    public async Task say_what_became_of_the_last_notice_of_a_sign_out(ColorScheme scheme, int width)
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { Store = StoreKind.Sqlite, RealClock = true });
        await using var context = await chromium.NewAsync(app, scheme, width);
        var page = await context.NewPageAsync();
        var looks = new Look(page, scheme, width);
        var clients = app.Services.GetRequiredService<IClientStore>();
        var board = (await clients.FindAsync(Seed.ReviewBoard.Id, TestContext.Current.CancellationToken))!;
        Assert.True(await clients.ChangeAsync(board.ClientId, board.Name, board.Settings with { BackchannelLogoutUri = "http://localhost:7443/backchannel-logout" }, TestContext.Current.CancellationToken));
        using var lost = app.NewBrowser();
        await app.SignInAsync(Seed.ReviewBoard, lost, Seed.Ben, Seed.BenPassword);
        await lost.PressAsync(await lost.GoAsync("/signout"), "Sign out");
        await page.SignInAtAsync("/signin?return=" + Uri.EscapeDataString($"/developer/projects/{board.ProjectId}/credentials/{board.ClientId}"));
        for (var tries = 0; tries < 20 && !(await page.ContentAsync()).Contains("tried 1 time(s)", StringComparison.Ordinal); tries++)
        {
            await Task.Delay(300, TestContext.Current.CancellationToken);
            await page.ReloadAsync();
        }

        await page.SeesAsync("tried 1 time(s)");
        await looks.AtAsync("developer, a notice of a sign-out");
        Assert.Empty(looks.Complaints);
    }
}
