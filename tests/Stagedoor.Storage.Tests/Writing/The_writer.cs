using Stagedoor.Protocol;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Organizations;

namespace Stagedoor.Storage.Tests.Writing;

public class The_writer
{
    private const string Insert = "INSERT INTO seed_ledger (key, content) VALUES (@key, '')";
    private const string Count = "SELECT COUNT(*) FROM seed_ledger";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task lets_one_failing_unit_harm_nobody_else(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (hold, held) = (Signal(), Signal());
        var first = Hold(store, held, hold);
        await held.Task;
        var units = Enumerable.Range(0, 30).Select(i => store.Database.WriteAsync(link => link.ExecuteAsync(Insert, ("key", "k" + (i == 7 ? 6 : i))), Cancellation)).ToList();
        var records = Enumerable.Range(0, 3).Select(_ => store.Get<IAuditTrail>().RecordAsync(new() { At = store.Now, Act = "act" }, Cancellation)).ToList();
        hold.SetResult();
        await first;
        await Task.WhenAll(records);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => units[7]);
        units.RemoveAt(7);
        Assert.All(await Task.WhenAll(units), changed => Assert.Equal(1, changed));
        Assert.Equal(29, await store.Database.ReadAsync(link => link.NumberAsync(Count), Cancellation));
        Assert.Equal(3, store.Get<IAuditLog>().Head!.Sequence);
    }

    [Theory, Stores]
    public async Task drops_what_was_cancelled_before_it_began_and_finishes_what_had_begun(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (hold, held) = (Signal(), Signal());
        using var cancelling = new CancellationTokenSource();
        var begun = store.Database.WriteAsync(
            async link =>
            {
                held.TrySetResult();
                await hold.Task;
                return await link.ExecuteAsync(Insert, ("key", "begun"));
            },
            cancelling.Token);
        await held.Task;
        var waiting = store.Database.WriteAsync(link => link.ExecuteAsync(Insert, ("key", "waiting")), cancelling.Token);
        await cancelling.CancelAsync();
        hold.SetResult();
        Assert.Equal(1, await begun);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(1, await store.Database.ReadAsync(link => link.NumberAsync(Count), Cancellation));
    }

    [Theory, Stores]
    public async Task refuses_when_too_much_waits_and_recovers(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind, options => options with { WriterQueue = 4 });
        var (hold, held) = (Signal(), Signal());
        var first = Hold(store, held, hold);
        await held.Task;
        var waiting = Enumerable.Range(0, 4).Select(i => store.Get<ISeedLedger>().AddAsync("k" + i, null, Cancellation)).ToList();
        await Assert.ThrowsAsync<StorageUnavailableException>(() => store.Get<ISeedLedger>().AddAsync("more", null, Cancellation));
        hold.SetResult();
        await Task.WhenAll([first, .. waiting]);
        await store.Get<ISeedLedger>().AddAsync("more", null, Cancellation);
        await store.Database.PingAsync(Cancellation);
    }

    [Theory, Stores]
    public async Task commits_what_waits_when_it_is_stopped_and_refuses_afterwards(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var waiting = Enumerable.Range(0, 500).Select(i => store.Get<ISeedLedger>().AddAsync("k" + i, null, Cancellation)).ToList();
        await store.Database.StopAsync();
        await Task.WhenAll(waiting);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => store.Get<ISeedLedger>().AddAsync("late", null, Cancellation));
        await using var again = await store.OpenAnotherAsync(sameFolder: true);
        Assert.Equal(500, await again.Database.ReadAsync(link => link.NumberAsync(Count), Cancellation));
    }

    [Theory, Stores]
    public async Task does_not_take_the_thread_of_whoever_finishes_a_unit(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (hold, held) = (new TaskCompletionSource(), Signal());
        var unit = Hold(store, held, hold);
        await held.Task;
        // The unit awaits by now: finishing what it waits for runs the loop on the finishing thread.
        await Task.Delay(TimeSpan.FromMilliseconds(100), Cancellation);
        await Task.Run(hold.SetResult, Cancellation).WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
        await unit.WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
        await store.Get<ISeedLedger>().AddAsync("more", null, Cancellation).WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
    }

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static Task<bool> Hold(Store store, TaskCompletionSource held, TaskCompletionSource hold) => store.Database.WriteAsync(
        async _ =>
        {
            held.TrySetResult();
            await hold.Task;
            return true;
        },
        Cancellation);
}
