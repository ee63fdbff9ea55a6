using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Stagedoor.Browser.Tests;

/// <summary>What is wrong with the pages that a test looks at: violations of WCAG that axe finds, pages wider than the window, errors in the browser's console.</summary>
public sealed class Looks
{
    private readonly IPage page;
    private readonly string name;
    private readonly int width;

    public Looks(IPage page, ColorScheme scheme, int width)
    {
        (this.page, this.width, name) = (page, width, $"{scheme}-{width}");
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.Contains("status of 4", StringComparison.Ordinal)) Complaints.Add(message.Text);
        };
        page.PageError += (_, problem) => Complaints.Add(problem);
    }

    public List<string> Complaints { get; } = [];

    /// <summary>Looks at the page that is shown now. With <c>STAGEDOOR_SCREENSHOTS</c> it is kept as a picture in that folder.</summary>
    public async Task AtAsync(string title)
    {
        await page.Locator("h1").WaitForAsync();
        if (Environment.GetEnvironmentVariable("STAGEDOOR_SCREENSHOTS") is { Length: > 0 } folder) await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{title}-{name}.png"), FullPage = true });
        foreach (var violation in (await page.RunAxe()).Violations) Complaints.Add($"{title}: {violation.Id}: {violation.Help}: {string.Join("; ", violation.Nodes.Select(node => node.Html))}");
        if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth") > width) Complaints.Add($"{title}: is wider than the window");
    }
}
