using System.Text.Json;

namespace Stagedoor.Host.Tests;

/// <summary><c>docs/how-to/delegation.md</c>, done as it stands there: by curl, with a person at a browser in between.</summary>
public sealed class The_how_to_of_delegation : IDisposable
{
    private readonly TempFolder folder = new();

    [Fact, Spec("RFC 8693", "2")]
    public async Task works_line_by_line()
    {
        var blocks = await Guide.BlocksAsync("docs/how-to/delegation.md");
        await using var host = await HostProcess.ServeAsync("--urls", "http://127.0.0.1:0", "--data", folder["d"], "--seed", TestKit.Seed.Path);
        var settings = new Dictionary<string, string?>
        {
            ["STAGEDOOR"] = host.Address.OriginalString.TrimEnd('/'),
            ["APP_ID"] = TestKit.Seed.ReviewBoard.Id,
            ["APP_SECRET"] = TestKit.Seed.ReviewBoard.Secret,
            ["BOT_ID"] = TestKit.Seed.DailiesBot.Id,
            ["BOT_SECRET"] = TestKit.Seed.DailiesBot.Secret,
        };
        var begun = (await Guide.RunAsync(blocks[0] + "\necho $VERIFIER", folder.Path, settings)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        using var browser = new Browser(host.Address);
        var page = await browser.SignInAndAllowAsync(begun[0], TestKit.Seed.Ada, TestKit.Seed.AdaPassword);
        settings["VERIFIER"] = begun[1];
        settings["CODE"] = page.Callback["code"];
        var said = (await Guide.RunAsync(string.Join("\necho\n", blocks[1..]), folder.Path, settings)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var me = JsonDocument.Parse(said[0]).RootElement.GetProperty("data");
        Assert.Equal(("Service Account User for Ada Field", TestKit.Seed.Ada), (me.GetProperty("name").GetString(), me.GetProperty("email").GetString()));
        var seen = JsonDocument.Parse(said[1]).RootElement;
        Assert.True(seen.GetProperty("active").GetBoolean());
        Assert.EndsWith("@techacct.adobe.com", seen.GetProperty("act").GetProperty("sub").GetString(), StringComparison.Ordinal);
        Assert.EndsWith("@AdobeID", seen.GetProperty("sub").GetString(), StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();
}
