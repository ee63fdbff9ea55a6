using System.Diagnostics;

namespace Stagedoor.Bench;

/// <summary>Programs that run to their end.</summary>
internal static class Commands
{
    /// <summary>Where a program is on the path; null when it is nowhere.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin").Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    public static async Task<string> RunAsync(IReadOnlyList<string> command, CancellationToken cancellation, string? folder = null)
    {
        var info = new ProcessStartInfo(command[0]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder ?? "" };
        foreach (var argument in command.Skip(1)) info.ArgumentList.Add(argument);
        using var process = Process.Start(info) ?? throw new BenchException($"{command[0]} does not start");
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var error = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode == 0 ? await output : throw new BenchException($"{string.Join(' ', command)} ended with {process.ExitCode}: {await error}{await output}");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
