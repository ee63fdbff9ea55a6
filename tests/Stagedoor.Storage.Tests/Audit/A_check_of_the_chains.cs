using Stagedoor.Server.Audit;

namespace Stagedoor.Storage.Tests.Audit;

public class A_check_of_the_chains
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task is_begun_by_one_alone_and_tells_all_how_it_stands(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var checks = store.Get<IAuditChecks>();
        Assert.Null(await checks.FindAsync(Cancellation));
        var began = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => checks.BeginAsync(100, store.Now, Cancellation))));
        Assert.Single(began, won => won);
        await checks.TellAsync(store.Now, 40, store.Now, ended: false, null, Cancellation);
        Assert.Equal(new(store.Now, null, 40, 100, null), await checks.FindAsync(Cancellation));
        store.Time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(await checks.BeginAsync(100, store.Now, Cancellation));
        await checks.TellAsync(Store.Start, 100, store.Now, ended: true, "Entry 3 is not what was written.", Cancellation);
        Assert.Equal(new(Store.Start, store.Now, 100, 100, "Entry 3 is not what was written."), await checks.FindAsync(Cancellation));

        // What ended says nothing more.
        await checks.TellAsync(Store.Start, 7, store.Now, ended: false, null, Cancellation);
        Assert.False((await checks.FindAsync(Cancellation))!.IsIntact);
    }

    [Theory, Stores, Attack("I1")]
    public async Task that_ended_is_followed_by_no_other_for_a_minute_whoever_asks(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var checks = store.Get<IAuditChecks>();
        Assert.True(await checks.BeginAsync(100, store.Now, Cancellation));
        await checks.TellAsync(Store.Start, 100, store.Now, ended: true, null, Cancellation);
        store.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(await checks.BeginAsync(200, store.Now, Cancellation));
        store.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await checks.BeginAsync(200, store.Now, Cancellation));
    }

    [Theory, Stores]
    public async Task that_died_with_its_node_is_given_up_and_no_longer_heard(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var checks = store.Get<IAuditChecks>();
        Assert.True(await checks.BeginAsync(100, store.Now, Cancellation));
        store.Time.Advance(TimeSpan.FromSeconds(31));
        Assert.True(await checks.BeginAsync(120, store.Now, Cancellation));
        await checks.TellAsync(Store.Start, 99, store.Now, ended: true, "late", Cancellation);
        Assert.Equal(new(store.Now, null, 0, 120, null), await checks.FindAsync(Cancellation));
    }
}
