using Stagedoor.Server.Users;

namespace Stagedoor.Storage.Tests.Users;

public class Attempts_at_a_key
{
    private static readonly AttemptPolicy Policy = new(3, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(15));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores, Attack("F2")]
    public async Task are_each_counted_when_fifty_come_at_once(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var attempts = store.Get<IAttempts>();
        var waits = await ClaimFiftyAsync(store, attempts, "few", Policy);
        Assert.Equal(3, waits.Count(wait => wait == TimeSpan.Zero));
        Assert.Equal(47, waits.Count(wait => wait == TimeSpan.FromSeconds(2)));
        var many = Policy with { Free = 50 };
        Assert.All(await ClaimFiftyAsync(store, attempts, "many", many), wait => Assert.Equal(TimeSpan.Zero, wait));
        Assert.Equal(TimeSpan.FromSeconds(2), await attempts.ClaimAsync("many", many, store.Now, Cancellation));
    }

    [Theory, Stores, Attack("F2")]
    public async Task wait_twice_as_long_after_each_failure_up_to_a_bound_and_are_forgotten_in_time(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var attempts = store.Get<IAttempts>();
        for (var i = 0; i < 3; i++) Assert.Equal(TimeSpan.Zero, await Claim());
        foreach (var seconds in (int[])[2, 4, 8, 10, 10])
        {
            Assert.Equal(TimeSpan.FromSeconds(seconds), await Claim());
            store.Time.Advance(TimeSpan.FromSeconds(seconds));
            Assert.Equal(TimeSpan.Zero, await Claim());
        }

        store.Time.Advance(TimeSpan.FromMinutes(15));
        for (var i = 0; i < 3; i++) Assert.Equal(TimeSpan.Zero, await Claim());
        Assert.Equal(TimeSpan.FromSeconds(2), await Claim());
        await attempts.ForgetAsync("key", Cancellation);
        Assert.Equal(TimeSpan.Zero, await Claim());

        Task<TimeSpan> Claim() => attempts.ClaimAsync("key", Policy, store.Now, Cancellation);
    }

    private static Task<TimeSpan[]> ClaimFiftyAsync(Store store, IAttempts attempts, string key, AttemptPolicy policy) =>
        Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => attempts.ClaimAsync(key, policy, store.Now, Cancellation))));
}
