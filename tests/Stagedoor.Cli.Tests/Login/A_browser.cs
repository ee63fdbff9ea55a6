using Microsoft.Playwright;
using Stagedoor.Cli.Tests.Terminal;

namespace Stagedoor.Cli.Tests.Login;

/// <summary>Chromium, opened by the command itself: the person signs in there, and the terminal goes on.</summary>
[OnStore(StoreKind.Sqlite)]
public sealed class A_browser(Studio studio) : IDisposable
{
    private readonly Desk desk = new();

    public void Dispose() => desk.Dispose();

    [Fact]
    public async Task signs_the_person_in_at_the_terminal()
    {
        var chromium = Needs.Chromium();
        var app = await studio.AppAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-dev-shm-usage"] });
        using var terminal = Typist.InTerminal(desk, $"stagedoor login --issuer {app.Issuer} --client-id {Seed.DesktopIngest.Id} && stagedoor whoami");
        var page = await browser.NewPageAsync();
        await page.GotoAsync(await terminal.OpenedAsync());
        await page.GetByLabel("Email address").FillAsync(Seed.Ada);
        await page.GetByLabel("Password").FillAsync(Seed.AdaPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Allow access" }).ClickAsync();
        await page.GetByText("You are signed in. You can close this window").WaitForAsync();
        Assert.Equal(0, await terminal.EndAsync());
        Assert.Contains($"\e[32mSigned in\e[0m as \e[1mAda Field <{Seed.Ada}>\e[0m at {app.Issuer}", terminal.Shown, StringComparison.Ordinal);
        Assert.Contains("Northlight Pictures", terminal.Shown, StringComparison.Ordinal);
    }
}
