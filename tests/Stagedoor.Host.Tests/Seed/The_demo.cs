using System.Diagnostics;

namespace Stagedoor.Host.Tests.Seed;

/// <summary>What a start alone shows (design §11).</summary>
public sealed class The_demo : IDisposable
{
    private readonly TempFolder folder = new();

    [Fact]
    public async Task is_made_once_and_its_printed_line_makes_the_first_call()
    {
        string first;
        await using (var host = await HostProcess.ServeAsync("--urls", "http://127.0.0.1:0", "--data", folder["d"]))
        {
            first = host.Lines.Single(line => line.StartsWith("curl ", StringComparison.Ordinal));
            Assert.Contains("\"name\":\"Service Account User\"", await ShellAsync(first), StringComparison.Ordinal);
            Assert.Contains(host.Lines, line => line.Contains("ada@northlight.example", StringComparison.Ordinal));
            await host.StopAsync();
        }

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder["d/demo.json"]));
        await using var again = await HostProcess.ServeAsync("--urls", "http://127.0.0.1:0", "--data", folder["d"]);
        var second = again.Lines.Single(line => line.StartsWith("curl ", StringComparison.Ordinal));
        Assert.Equal(Secret(first), Secret(second));
        Assert.Contains("\"name\":\"Service Account User\"", await ShellAsync(second), StringComparison.Ordinal);
    }

    [Fact]
    public async Task is_refused_where_others_can_reach_it_and_left_out_of_an_installation_that_begins_there()
    {
        await using (var app = StagedoorHost.Build(["--urls=http://127.0.0.1:0", $"--data={folder["d"]}"]))
        {
            await app.StartAsync();
            await app.StopAsync();
        }

        Assert.StartsWith($"The data folder {folder["d"]} holds the demo", Refused.ByBuilding("--urls=http://127.0.0.1:0", "--Stagedoor:Issuer=https://id.example", $"--data={folder["d"]}"), StringComparison.Ordinal);
        await using var open = StagedoorHost.Build(["--urls=http://127.0.0.1:0", "--Stagedoor:Issuer=https://id.example", $"--data={folder["e"]}"]);
        await open.StartAsync();
        Assert.False(File.Exists(folder["e/demo.json"]));
        await open.StopAsync();
    }

    public void Dispose() => folder.Dispose();

    private static string Secret(string line) => line.Split("client_secret=")[1].Split(' ')[0];

    private static async Task<string> ShellAsync(string line)
    {
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", line]) { RedirectStandardOutput = true })!;
        return await shell.StandardOutput.ReadToEndAsync();
    }
}
