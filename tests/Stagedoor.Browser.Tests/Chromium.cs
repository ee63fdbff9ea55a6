using Microsoft.Playwright;

namespace Stagedoor.Browser.Tests;

/// <summary>Debian's Chromium, started once for the tests of a class.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private readonly Lazy<Task<IBrowser>> browser;
    private IPlaywright? playwright;

    public Chromium() => browser = new(StartAsync);

    /// <summary>A fresh profile. Skips the calling test where Chromium is missing.</summary>
    public async Task<IBrowserContext> NewAsync(StagedoorApp app, ColorScheme scheme = ColorScheme.Light, int width = 1280, bool javaScript = true)
    {
        Needs.Chromium();
        var context = await (await browser.Value).NewContextAsync(new() { BaseURL = app.Issuer, ColorScheme = scheme, JavaScriptEnabled = javaScript, ViewportSize = new() { Width = width, Height = 800 }, Locale = "en-GB" });
        context.SetDefaultTimeout(20_000);
        return context;
    }

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync()
    {
        if (browser.IsValueCreated && browser.Value.IsCompletedSuccessfully) await (await browser.Value).DisposeAsync();
        playwright?.Dispose();
    }

    private async Task<IBrowser> StartAsync()
    {
        playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Needs.Chromium(),
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"],
        });
    }
}
