using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Stagedoor.Egress;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Keys;
using Stagedoor.Server.Mail;
using Stagedoor.Storage;

namespace Stagedoor.Server.Tests;

/// <summary>The identity service without its edges, on a real store. Time is faked; loops run only when they are started.</summary>
internal sealed class Node : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    private readonly ServiceProvider services;
    private readonly List<IHostedService> running = [];
    private readonly bool ownsFolder;

    private Node(StorageOptions storage, byte[] key, StagedoorOptions options, FakeTimeProvider time, bool ownsFolder)
    {
        (Storage, Key, Options, Time, this.ownsFolder) = (storage, key, options, time, ownsFolder);
        var collection = new ServiceCollection();
        collection.AddLogging(logging => logging.AddProvider(Log).SetMinimumLevel(LogLevel.Information));
        collection.AddSingleton<TimeProvider>(time);
        collection.AddSingleton(new MasterKey(key));
        collection.AddSingleton(options);
        collection.AddSingleton(AuditHeadFile.In(storage.DataDirectory));
        collection.AddSingleton<IMailTransport>(new OutboxFolder(Path.Combine(storage.DataDirectory, "outbox"), time));
        collection.AddSingleton(new EgressPolicy(AllowLoopback: false));
        collection.AddSingleton<NameResolver>(static (_, _) => Task.FromResult<System.Net.IPAddress[]>([]));
        collection.AddSingleton<EgressClient>();
        collection.AddStorage(storage);
        Capabilities.Add(collection);
        services = collection.BuildServiceProvider();
    }

    public StorageOptions Storage { get; }

    public byte[] Key { get; }

    public StagedoorOptions Options { get; }

    public FakeTimeProvider Time { get; }

    public Lines Log { get; } = new();

    public DateTimeOffset Now => Time.GetUtcNow();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<Node> StartAsync(StoreKind store = StoreKind.Sqlite, StagedoorOptions? options = null)
    {
        var storage = new StorageOptions
        {
            Provider = store == StoreKind.Sqlite ? StorageProvider.Sqlite : StorageProvider.Postgres,
            DataDirectory = Directory.CreateTempSubdirectory("stagedoor-node-").FullName,
            ConnectionString = store == StoreKind.Sqlite ? null : await PostgresServer.NewDatabaseAsync(),
        };
        return await StartAsync(storage, RandomNumberGenerator.GetBytes(32), options ?? NewOptions(), new(Start), ownsFolder: true);
    }

    /// <summary>Settings with a cheap password hash.</summary>
    public static StagedoorOptions NewOptions() => new() { Issuer = "https://id.example", PasswordHashing = new() { MemoryKiB = 1024, Passes = 1, Workers = 1 } };

    /// <summary>Another node on the same database; PostgreSQL only.</summary>
    public Task<Node> StartAnotherAsync() =>
        StartAsync(Storage with { DataDirectory = Directory.CreateTempSubdirectory("stagedoor-node-").FullName }, Key, Options, Time, ownsFolder: true);

    /// <summary>Ends this process, as it were, and starts the next on the same folder.</summary>
    public async Task<Node> RestartAsync(Action<string>? between = null, bool withAnotherKey = false)
    {
        await StopAsync();
        between?.Invoke(Storage.DataDirectory);
        return await StartAsync(Storage, withAnotherKey ? RandomNumberGenerator.GetBytes(32) : Key, Options, Time, ownsFolder: true);
    }

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    /// <summary>Starts a background loop; it ends with the node.</summary>
    public async Task RunAsync<T>()
    {
        var loop = services.GetServices<IHostedService>().Single(service => service is T);
        await loop.StartAsync(Cancellation);
        running.Add(loop);
    }

    public async Task StopAsync()
    {
        foreach (var loop in Enumerable.Reverse(running)) await loop.StopAsync(CancellationToken.None);
        running.Clear();
        await services.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (ownsFolder && Directory.Exists(Storage.DataDirectory)) Directory.Delete(Storage.DataDirectory, recursive: true);
    }

    private static async Task<Node> StartAsync(StorageOptions storage, byte[] key, StagedoorOptions options, FakeTimeProvider time, bool ownsFolder)
    {
        var node = new Node(storage, key, options, time, ownsFolder);
        try
        {
            await node.Get<Database>().MigrateAsync(Cancellation);
            await Capabilities.LoadAsync(node.services, Cancellation);
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }
}

/// <summary>One node for all tests of a class that change nothing of it. Its revocation set stays fresh.</summary>
public sealed class OneNode : IAsyncLifetime
{
    internal Node Node { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Node = await Node.StartAsync();
        await Node.RunAsync<Server.Tokens.RevocationPoll>();
    }

    public ValueTask DisposeAsync() => Node.DisposeAsync();
}

/// <summary>What was logged, as text.</summary>
internal sealed class Lines : ILoggerProvider, ILogger
{
    private readonly List<string> lines = [];

    public IReadOnlyList<string> All
    {
        get
        {
            lock (lines) return [.. lines];
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (lines) lines.Add($"{logLevel}: {formatter(state, exception)}");
    }

    public void Dispose()
    {
    }
}
