using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Stagedoor.Server.Audit.Index;

namespace Stagedoor.Browser.Tests;

/// <summary>The activity of an account and the deliveries of a webhook, looked at and used without a script.</summary>
[OnStore(StoreKind.Sqlite)]
public class The_activity(AppFixture apps, Chromium chromium) : IClassFixture<AppFixture>, IClassFixture<Chromium>
{
    private const string Activity = "/app/accounts/" + Seed.Account + "/activity";

    [Theory, Spec("WCAG 2.2", "AA")]
    [InlineData(ColorScheme.Light, 360)]
    [InlineData(ColorScheme.Dark, 360)]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    public async Task can_be_read_and_used_by_everyone(ColorScheme scheme, int width)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var token = (await app.Http.ClientCredentialsAsync("/ims/token/v3", Seed.DailiesBot)).Ok()["access_token"]!;
        var workspace = await MakeAsync(app, token, "workspaces", $$$"""{"data":{"name":"Dailies of {{{scheme}}} {{{width}}}"}}""");
        var webhook = await MakeAsync(app, token, $"workspaces/{workspace}/webhooks", """{"data":{"name":"Call sheet","url":"https://hooks.example.com/frameio","events":["project.created"]}}""");
        await MakeAsync(app, token, $"workspaces/{workspace}/projects", """{"data":{"name":"Nine Lives"}}""");
        await using var context = await chromium.NewAsync(app, scheme, width);
        var page = await context.NewPageAsync();
        var looks = new Look(page, scheme, width);
        await page.GotoAsync(Activity);
        await page.SignInAsync();
        await Eventually.TrueAsync(
            async () => await app.Services.GetRequiredService<IAuditIndex>().LagAsync(app.Clock.GetUtcNow().AddDays(1), TestContext.Current.CancellationToken) == TimeSpan.Zero, TimeSpan.FromSeconds(20), "the audit is indexed");
        await page.GotoAsync(Activity);
        await page.SeesAsync("Project created");
        await looks.AtAsync("activity");
        await page.GetByLabel("What").SelectOptionAsync("team");
        await page.PressAsync("Show");
        await page.SeesAsync("Workspace created");
        await looks.AtAsync("activity, workspaces");
        await page.GetByRole(AriaRole.Link, new() { Name = "Service Account User" }).First.ClickAsync();
        await page.SeesAsync("Only what was done by");
        await looks.AtAsync("activity, of one");
        await page.GotoAsync(Activity + "?type=group&from=2100-01-01");
        await page.SeesAsync("Nothing was found");
        await looks.AtAsync("activity, none");
        await page.GotoAsync(Activity + "?type=webhook");
        await page.GetByRole(AriaRole.Link, new() { Name = "Call sheet" }).First.ClickAsync();
        await page.SeesAsync("Deliveries");
        await looks.AtAsync("deliveries");
        Assert.EndsWith($"/webhooks/{webhook}/deliveries", new Uri(page.Url).AbsolutePath, StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Link, new() { Name = "Webhooks", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Call sheet" }).First.WaitForAsync();
        await looks.AtAsync("webhooks");
        foreach (var language in (string[])["de", "fr", "ja"])
        {
            await page.GotoAsync($"{Activity}?ui_locales={language}");
            await looks.AtAsync($"activity, {language}");
        }

        Assert.Empty(looks.Complaints);
    }

    private static async Task<string> MakeAsync(StagedoorApp app, string token, string path, string json)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v4/accounts/{Seed.Account}/{path}") { Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", token);
        var answer = await Answer.OfAsync(await app.Http.SendAsync(request));
        Assert.True(answer.Code is 200 or 201, answer.ToString());
        return answer.Json.GetProperty("data").GetProperty("id").GetString()!;
    }
}
