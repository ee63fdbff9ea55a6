using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Stagedoor.Host.Tests;

/// <summary>The shell lines of our own guides, to be run as they stand there.</summary>
internal static class Guide
{
    public static string Root { get; } = FindRoot();

    /// <summary>The shell blocks of a page, in order.</summary>
    public static async Task<string[]> BlocksAsync(string page)
    {
        var markdown = await File.ReadAllTextAsync(Path.Combine(Root, page));
        return [.. markdown.Split("```bash\n").Skip(1).Select(block => block[..block.IndexOf("```", StringComparison.Ordinal)].Trim())];
    }

    public static Process Start(string line, string at, Dictionary<string, string?> environment)
    {
        var info = new ProcessStartInfo("bash", ["-c", line]) { RedirectStandardOutput = true, WorkingDirectory = at };
        foreach (var (name, value) in environment) info.Environment[name] = value;
        return Process.Start(info)!;
    }

    /// <summary>Runs to the end; what was said.</summary>
    public static async Task<string> RunAsync(string line, string at, Dictionary<string, string?>? environment = null)
    {
        using var shell = Start(line, at, environment ?? []);
        var said = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        return said;
    }

    private static string FindRoot([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../.."));
}
