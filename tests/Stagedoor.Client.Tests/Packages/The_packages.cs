using System.Diagnostics;
using System.IO.Compression;
using System.Runtime.CompilerServices;

namespace Stagedoor.Client.Tests.Packages;

/// <summary>As a new user would: the packed packages in an empty folder, five lines, a first call. And packed again, they are the same bytes.</summary>
[Slow, OnStore(StoreKind.Sqlite)]
public sealed class The_packages(RealClockFixture apps) : IClassFixture<RealClockFixture>, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("client-packages-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task are_the_same_bytes_each_time_and_make_a_first_call_from_an_empty_folder()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        foreach (var (project, feed) in new[] { ("Stagedoor.Client", "one"), ("Stagedoor.Client.AspNetCore", "one"), ("Stagedoor.Client", "two"), ("Stagedoor.Client.AspNetCore", "two") })
        {
            await RunAsync(folder, "dotnet", "pack", Path.Combine(Root(), "src", project), "-c", "Release", "--no-build", "-v", "quiet", "-o", Path.Combine(folder, feed));
        }

        var packages = Directory.GetFiles(Path.Combine(folder, "one"));
        Assert.Equal(4, packages.Length);
        Assert.All(packages, package => Assert.Equal(File.ReadAllBytes(package), File.ReadAllBytes(Path.Combine(folder, "two", Path.GetFileName(package)))));
        using (var zip = ZipFile.OpenRead(packages.Single(package => Path.GetFileName(package).StartsWith("Stagedoor.Client.0", StringComparison.Ordinal) && package.EndsWith(".nupkg", StringComparison.Ordinal))))
        {
            Assert.Equal(
                ["README.md", "lib/net10.0/Stagedoor.Client.dll", "lib/net10.0/Stagedoor.Client.xml", "lib/net10.0/Stagedoor.Protocol.dll", "ref/net10.0/Stagedoor.Client.dll", "ref/net10.0/Stagedoor.Client.xml"],
                zip.Entries.Select(entry => entry.FullName).Where(name => name is "README.md" || name.StartsWith("lib/", StringComparison.Ordinal) || name.StartsWith("ref/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        }

        var user = Path.Combine(folder, "user");
        Directory.CreateDirectory(user);
        await File.WriteAllTextAsync(Path.Combine(user, "nuget.config"), $"""<configuration><packageSources><add key="local" value="{Path.Combine(folder, "one")}" /></packageSources></configuration>""");
        await RunAsync(user, "dotnet", "new", "console", "-n", "App", "-o", ".", "--no-restore");
        // A cache of its own for our packages alone: an earlier build of the same version must not answer.
        await File.WriteAllTextAsync(Path.Combine(user, "Directory.Build.props"), $"<Project><PropertyGroup><RestoreFallbackFolders>{Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages")}</RestoreFallbackFolders><RestorePackagesPath>{Path.Combine(folder, "cache")}</RestorePackagesPath></PropertyGroup></Project>");
        await RunAsync(user, "dotnet", "add", "package", "Stagedoor.Client");
        await File.WriteAllTextAsync(Path.Combine(user, "Program.cs"), $$"""
            using Stagedoor.Client.Authentication;
            using Stagedoor.Client.Frameio;
            var (clientId, clientSecret) = ("{{Seed.DailiesBot.Id}}", "{{Seed.DailiesBot.Secret}}");
            var bot = new ServerToServerAuthentication(new() { ClientId = clientId, ClientSecret = clientSecret, Authority = "{{app.Issuer}}" });
            using var frameio = new FrameioClient(bot);
            Console.WriteLine((await frameio.Users.GetMeAsync()).Name);
            """);
        Assert.Equal("Service Account User", (await RunAsync(user, "dotnet", "run", "-c", "Release")).Trim());
    }

    private static async Task<string> RunAsync(string at, params string[] command)
    {
        var info = new ProcessStartInfo(command[0]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = at };
        foreach (var argument in command[1..]) info.ArgumentList.Add(argument);
        using var process = Process.Start(info)!;
        var (said, wrong) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(5));
        Assert.True(process.ExitCode == 0, $"{string.Join(' ', command)}: {await said}{await wrong}");
        return await said;
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
