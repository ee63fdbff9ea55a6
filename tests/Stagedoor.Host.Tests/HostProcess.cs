using System.Diagnostics;

namespace Stagedoor.Host.Tests;

/// <summary>The host as its own process.</summary>
public sealed class HostProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly List<string> lines = [];
    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HostProcess(IEnumerable<string> args, IReadOnlyDictionary<string, string>? environment)
    {
        var info = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in args.Prepend(System.IO.Path.Combine(AppContext.BaseDirectory, "stagedoor-host.dll"))) info.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) info.Environment[name] = value;
        process = Process.Start(info)!;
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.BeginOutputReadLine();
    }

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (lines) return [.. lines];
        }
    }

    /// <summary>Where it says that it answers.</summary>
    public string Address => Lines.Single(line => line.Contains("V4 API", StringComparison.Ordinal)).Split(' ')[^1].Replace("/v4/me", "", StringComparison.Ordinal);

    /// <summary>Runs to the end: the exit code, what was said, and what went wrong.</summary>
    public static async Task<(int Code, string Said, string Error)> RunAsync(string[] args, IReadOnlyDictionary<string, string>? environment = null)
    {
        await using var host = new HostProcess(args, environment);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var error = await host.process.StandardError.ReadToEndAsync(limit.Token);
        await host.process.WaitForExitAsync(limit.Token);
        return (host.process.ExitCode, string.Join('\n', host.Lines), error.Trim());
    }

    /// <summary>Serves, until the test ends.</summary>
    public static async Task<HostProcess> ServeAsync(params string[] args)
    {
        var host = new HostProcess(args, null);
        // Nobody asks for it, but a full pipe would hold the process up.
        host.process.BeginErrorReadLine();
        await host.started.Task.WaitAsync(TimeSpan.FromMinutes(1));
        return host;
    }

    /// <summary>Asks it to stop; the exit code.</summary>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null)
        {
            started.TrySetException(new InvalidOperationException("it ended: " + string.Join('\n', Lines)));
            return;
        }

        lock (lines) lines.Add(line);
        if (line.Contains("Ctrl+C", StringComparison.Ordinal)) started.TrySetResult();
    }
}
