using Stagedoor.Server.Organizations;
using Stagedoor.Storage.Migrations;

namespace Stagedoor.Storage.Tests.Migrations;

public class A_migration
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task runs_once_however_often_the_process_starts(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        await store.Database.MigrateAsync(Cancellation);
        await store.Get<ISeedLedger>().AddAsync("kept", null, Cancellation);
        await store.Database.StopAsync();
        await using var again = await store.OpenAnotherAsync(sameFolder: true);
        Assert.True(await again.Get<ISeedLedger>().ContainsAsync("kept", Cancellation));
        Assert.Equal(Migrator.Scripts(again.Database.Engine).Count, await again.Database.ReadAsync(link => link.NumberAsync("SELECT COUNT(*) FROM schema_version"), Cancellation));
    }

    [Theory, Stores]
    public async Task is_safe_when_eight_nodes_start_at_once(StoreKind kind)
    {
        var options = await Store.NewOptionsAsync(kind) with { Access = StorageAccess.Attach };
        var key = new byte[32];
        var stores = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Store.OpenAsync(options, key, ownsFolder: false))));
        await Task.WhenAll(stores.Select((store, i) => store.Get<ISeedLedger>().AddAsync("k" + i, null, Cancellation)));
        Assert.True(await stores[0].Get<ISeedLedger>().ContainsAsync("k7", Cancellation));
        foreach (var store in stores) await store.DisposeAsync();
        Directory.Delete(options.DataDirectory, recursive: true);
    }

    [Theory, Stores]
    public async Task that_a_newer_version_made_refuses_to_start(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        await store.Database.WriteAsync(link => link.ExecuteAsync("INSERT INTO schema_version (version, name, applied_at) VALUES (9999, 'later', 0)"), Cancellation);
        await store.Database.StopAsync();
        var refusal = await Assert.ThrowsAsync<StorageStartException>(() => store.OpenAnotherAsync(sameFolder: true));
        Assert.Contains("schema 9999, made by a newer version", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task makes_the_same_tables_columns_and_indexes_on_both_stores()
    {
        await using var sqlite = await Store.OpenAsync(StoreKind.Sqlite);
        await using var postgres = await Store.OpenAsync(StoreKind.Postgres);
        var here = await sqlite.Database.ReadAsync(link => link.AllAsync(
            "SELECT m.name || '.' || p.name || CASE WHEN p.\"notnull\" = 1 OR p.pk > 0 THEN '' ELSE '?' END FROM sqlite_master m, pragma_table_info(m.name) p WHERE m.type = 'table' UNION SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL", row => row.Text(0)), Cancellation);
        var there = await postgres.Database.ReadAsync(link => link.AllAsync(
            "SELECT table_name || '.' || column_name || CASE is_nullable WHEN 'YES' THEN '?' ELSE '' END FROM information_schema.columns WHERE table_schema = 'public' UNION SELECT indexname FROM pg_indexes WHERE schemaname = 'public' AND indexname NOT LIKE '%_pkey' AND indexname NOT LIKE '%_key'", row => row.Text(0)), Cancellation);

        // The full-text index is each database's own.
        Assert.Equal(here.Where(NotOfSearch).Order(StringComparer.Ordinal), there.Where(NotOfSearch).Order(StringComparer.Ordinal));

        static bool NotOfSearch(string name) => !name.StartsWith("search_", StringComparison.Ordinal);
    }
}
