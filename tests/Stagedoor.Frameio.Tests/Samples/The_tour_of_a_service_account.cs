using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Stagedoor.Frameio.Tests.Samples;

/// <summary><c>samples/service-account-tour</c> as a user runs it, against a server in a process of its own.</summary>
[OnStore(StoreKind.Sqlite)]
public class The_tour_of_a_service_account
{
    [Fact]
    public async Task goes_from_the_token_to_the_audit_log()
    {
        foreach (var program in (string[])["bash", "curl", "jq", "python3", "openssl"]) Needs.Program(program, program);
        var data = Directory.CreateTempSubdirectory("stagedoor-tour-").FullName;
        try
        {
            await using var host = await HostProcess.StartAsync(HostProcess.FreePort(), data, $"--seed={Seed.Path}", "--Stagedoor:Frameio:RateLimits=false", "--Stagedoor:Egress:AllowLoopback=true");
            var said = await RunAsync(host.Address.ToString().TrimEnd('/'));
            Assert.Contains("Signed in as Service Account User", said, StringComparison.Ordinal);
            Assert.Contains("Uploaded A001.mov in 3 parts: uploaded", said, StringComparison.Ordinal);
            Assert.Contains("Commented: Service Account User at 00:00:02:12: Tighten this", said, StringComparison.Ordinal);
            Assert.Contains("Told by webhook: file.upload.completed", said, StringComparison.Ordinal);
            Assert.Contains("Told by webhook: comment.created", said, StringComparison.Ordinal);
            foreach (var act in (string[])["team_created", "webhook_created", "project_created", "asset_created", "file_uploaded", "comment_created"]) Assert.Contains($"{act} by Service Account User", said, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task<string> RunAsync(string address, [CallerFilePath] string here = "")
    {
        var script = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "samples", "service-account-tour", "tour.sh"));
        using var process = Process.Start(new ProcessStartInfo("bash", [script])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["STAGEDOOR"] = address, ["CLIENT_ID"] = Seed.DailiesBot.Id, ["CLIENT_SECRET"] = Seed.DailiesBot.Secret },
        })!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        Assert.True(process.ExitCode == 0, $"{await said}\n{await complained}");
        return await said;
    }
}
