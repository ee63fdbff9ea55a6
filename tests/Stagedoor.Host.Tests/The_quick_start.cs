using System.Diagnostics;
using System.Text.Json;

namespace Stagedoor.Host.Tests;

/// <summary>The README's quick start, done as it stands there, in a copy of the repository.</summary>
public sealed class The_quick_start : IDisposable
{
    private const string UsualAddress = "http://localhost:5180";

    private readonly TempFolder folder = new();

    [Fact, Slow]
    public async Task of_the_readme_works()
    {
        var blocks = await Guide.BlocksAsync("README.md");
        await Guide.RunAsync($"git -C '{Guide.Root}' ls-files -z | (cd '{Guide.Root}' && xargs -0 cp --parents -t '{folder.Path}')", Guide.Root);
        var begun = Stopwatch.StartNew();
        using var run = Guide.Start(blocks[0], folder.Path, new() { ["STAGEDOOR__URLS"] = "http://127.0.0.1:0" });
        try
        {
            var lines = new List<string>();
            using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
            while (await run.StandardOutput.ReadLineAsync(limit.Token) is { } line && !line.Contains("Ctrl+C", StringComparison.Ordinal)) lines.Add(line);
            var call = lines.Single(line => line.StartsWith("curl ", StringComparison.Ordinal));
            Assert.Contains("\"name\":\"Service Account User\"", await Guide.RunAsync(call, folder.Path), StringComparison.Ordinal);
            TestContext.Current.TestOutputHelper?.WriteLine($"from a clean copy to the first call: {begun.Elapsed.TotalSeconds:0.0} s");

            var issuer = call.Split(' ')[2].Replace("/v4/me", "", StringComparison.Ordinal);
            using var demo = JsonDocument.Parse(await File.ReadAllTextAsync(folder[".data/demo.json"]));
            var bot = demo.RootElement.GetProperty("organizations")[0].GetProperty("projects")[0].GetProperty("credentials")[0];
            var steps = blocks[1].Replace(UsualAddress, issuer, StringComparison.Ordinal).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            var token = await Guide.RunAsync(steps[0], folder.Path, new() { ["CLIENT_ID"] = bot.GetProperty("client_id").GetString(), ["CLIENT_SECRET"] = bot.GetProperty("client_secrets")[0].GetProperty("value").GetString() });
            using var answer = JsonDocument.Parse(token);
            Assert.Contains("\"name\":\"Service Account User\"", await Guide.RunAsync(steps[1], folder.Path, new() { ["ACCESS_TOKEN"] = answer.RootElement.GetProperty("access_token").GetString() }), StringComparison.Ordinal);
        }
        finally
        {
            run.Kill(entireProcessTree: true);
            await run.WaitForExitAsync();
        }
    }

    public void Dispose() => folder.Dispose();
}
