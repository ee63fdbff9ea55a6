using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Stagedoor.Browser.Tests;

/// <summary>Looks at pages as they come: axe, width, the browser's own complaints, and a picture where <c>STAGEDOOR_SCREENSHOTS</c> names a folder.</summary>
internal sealed class Look
{
    private readonly IPage page;
    private readonly ColorScheme scheme;
    private readonly int width;

    public Look(IPage page, ColorScheme scheme, int width)
    {
        (this.page, this.scheme, this.width) = (page, scheme, width);
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.Contains("status of 4", StringComparison.Ordinal)) Complaints.Add(message.Text);
        };
        page.PageError += (_, problem) => Complaints.Add(problem);
    }

    public List<string> Complaints { get; } = [];

    public async Task AtAsync(string name)
    {
        await page.Locator("h1").WaitForAsync();
        if (Environment.GetEnvironmentVariable("STAGEDOOR_SCREENSHOTS") is { Length: > 0 } folder) await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{scheme}-{width}.png"), FullPage = true });
        foreach (var violation in (await page.RunAxe()).Violations) Complaints.Add($"{name}: {violation.Id}: {violation.Help}: {string.Join("; ", violation.Nodes.Select(node => node.Html))}");
        if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth") > width) Complaints.Add($"{name}: is wider than the window");
    }
}
