using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Stagedoor.Host;
using Stagedoor.Server;

namespace Stagedoor.TestKit;

/// <summary>How a test app differs from the usual one.</summary>
public sealed record AppOptions
{
    public StoreKind Store { get; init; } = StoreKind.Sqlite;

    /// <summary>The machine's clock instead of one that the test moves: where another program polls or measures.</summary>
    public bool RealClock { get; init; }

    /// <summary>Listens on https with a certificate made for the test.</summary>
    public bool Https { get; init; }

    /// <summary>Reached by a name instead of an address: browsers make passkeys for names only.</summary>
    public bool ByName { get; init; }

    /// <summary>More settings, below the section <c>Stagedoor</c>.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Another seed than <see cref="Seed.Path"/>.</summary>
    public string? SeedPath { get; init; }

    /// <summary>Another node of a running app: its database, issuer, clock and key file, a folder of its own.</summary>
    public StagedoorApp? NodeOf { get; init; }

    /// <summary>The folder and database of an app that has ended: a restart. The folder stays when this one ends too.</summary>
    public StagedoorApp? RestartOf { get; init; }

    /// <summary>A folder and database that were made elsewhere, at a time where the clock begins.</summary>
    public Laid? Laid { get; init; }

    /// <summary>Keeps the data folder at the end, for a restart.</summary>
    public bool KeepData { get; init; }

    public Action<IServiceCollection>? Services { get; init; }
}

/// <summary>A data folder, and where the database is when not in it.</summary>
public sealed record Laid(string Data, string? ConnectionString, DateTimeOffset At);

/// <summary>The real host in this process: Kestrel on loopback, a store and a folder of its own, the seed, cheap password hashes, and a clock that the test moves.</summary>
public sealed class StagedoorApp : IAsyncDisposable
{
    private readonly WebApplication host;
    private readonly bool ownsData;

    private StagedoorApp(WebApplication host, AppOptions options, string data, string? connectionString, FakeTimeProvider? clock, LogLines log)
    {
        this.host = host;
        ownsData = options is { KeepData: false, RestartOf: null };
        (Data, ConnectionString, Log, Options) = (data, connectionString, log, options);
        Clock = clock ?? new FakeTimeProvider();
        Address = options.ByName ? new UriBuilder(host.Urls.First()) { Host = "localhost" }.Uri : new(host.Urls.First());
        Http = NewHttp();
    }

    /// <summary>The one address in every token, and where the server listens.</summary>
    public string Issuer => Services.GetRequiredService<StagedoorOptions>().Issuer;

    /// <summary>Where this node listens; another node may have the same issuer.</summary>
    public Uri Address { get; }

    public IServiceProvider Services => host.Services;

    /// <summary>The server's clock. Moving it moves no one else's; with a real clock it is not connected.</summary>
    public FakeTimeProvider Clock { get; }

    /// <summary>Follows no redirect and keeps no cookie.</summary>
    public HttpClient Http { get; }

    /// <summary>Everything that the server logged.</summary>
    public LogLines Log { get; }

    /// <summary>The data folder.</summary>
    public string Data { get; }

    /// <summary>PostgreSQL's; null on SQLite.</summary>
    public string? ConnectionString { get; }

    public AppOptions Options { get; }

    public static Task<StagedoorApp> StartAsync(StoreKind store) => StartAsync(new AppOptions { Store = store });

    public static async Task<StagedoorApp> StartAsync(AppOptions options)
    {
        var earlier = options.NodeOf ?? options.RestartOf;
        var data = options.RestartOf?.Data ?? options.Laid?.Data ?? Directory.CreateTempSubdirectory("stagedoor-app-").FullName;
        if (options.NodeOf is { } first) CopyKey(first.Data, data);
        var connectionString = options.Laid is { } laid ? laid.ConnectionString : earlier?.ConnectionString ?? (options.Store == StoreKind.Postgres ? await PostgresServer.NewDatabaseAsync() : null);
        var clock = options.RealClock ? null : earlier?.Clock ?? new FakeTimeProvider(options.Laid?.At ?? DateTimeOffset.UtcNow);
        var log = new LogLines();
        var host = StagedoorHost.Build([.. Arguments(options, data, connectionString)], services =>
        {
            if (clock is not null) services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
            services.RemoveAll<ILoggerProvider>();
            services.AddSingleton<ILoggerProvider>(log);
            options.Services?.Invoke(services);
        });
        try
        {
            await host.StartAsync();
        }
        catch
        {
            await host.DisposeAsync();
            if (options.RestartOf is null) Directory.Delete(data, recursive: true);
            throw;
        }

        return new(host, options, data, connectionString, clock, log);
    }

    /// <summary>Another browser, without cookies yet.</summary>
    public Browser NewBrowser() => new(Address);

    public HttpClient NewHttp() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true } }) { BaseAddress = Address };

    private static void CopyKey(string from, string to)
    {
        Directory.CreateDirectory(Path.Combine(to, "keys"));
        File.Copy(Path.Combine(from, "keys", "master.key"), Path.Combine(to, "keys", "master.key"));
    }

    private static IEnumerable<string> Arguments(AppOptions options, string data, string? connectionString)
    {
        yield return $"--urls={(options.Https ? "https" : "http")}://{(options.ByName ? "localhost" : "127.0.0.1")}:0";
        yield return $"--data={data}";
        yield return $"--seed={options.SeedPath ?? Seed.Path}";
        if (connectionString is not null)
        {
            yield return "--Stagedoor:Storage:Provider=Postgres";
            yield return $"--Stagedoor:Storage:ConnectionString={connectionString}";
        }

        if (options.Https) yield return $"--Stagedoor:Https:Certificate={TestCertificate.Write(data)}";

        // The least that libsodium takes: hashes in a millisecond.
        yield return string.Create(CultureInfo.InvariantCulture, $"--Stagedoor:PasswordHashing:MemoryKiB={8}");
        yield return "--Stagedoor:PasswordHashing:Passes=1";
        if (options.NodeOf is { } node) yield return $"--Stagedoor:Issuer={node.Issuer}";
        foreach (var (name, value) in options.Settings) yield return $"--Stagedoor:{name}={value}";
    }

    /// <summary>Stops the host as an operator would; its data stays until this is disposed of.</summary>
    public Task StopAsync() => host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await host.StopAsync();
        await host.DisposeAsync();
        if (!ownsData) return;
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Data, recursive: true);
    }
}
