using Stagedoor.Server.Users;

namespace Stagedoor.Storage.Tests.Users;

[Attack("F2")]
public class An_attempt_given_back
{
    private static readonly AttemptPolicy Policy = new(3, TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(1), TimeSpan.FromHours(1));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task does_not_count_and_does_not_wash_the_others(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var attempts = store.Get<IAttempts>();
        for (var success = 0; success < 10; success++)
        {
            Assert.Equal(TimeSpan.Zero, await attempts.ClaimAsync("key", Policy, store.Now, Cancellation));
            await attempts.ReleaseAsync("key", Cancellation);
        }

        for (var failure = 0; failure < 3; failure++) Assert.Equal(TimeSpan.Zero, await attempts.ClaimAsync("key", Policy, store.Now, Cancellation));
        Assert.Equal(TimeSpan.FromSeconds(2), await attempts.ClaimAsync("key", Policy, store.Now, Cancellation));

        store.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(TimeSpan.Zero, await attempts.ClaimAsync("key", Policy, store.Now, Cancellation));
        await attempts.ReleaseAsync("key", Cancellation);
        Assert.Equal(TimeSpan.Zero, await attempts.ClaimAsync("key", Policy, store.Now, Cancellation));
        Assert.Equal(TimeSpan.FromSeconds(4), await attempts.ClaimAsync("key", Policy, store.Now, Cancellation));
    }

    [Theory, Stores]
    public async Task of_a_key_that_nobody_claimed_is_nothing(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        await store.Get<IAttempts>().ReleaseAsync("key", Cancellation);
        Assert.Equal(TimeSpan.Zero, await store.Get<IAttempts>().ClaimAsync("key", Policy, store.Now, Cancellation));
    }
}
