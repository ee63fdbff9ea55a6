using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace Stagedoor.Clients.Tests;

/// <summary>npm oidc-client-ts as a single page app in Chromium: redirect, CORS, refresh, revocation, all from the page's own origin.</summary>
[Slow, OnStore(StoreKind.Sqlite)]
public class Oidc_client_ts(RealClockFixture apps) : IClassFixture<RealClockFixture>
{
    [Fact, Spec("OAuth for browser-based apps", "6.3")]
    public async Task signs_in_calls_the_api_refreshes_and_revokes_from_the_page()
    {
        var chromium = Needs.Chromium();
        await Driver.InstallNodeAsync();
        var app = await apps.OnAsync(StoreKind.Sqlite);
        await using var site = await ServeAsync(app);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
        var page = await browser.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) => { if (message.Type == "error") complaints.Add(message.Text); };
        page.SetDefaultTimeout(20_000);

        await page.GotoAsync(site.Urls.First() + "/spa");
        await page.ClickAsync("#sign-in");
        await page.GetByLabel("Email address").FillAsync(Seed.Ada);
        await page.GetByLabel("Password").FillAsync(Seed.AdaPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Allow access" }).ClickAsync();

        var user = await ShownAsync(page, "email", complaints);
        Assert.Equal(Seed.Ada, user.At("email"));
        Assert.Equal("true", user.At("refresh"));

        await page.ClickAsync("#call");
        var me = await ShownAsync(page, "status", complaints);
        Assert.Equal("200", me.At("status"));
        Assert.Equal(Seed.Ada, me.At("body.data.email"));

        await page.ClickAsync("#refresh");
        var refreshed = await ShownAsync(page, "email", complaints);
        Assert.NotEqual(user.At("token"), refreshed.At("token"));

        await page.ClickAsync("#sign-out");
        var gone = await ShownAsync(page, "revoked", complaints);
        Assert.Equal("401", gone.At("status"));
        Versions.Saw("chromium", browser.Version);
        Versions.Saw("oidc-client-ts", Driver.NodeVersion("oidc-client-ts"));
    }

    private static async Task<JsonElement> ShownAsync(IPage page, string member, List<string> complaints)
    {
        try
        {
            await page.WaitForFunctionAsync("member => { const text = document.getElementById('out')?.textContent; return text && (member in JSON.parse(text) || 'problem' in JSON.parse(text)) }", member);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"nothing shown at {page.Url}: {await page.ContentAsync()} {string.Join(' ', complaints)}");
        }

        var shown = JsonDocument.Parse((await page.TextContentAsync("#out"))!).RootElement;
        Assert.False(shown.TryGetProperty("problem", out _), $"{shown} {string.Join(' ', complaints)}");
        return shown;
    }

    private static async Task<WebApplication> ServeAsync(StagedoorApp app)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        var site = builder.Build();
        site.MapGet("/spa", () => Results.File(Path.Combine(Driver.Folder, "page", "spa.html"), "text/html; charset=utf-8"));
        site.MapGet("/app.js", () => Results.File(Path.Combine(Driver.Folder, "page", "app.js"), "text/javascript"));
        site.MapGet("/oidc-client-ts.min.js", () => Results.File(Path.Combine(Driver.Folder, "node/node_modules/oidc-client-ts/dist/browser/oidc-client-ts.min.js"), "text/javascript"));
        site.MapGet("/settings.json", () => Results.Json(new { issuer = app.Issuer, clientId = Seed.ReviewPage.Id, scope = Seed.ReviewPage.Scope }));
        await site.StartAsync();
        return site;
    }
}
