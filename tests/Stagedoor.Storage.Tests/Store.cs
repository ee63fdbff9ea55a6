using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Stagedoor.Server.Keys;

namespace Stagedoor.Storage.Tests;

/// <summary>One empty database with every port, on either store. Time is faked.</summary>
internal sealed class Store : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    private readonly ServiceProvider services;
    private readonly bool ownsFolder;

    private Store(StorageOptions options, byte[] key, bool ownsFolder)
    {
        (Options, Key, this.ownsFolder) = (options, key, ownsFolder);
        var collection = new ServiceCollection();
        collection.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        collection.AddSingleton<TimeProvider>(Time);
        collection.AddSingleton(new MasterKey(key));
        collection.AddStorage(options);
        services = collection.BuildServiceProvider();
    }

    public FakeTimeProvider Time { get; } = new(Start);

    public DateTimeOffset Now => Time.GetUtcNow();

    public StorageOptions Options { get; }

    public byte[] Key { get; }

    public Database Database => services.GetRequiredService<Database>();

    public static async Task<Store> OpenAsync(StoreKind kind, Func<StorageOptions, StorageOptions>? change = null)
    {
        var options = await NewOptionsAsync(kind);
        return await OpenAsync(change?.Invoke(options) ?? options, RandomNumberGenerator.GetBytes(32), ownsFolder: true);
    }

    /// <summary>Another process, as it were, on the same database.</summary>
    public async Task<Store> OpenAnotherAsync(bool sameFolder = false)
    {
        var folder = sameFolder ? Options.DataDirectory : Directory.CreateTempSubdirectory("stagedoor-store-").FullName;
        return await OpenAsync(Options with { DataDirectory = folder }, Key, !sameFolder);
    }

    public static async Task<Store> OpenAsync(StorageOptions options, byte[] key, bool ownsFolder)
    {
        var store = new Store(options, key, ownsFolder);
        try
        {
            await store.Database.MigrateAsync(TestContext.Current.CancellationToken);
            return store;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    public static async Task<StorageOptions> NewOptionsAsync(StoreKind kind) => new()
    {
        Provider = kind == StoreKind.Sqlite ? StorageProvider.Sqlite : StorageProvider.Postgres,
        DataDirectory = Directory.CreateTempSubdirectory("stagedoor-store-").FullName,
        ConnectionString = kind == StoreKind.Sqlite ? null : await PostgresServer.NewDatabaseAsync(),
    };

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        if (ownsFolder) Directory.Delete(Options.DataDirectory, recursive: true);
    }
}
