namespace Stagedoor.Host.Tests;

/// <summary><c>docs/how-to/backup-and-restore.md</c>, done as it stands there, on SQLite.</summary>
public sealed class The_backup_guide : IDisposable
{
    private readonly TempFolder folder = new();

    [Fact]
    public async Task brings_back_what_was_and_nothing_that_was_open()
    {
        var blocks = await Guide.BlocksAsync("docs/how-to/backup-and-restore.md");
        var data = folder["data"];
        string token, after;
        await using (var host = await HostProcess.ServeAsync("--urls", "http://127.0.0.1:0", "--data", data, "--seed", TestKit.Seed.Path))
        {
            using var http = HttpTo(host);
            token = await TokenAsync(http);
            await RunAsync(blocks[0], data);
            Assert.True(File.Exists(folder["backups/today/stagedoor.db"]), "the first block makes no backup");
            after = await TokenAsync(http);
            Assert.Equal(0, await host.StopAsync());
        }

        await RunAsync(blocks[1], data);
        await using var restored = await HostProcess.ServeAsync("--urls", "http://127.0.0.1:0", "--data", data);
        using var there = HttpTo(restored);
        Assert.Equal(401, (await there.GetAsync("/v4/me", token)).Code);
        Assert.Equal(401, (await there.GetAsync("/v4/me", after)).Code);
        (await there.GetAsync("/v4/me", await TokenAsync(there))).Ok();
    }

    public void Dispose() => folder.Dispose();

    // The guide's folders become this test's, and the installed program the built one.
    private async Task RunAsync(string block, string data)
    {
        Directory.CreateDirectory(folder["backups"]);
        var lines = block.Replace("/var/lib/stagedoor", data, StringComparison.Ordinal).Replace("/backups", folder["backups"], StringComparison.Ordinal);
        var said = await Guide.RunAsync($"set -e\nstagedoor-host() {{ dotnet '{Path.Combine(AppContext.BaseDirectory, "stagedoor-host.dll")}' \"$@\"; }}\n{lines}\necho done", folder.Path);
        Assert.EndsWith("done", said.Trim(), StringComparison.Ordinal);
    }

    private static HttpClient HttpTo(HostProcess host) => new() { BaseAddress = new(host.Lines.Single(line => line.Contains("V4 API", StringComparison.Ordinal)).Split(' ')[^1].Replace("/v4/me", "", StringComparison.Ordinal)) };

    private static async Task<string> TokenAsync(HttpClient http) => (await http.ClientCredentialsAsync("/ims/token/v3", TestKit.Seed.DailiesBot)).Ok()["access_token"]!;
}
