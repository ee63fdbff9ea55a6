using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Audit.Index;

namespace Stagedoor.Browser.Tests;

/// <summary>The audit log and the charts of the Admin Console, looked at and used without a script.</summary>
[OnStore(StoreKind.Sqlite)]
public class The_audit_console(AppFixture apps, Chromium chromium) : IClassFixture<AppFixture>, IClassFixture<Chromium>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Spec("WCAG 2.2", "AA")]
    [InlineData(ColorScheme.Light, 360)]
    [InlineData(ColorScheme.Dark, 360)]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    public async Task can_be_read_and_used_by_everyone(ColorScheme scheme, int width)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        await FillAsync(app);
        await using var context = await chromium.NewAsync(app, scheme, width);
        var page = await context.NewPageAsync();
        var looks = new Look(page, scheme, width);
        await page.GotoAsync("/admin/audit");
        await page.SignInAsync(password: "wrong");
        await page.SignInAsync();
        await page.SeesAsync("Audit log");
        await IndexAsync(app);
        await page.GotoAsync("/admin/audit");
        await looks.AtAsync("audit");
        await page.GetByLabel("Result").SelectOptionAsync("refused");
        await page.PressAsync("Search");
        await page.SeesAsync("invalid_client");
        await looks.AtAsync("audit, refused");
        await page.GotoAsync("/admin/audit?who=nobody@example.com");
        await page.SeesAsync("Nothing was found");
        await looks.AtAsync("audit, none");
        await page.GotoAsync("/admin/audit?act=signin.succeeded");
        await page.GetByRole(AriaRole.Link, new() { Name = "Follow live" }).ClickAsync();
        await page.SeesAsync("refreshes every 5 seconds");
        await looks.AtAsync("audit, live");
        await page.GetByRole(AriaRole.Link, new() { Name = "Stop" }).ClickAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Export CSV" }).ClickAsync());
        Assert.Equal("audit.csv", download.SuggestedFilename);
        await page.GetByRole(AriaRole.Link, new() { Name = "Verify the chain" }).ClickAsync();
        await looks.AtAsync("verify");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("Verify") }).ClickAsync();
        await app.Services.GetRequiredService<AuditCheck>().Running;
        await page.GotoAsync("/admin/audit/verify");
        await page.SeesAsync("are what was written");
        await looks.AtAsync("verify, intact");
        await page.GotoAsync("/admin/statistics");
        await page.Locator("#tokens summary").ClickAsync();
        await looks.AtAsync("statistics");
        await page.GotoAsync("/admin/statistics?by=hour");
        await looks.AtAsync("statistics, hours");
        foreach (var language in (string[])["de", "fr", "ja"])
        {
            foreach (var path in (string[])["/admin/audit", "/admin/audit/verify", "/admin/statistics"])
            {
                await page.GotoAsync($"{path}?ui_locales={language}");
                await looks.AtAsync($"{path[7..].Replace('/', ' ')}, {language}");
            }
        }

        Assert.Empty(looks.Complaints);
    }

    private static Task IndexAsync(StagedoorApp app) => Eventually.TrueAsync(
        async () => await app.Services.GetRequiredService<IAuditIndex>().LagAsync(app.Clock.GetUtcNow().AddDays(1), Cancellation) == TimeSpan.Zero, TimeSpan.FromSeconds(20), "the audit is indexed");

    // Two weeks of an organization.
    private static async Task FillAsync(StagedoorApp app)
    {
        (await app.Http.ClientCredentialsAsync("/ims/token/v3", Seed.DailiesBot)).Ok();
        var trail = app.Services.GetRequiredService<IAuditTrail>();
        string[] reasons = ["invalid_client", "invalid_scope", "invalid_grant", "unauthorized_client"];
        for (var day = 0; day < 14; day++)
        {
            var at = app.Clock.GetUtcNow().AddDays(-day);
            var entry = new AuditEntry { At = at, Act = AuditAct.TokenIssued, OrganizationId = Seed.Organization };
            await trail.RecordAsync(entry with { ClientId = Seed.DailiesBot.Id, Count = 40 + (day * 37 % 50) }, Cancellation);
            await trail.RecordAsync(entry with { ClientId = Seed.ReviewBoard.Id, Count = 20 + (day * 23 % 30) }, Cancellation);
            await trail.RecordAsync(entry with { Act = AuditAct.TokenRefused, Result = reasons[day % 4], ClientId = Seed.DailiesBot.Id, Count = 1 + (day % 5) }, Cancellation);
            await trail.RecordAsync(entry with { Act = AuditAct.SignedIn, Count = 5 + (day % 7) }, Cancellation);
        }
    }
}
