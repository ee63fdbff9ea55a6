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

    /// <summary>More settings, below the section <c>Stagedoor</c>.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Another seed than <see cref="Seed.Path"/>.</summary>
    public string? SeedPath { get; init; }

    /// <summary>An earlier app's database and folder: a second node, or a restart.</summary>
    public StagedoorApp? SameDataAs { get; init; }

    public Action<IServiceCollection>? Services { get; init; }
}

/// <summary>The real host in this process: Kestrel on loopback, a store and a folder of its own, the seed, cheap password hashes, and a clock that the test moves.</summary>
public sealed class StagedoorApp : IAsyncDisposable
{
    private readonly WebApplication host;
    private readonly bool ownsData;

    private StagedoorApp(WebApplication host, AppOptions options, string data, string? connectionString, FakeTimeProvider? clock, LogLines log)
    {
        this.host = host;
        ownsData = options.SameDataAs is null;
        (Data, ConnectionString, Log, Options) = (data, connectionString, log, options);
        Clock = clock ?? new FakeTimeProvider();
        Http = NewHttp();
    }

    /// <summary>The one address in every token, and where the server listens.</summary>
    public string Issuer => Services.GetRequiredService<StagedoorOptions>().Issuer;

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
        var data = options.SameDataAs?.Data ?? Directory.CreateTempSubdirectory("stagedoor-app-").FullName;
        var connectionString = options.SameDataAs?.ConnectionString ?? (options.Store == StoreKind.Postgres ? await PostgresServer.NewDatabaseAsync() : null);
        var clock = options.RealClock ? null : options.SameDataAs?.Clock ?? new FakeTimeProvider(DateTimeOffset.UtcNow);
        var log = new LogLines();
        var host = StagedoorHost.Build([.. Arguments(options, data, connectionString)], services =>
        {
            if (clock is not null) services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
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
            throw;
        }

        return new(host, options, data, connectionString, clock, log);
    }

    /// <summary>Another browser, without cookies yet.</summary>
    public Browser NewBrowser() => new(new Uri(Issuer));

    public HttpClient NewHttp() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true } }) { BaseAddress = new(Issuer) };

    private static IEnumerable<string> Arguments(AppOptions options, string data, string? connectionString)
    {
        yield return $"--urls={(options.Https ? "https" : "http")}://127.0.0.1:0";
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
        foreach (var (name, value) in options.Settings) yield return $"--Stagedoor:{name}={value}";
    }

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
