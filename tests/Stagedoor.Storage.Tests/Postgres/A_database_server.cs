using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Stagedoor.Protocol;
using Stagedoor.Server.Organizations;
using Stagedoor.Storage.Postgres;

namespace Stagedoor.Storage.Tests.Postgres;

[OnStore(StoreKind.Postgres)]
public class A_database_server
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact, Attack("I5")]
    public async Task that_drops_every_connection_is_found_again_without_help()
    {
        await using var store = await Store.OpenAsync(StoreKind.Postgres);
        var ledger = store.Get<ISeedLedger>();
        await ledger.AddAsync("before", null, Cancellation);
        await store.Database.PingAsync(Cancellation);
        await DropConnectionsAsync(store);
        Assert.True(await ledger.ContainsAsync("before", Cancellation));
        try
        {
            await ledger.AddAsync("lost", null, Cancellation);
        }
        catch (StorageUnavailableException)
        {
        }

        await store.Database.PingAsync(Cancellation);
        await ledger.AddAsync("after", null, Cancellation);
        Assert.True(await ledger.ContainsAsync("after", Cancellation));
    }

    [Fact]
    public async Task that_does_not_answer_is_named_without_its_password()
    {
        var options = await Store.NewOptionsAsync(StoreKind.Postgres) with { ConnectionString = "Host=127.0.0.1;Port=1;Username=u;Password=canary;Database=d" };
        var refusal = await Assert.ThrowsAsync<StorageStartException>(() => Store.OpenAsync(options, new byte[32], ownsFolder: true));
        Assert.DoesNotContain("canary", refusal.ToString(), StringComparison.Ordinal);
        refusal = await Assert.ThrowsAsync<StorageStartException>(() => Store.OpenAsync(options with { ConnectionString = "Password=canary;Nonsense" }, new byte[32], ownsFolder: false));
        Assert.DoesNotContain("canary", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task sets_the_clock_of_every_node()
    {
        await using var store = await Store.OpenAsync(StoreKind.Postgres);
        await using var clock = new DatabaseClock(store.Options, NullLogger<DatabaseClock>.Instance);
        await clock.StartAsync(Cancellation);
        Assert.InRange(clock.Offset.TotalMilliseconds, -50, 50);
        var services = new ServiceCollection();
        services.AddSingleton(TimeProvider.System);
        services.AddLogging();
        services.AddStorage(store.Options);
        await using var provider = services.BuildServiceProvider();
        Assert.IsType<DatabaseClock>(provider.GetRequiredService<TimeProvider>());
        Assert.IsNotType<DatabaseClock>(store.Get<TimeProvider>());
    }

    [Fact]
    public async Task commits_synchronously()
    {
        await using var store = await Store.OpenAsync(StoreKind.Postgres);
        Assert.Equal("on", await store.Database.WriteAsync(link => link.FirstAsync("SHOW synchronous_commit", row => row.Text(0)), Cancellation));
    }

    private static async Task DropConnectionsAsync(Store store)
    {
        await using var connection = new NpgsqlConnection(store.Options.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()", connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
