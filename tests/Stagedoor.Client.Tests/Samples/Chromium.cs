using Microsoft.Playwright;

namespace Stagedoor.Client.Tests.Samples;

/// <summary>Debian's Chromium, and what a person does in it.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private readonly Lazy<Task<IBrowser>> browser;
    private IPlaywright? playwright;

    public Chromium() => browser = new(StartAsync);

    /// <summary>A page of a fresh profile. Skips the calling test where Chromium is missing.</summary>
    public async Task<IPage> NewAsync()
    {
        Needs.Chromium();
        var page = await (await browser.Value).NewPageAsync();
        page.SetDefaultTimeout(30_000);
        return page;
    }

    public static async Task SignInAndAllowAsync(IPage page)
    {
        await page.GetByLabel("Email address").FillAsync(Seed.Ada);
        await page.GetByLabel("Password").FillAsync(Seed.AdaPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Allow access" }).ClickAsync();
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
        return await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Needs.Chromium(), Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"] });
    }
}
