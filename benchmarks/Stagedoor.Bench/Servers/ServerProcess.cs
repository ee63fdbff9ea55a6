using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Stagedoor.Bench.Servers;

/// <summary>A server under measurement: a process on the servers' core, ready when it says so and a page of it answers.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process process;
    private readonly List<string> said = [];

    private ServerProcess(Process process, Uri address) => (this.process, Address) = (process, address);

    public Uri Address { get; }

    public int Id => process.Id;

    /// <summary>From the start of the process to its first right answer.</summary>
    public TimeSpan UntilReady { get; private set; }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Tiered compilation counts calls from the first one on, for every .NET server alike: without it a saturated core needs half a minute to reach its best code.</summary>
    public static async Task<ServerProcess> StartAsync(int port, string ready, string[] command, CancellationToken cancellation, string? folder = null, bool tuned = true)
    {
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        var info = new ProcessStartInfo("taskset") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder ?? "" };
        foreach (var argument in Core.Server.Pin(command[0], command[1..]).Skip(1)) info.ArgumentList.Add(argument);
        if (tuned) info.Environment["DOTNET_TC_CallCountingDelayMs"] = "0";
        info.Environment["NODE_ENV"] = "production";
        var since = Stopwatch.StartNew();
        var server = new ServerProcess(Process.Start(info) ?? throw new BenchException($"{command[0]} does not start"), address);
        server.process.OutputDataReceived += (_, line) => server.Hear(line.Data);
        server.process.ErrorDataReceived += (_, line) => server.Hear(line.Data);
        server.process.BeginOutputReadLine();
        server.process.BeginErrorReadLine();
        using var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(5) };
        while (true)
        {
            if (server.process.HasExited || since.Elapsed > Patience) throw new BenchException($"{string.Join(' ', command)} is not ready:\n{server.Said}");
            try
            {
                using var answer = await http.GetAsync(new Uri(ready, UriKind.Relative), cancellation);
                if (answer.IsSuccessStatusCode) break;
            }
            catch (HttpRequestException)
            {
            }

            await Task.Delay(5, cancellation);
        }

        server.UntilReady = since.Elapsed;
        return server;
    }

    /// <summary>Resident memory in bytes, as the kernel counts it.</summary>
    public long Memory()
    {
        var line = File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }

    /// <summary>Processor time since the start, of all its threads: what other programs on the machine take is not in it. To a hundredth of a second.</summary>
    public TimeSpan ProcessorTime()
    {
        var stat = File.ReadAllText($"/proc/{process.Id}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return TimeSpan.FromSeconds((long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / 100.0);
    }

    private string Said
    {
        get
        {
            lock (said) return string.Join('\n', said.TakeLast(30));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null) return;
        lock (said)
        {
            if (said.Count > 200) said.RemoveAt(0);
            said.Add(line);
        }
    }
}
