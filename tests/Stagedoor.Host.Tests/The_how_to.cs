namespace Stagedoor.Host.Tests;

/// <summary>The pages that tell an operator what to do, done as they stand there.</summary>
public sealed class The_how_to : IDisposable
{
    private readonly TempFolder folder = new();

    [Fact]
    public async Task of_backup_and_restore_works()
    {
        var blocks = await Guide.BlocksAsync("docs/how-to/backup-and-restore.md");
        string backedUp, later;
        await using (var host = await HostProcess.ServeAsync("--urls", "http://127.0.0.1:0", "--data", folder["d"], "--seed", TestKit.Seed.Path))
        {
            using var http = new HttpClient { BaseAddress = host.Address };
            backedUp = await TokenAsync(http);
            Assert.Equal(0, await ShellAsync(blocks[0]));
            later = await TokenAsync(http);
            Assert.Equal(0, (await HostProcess.RunAsync(["disable-credential", TestKit.Seed.DailiesBot.Id, "--data", folder["d"]])).Code);
            await host.StopAsync();
        }

        Assert.Equal(0, await ShellAsync(blocks[1]));
        await using var restored = await HostProcess.ServeAsync("--urls", "http://127.0.0.1:0", "--data", folder["d"]);
        using var there = new HttpClient { BaseAddress = restored.Address };
        Assert.Equal(401, (await there.GetAsync("/v4/me", backedUp)).Code);
        Assert.Equal(401, (await there.GetAsync("/v4/me", later)).Code);

        // As the page says: credentials are as they were in the backup.
        (await there.GetAsync("/v4/me", await TokenAsync(there))).Ok();
        var (code, said, _) = await HostProcess.RunAsync(["audit", "verify", "--data", folder["d"]]);
        Assert.Equal(1, code);
        Assert.EndsWith("The audit is NOT intact.", said, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private static async Task<string> TokenAsync(HttpClient http) => (await http.ClientCredentialsAsync("/ims/token/v3", TestKit.Seed.DailiesBot)).Ok()["access_token"]!;

    // The page's own folders and program, where this test has them.
    private async Task<int> ShellAsync(string block)
    {
        var line = "set -e\n" + block.Replace("/var/lib/stagedoor", folder["d"], StringComparison.Ordinal).Replace("/backups/today", folder["b"], StringComparison.Ordinal)
            .Replace("stagedoor-host ", $"dotnet {Path.Combine(AppContext.BaseDirectory, "stagedoor-host.dll")} ", StringComparison.Ordinal);
        using var shell = Guide.Start(line, folder.Path, []);
        await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        return shell.ExitCode;
    }
}
