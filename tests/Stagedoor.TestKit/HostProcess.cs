using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Stagedoor.TestKit;

/// <summary>The built host as a process of its own: for kills, signals, verbs and exit codes.</summary>
public sealed class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process process;
    private readonly List<string> said = [], complained = [];
    private readonly TaskCompletionSource<Uri> serving = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HostProcess(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var info = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        foreach (var argument in arguments.Prepend(Program)) info.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) info.Environment[name] = value;
        process = Process.Start(info)!;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(complained, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Where it answers.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1");

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    /// <summary>What it said so far.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (said) return [.. said];
        }
    }

    /// <summary>The path of the built host, copied beside the tests; or another one, of a release.</summary>
    public static string Program => Environment.GetEnvironmentVariable("STAGEDOOR_HOST") ?? Path.Combine(AppContext.BaseDirectory, "stagedoor-host.dll");

    private string Output
    {
        get
        {
            lock (said) return string.Join('\n', said.Concat(complained));
        }
    }

    /// <summary>A port that nobody listens on now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts it on a port and waits until it is ready.</summary>
    public static Task<HostProcess> StartAsync(int port, string data, params string[] arguments)
    {
        var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        return ServeAsync(new(address), [$"--urls={address}", $"--data={data}", .. arguments]);
    }

    /// <summary>Starts it and waits until it says where it answers, and is ready there.</summary>
    public static Task<HostProcess> ServeAsync(params string[] arguments) => ServeAsync(null, arguments);

    // What it prints is the issuer, which may be another node's address.
    private static async Task<HostProcess> ServeAsync(Uri? address, string[] arguments)
    {
        var host = new HostProcess(arguments);
        try
        {
            var issuer = await host.serving.Task.WaitAsync(Patience);
            host.Address = address ?? issuer;
            using var http = new HttpClient { BaseAddress = host.Address, Timeout = TimeSpan.FromSeconds(5) };
            await Eventually.TrueAsync(async () => (await http.GetAsync(new Uri("/health/ready", UriKind.Relative))).IsSuccessStatusCode, Patience, "it is not ready");
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs it to its end: the exit code, what was said, and what went wrong.</summary>
    public static async Task<(int Code, string Said, string Error)> RunAsync(string[] arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        await using var host = new HostProcess(arguments, environment);
        await host.process.WaitForExitAsync().WaitAsync(Patience);
        return (host.process.ExitCode, string.Join('\n', host.said), string.Join('\n', host.complained).Trim());
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, and waits for the end: the exit code.</summary>
    public async Task<int> StopAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync();
        await process.WaitForExitAsync().WaitAsync(Patience);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await KillAsync();
        process.Dispose();
    }

    // The banner names the API's address, and ends with how to stop.
    private void Hear(string? line)
    {
        Keep(said, line);
        if (line is null) serving.TrySetException(new InvalidOperationException("it ended: " + Output));
        else if (line.Contains("Ctrl+C", StringComparison.Ordinal)) serving.TrySetResult(new(Lines.Single(said => said.Contains("V4 API", StringComparison.Ordinal)).Split(' ')[^1].Replace("/v4/me", "", StringComparison.Ordinal)));
    }

    private void Keep(List<string> lines, string? line)
    {
        if (line is null) return;
        lock (said) lines.Add(line);
    }
}
