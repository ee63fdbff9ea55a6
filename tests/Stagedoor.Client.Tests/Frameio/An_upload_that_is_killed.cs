using System.Diagnostics;
using System.Security.Cryptography;
using Stagedoor.Client.Frameio;

namespace Stagedoor.Client.Tests.Frameio;

/// <summary>A process that is killed in the middle of an upload, and another that goes on.</summary>
public sealed class An_upload_that_is_killed(Studio studio) : IClassFixture<Studio>, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("client-upload-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task goes_on_in_another_process_with_the_parts_that_are_missing()
    {
        var (film, state) = (Path.Combine(folder, "film"), Path.Combine(folder, "state"));
        var bytes = RandomNumberGenerator.GetBytes((25 * Studio.PartSize) - 1);
        await File.WriteAllBytesAsync(film, bytes);
        var root = (await studio.NewProjectAsync()).RootFolderId;
        using (var first = Start(root, film, state))
        {
            Assert.Equal("from 0", await LineAsync(first));
            while (await LineAsync(first) != "arrived 10") continue;
            first.Kill();
            await first.WaitForExitAsync();
        }

        using var second = Start(root, film, state);
        var from = await LineAsync(second);
        Assert.InRange(int.Parse(from!["from ".Length..], System.Globalization.CultureInfo.InvariantCulture), 10, 24);
        var said = (await second.StandardOutput.ReadToEndAsync()).Trim().Split('\n');
        await second.WaitForExitAsync();
        Assert.Equal(0, second.ExitCode);
        Assert.StartsWith("done ", said[^1], StringComparison.Ordinal);
        using var copy = new MemoryStream();
        await studio.Client.Files.DownloadAsync(studio.Account, said[^1]["done ".Length..], copy);
        Assert.Equal(bytes, copy.ToArray());
        Assert.Single(await studio.Client.Files.List(studio.Account, root).AllAsync());
    }

    private Process Start(FrameioId root, string film, string state)
    {
        var info = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "Stagedoor.Client.Peer.dll"), "upload", studio.App.Issuer, Seed.DailiesBot.Id, Seed.DailiesBot.Secret!, studio.Account.ToString(), root.ToString(), film, state]) info.ArgumentList.Add(argument);
        return Process.Start(info)!;
    }

    private static Task<string?> LineAsync(Process process) => process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));
}
