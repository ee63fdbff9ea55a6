using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;

namespace Stagedoor.TestKit;

/// <summary>
/// Debian's PostgreSQL, one server per test process: on loopback and a random port, in a folder of its own under the temporary one, never as root, without fsync.
/// It ends when this process does, also when that is killed: it hangs on a pipe.
/// </summary>
public sealed class PostgresServer
{
    private static readonly Lazy<Task<PostgresServer>> One = new(() => StartAsync(durable: false)), Durable = new(() => StartAsync(durable: true));

    private readonly int port;

    private PostgresServer(int port) => this.port = port;

    /// <summary>The folder of the newest installed version's programs; null where none is installed.</summary>
    public static string? Bin { get; } = !Directory.Exists("/usr/lib/postgresql") ? null : Directory.GetDirectories("/usr/lib/postgresql")
        .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0)
        .Select(folder => Path.Combine(folder, "bin")).FirstOrDefault(bin => File.Exists(Path.Combine(bin, "postgres")));

    /// <summary>A connection string to a new, empty database. Skips the calling test where PostgreSQL is missing.</summary>
    public static async Task<string> NewDatabaseAsync()
    {
        Needs.Postgres();
        return await (await One.Value).CreateAsync();
    }

    /// <summary>The same on a server that waits for the disk, as one in earnest does: for measuring.</summary>
    public static async Task<string> NewDurableDatabaseAsync() => await (await Durable.Value).CreateAsync();

    private string ConnectionString(string database) =>
        new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = port, Username = "stagedoor", Database = database, IncludeErrorDetail = true, MaxPoolSize = 40 }.ConnectionString;

    private async Task<string> CreateAsync()
    {
        var name = "t" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    private static async Task<PostgresServer> StartAsync(bool durable)
    {
        var folder = Directory.CreateTempSubdirectory("stagedoor-pg-").FullName;
        var data = Path.Combine(folder, "data");
        Directory.CreateDirectory(data);
        if (Environment.UserName == "root") await RunAsync("chown", "-R", "postgres", folder);
        await RunAsync([.. AsPostgres(), Path.Combine(Bin!, "initdb"), "-D", data, "-U", "stagedoor", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions"]);
        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort();
            var log = Path.Combine(folder, $"log{attempt}");
            Start(folder, data, port, log, durable);
            if (await AnswersAsync(port)) return new(port);
            if (attempt == 5) throw new InvalidOperationException("PostgreSQL did not start: " + await File.ReadAllTextAsync(log));
        }
    }

    // A shell keeps the server and waits for the end of its own input, which comes when this process ends in whatever way.
    private static void Start(string folder, string data, int port, string log, bool durable)
    {
        const string Script = """
            folder=$1 log=$2; shift 2
            "$@" >"$log" 2>&1 </dev/null & server=$!
            cat >/dev/null
            kill -QUIT $server; wait $server; rm -rf "$folder"
            """;
        var info = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true };
        foreach (var argument in (string[])["-c", Script, "sh", folder, log, .. AsPostgres(), Path.Combine(Bin!, "postgres"), "-D", data, "-p", port.ToString(CultureInfo.InvariantCulture),
            "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", durable ? "fsync=on" : "fsync=off", "-c", "max_connections=500", "-c", "shared_buffers=64MB", "-c", durable ? "autovacuum=on" : "autovacuum=off"])
        {
            info.ArgumentList.Add(argument);
        }

        // Not disposed: its open input is what keeps the server alive.
        Keep.Add(Process.Start(info)!);
    }

    private static readonly List<Process> Keep = [];

    private static string[] AsPostgres() => Environment.UserName == "root" ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : [];

    private static async Task<bool> AnswersAsync(int port)
    {
        var until = Stopwatch.StartNew();
        while (until.Elapsed < TimeSpan.FromSeconds(15))
        {
            try
            {
                await using var connection = new NpgsqlConnection(new PostgresServer(port).ConnectionString("postgres") + ";Pooling=false;Timeout=3");
                await connection.OpenAsync();
                return true;
            }
            catch (NpgsqlException)
            {
                await Task.Delay(50);
            }
        }

        return false;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task RunAsync(params string[] command)
    {
        var info = new ProcessStartInfo(command[0]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        foreach (var argument in command.Skip(1)) info.ArgumentList.Add(argument);
        using var process = Process.Start(info)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{command[0]} failed: {await output}{await error}");
    }
}
