using Stagedoor.Protocol;
using Stagedoor.Server.Organizations;

namespace Stagedoor.Storage.Tests.Sqlite;

[OnStore(StoreKind.Sqlite)]
public class The_embedded_database
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task syncs_every_commit_and_keeps_a_write_ahead_log()
    {
        await using var store = await Store.OpenAsync(StoreKind.Sqlite);
        Assert.Equal(2, await store.Database.WriteAsync(link => link.NumberAsync("PRAGMA synchronous"), Cancellation));
        Assert.Equal(1, await store.Database.WriteAsync(link => link.NumberAsync("PRAGMA foreign_keys"), Cancellation));
        Assert.Equal("wal", await store.Database.ReadAsync(link => link.FirstAsync("PRAGMA journal_mode", row => row.Text(0)), Cancellation));
    }

    [Fact, Attack("I3")]
    public async Task and_its_copies_are_for_their_owner_alone_even_in_a_folder_that_others_can_enter()
    {
        if (OperatingSystem.IsWindows()) return;
        await using var store = await Store.OpenAsync(StoreKind.Sqlite);
        var copies = Directory.CreateTempSubdirectory("stagedoor-copies-");
        await store.Get<ISeedLedger>().AddAsync("something", null, Cancellation);
        File.SetUnixFileMode(copies.FullName, (UnixFileMode)0b111_101_101);
        var copy = await store.Database.BackupAsync(copies.FullName, Cancellation);
        var file = await store.Database.ReadAsync(link => link.FirstAsync("SELECT file FROM pragma_database_list WHERE name = 'main'", row => row.Text(0)), Cancellation);
        foreach (var one in (string[])[file!, file + "-wal", copy]) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(one));
        copies.Delete(recursive: true);
    }

    [Fact]
    public async Task serves_one_process_at_a_time()
    {
        await using var store = await Store.OpenAsync(StoreKind.Sqlite);
        var refusal = await Assert.ThrowsAsync<StorageStartException>(() => store.OpenAnotherAsync(sameFolder: true));
        Assert.Contains("in use by another Stagedoor process", refusal.Message, StringComparison.Ordinal);
        await store.Database.StopAsync();
        await using var next = await store.OpenAnotherAsync(sameFolder: true);
    }

    [Fact]
    public async Task says_so_when_its_file_is_none_of_ours()
    {
        var options = await Store.NewOptionsAsync(StoreKind.Sqlite);
        await File.WriteAllTextAsync(options.DatabaseFile, new string('x', 5000), Cancellation);
        var refusal = await Assert.ThrowsAsync<StorageStartException>(() => Store.OpenAsync(options, new byte[32], ownsFolder: true));
        Assert.Contains("cannot be opened", refusal.Message, StringComparison.Ordinal);
    }

    [Fact, Attack("I5")]
    public async Task is_unavailable_while_the_disk_is_full_and_recovers_alone()
    {
        await using var store = await Store.OpenAsync(StoreKind.Sqlite);
        var ledger = store.Get<ISeedLedger>();
        await ledger.AddAsync("before", null, Cancellation);
        await store.Database.WriteAsync(link => link.NumberAsync("PRAGMA max_page_count = 1"), Cancellation);
        var content = new string('x', 2_000_000);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => ledger.AddAsync("full", content, Cancellation));

        // The writer opens another connection, for which the limit is gone.
        await store.Database.PingAsync(Cancellation);
        await ledger.AddAsync("after", content, Cancellation);
        Assert.True(await ledger.ContainsAsync("before", Cancellation));
        Assert.False(await ledger.ContainsAsync("full", Cancellation));
        Assert.True(await ledger.ContainsAsync("after", Cancellation));
    }
}
