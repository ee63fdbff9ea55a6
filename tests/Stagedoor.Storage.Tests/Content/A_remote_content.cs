using Stagedoor.Frameio.Files;

namespace Stagedoor.Storage.Tests.Content;

/// <summary>The queue of what is fetched from elsewhere.</summary>
public class A_remote_content
{
    private const string Order = "INSERT INTO contents (id, account_id, sender_id, media_type, size, part_size, parts, source_url, fetch_at, created_at, expires_at) VALUES (@id, @account, 'a', 'video/mp4', 0, 0, 1, 'https://far.example/', @at, 0, 9000000000000000)";

    [Theory, Stores, Attack("H1")]
    public async Task of_a_busy_account_does_not_stand_before_those_of_others(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (busy, other) = (Guid.NewGuid(), Guid.NewGuid());
        for (var i = 0; i < 3; i++) await OrderAsync(store, busy, store.Now.AddSeconds(-100 + i));
        var theirs = await OrderAsync(store, other, store.Now.AddSeconds(-1));
        var ledger = store.Get<IContentLedger>();
        var cancellation = TestContext.Current.CancellationToken;
        Assert.Equal(busy, (await ledger.TakeAsync(store.Now, store.Now.AddMinutes(2), [], cancellation))!.AccountId);
        Assert.Equal(theirs, (await ledger.TakeAsync(store.Now, store.Now.AddMinutes(2), [busy], cancellation))!.Id);
        Assert.Null(await ledger.TakeAsync(store.Now, store.Now.AddMinutes(2), [busy], cancellation));
        Assert.Equal(busy, (await ledger.TakeAsync(store.Now, store.Now.AddMinutes(2), [other], cancellation))!.AccountId);
        Assert.Equal(busy, (await ledger.TakeAsync(store.Now, store.Now.AddMinutes(2), [], cancellation))!.AccountId);
        Assert.Null(await ledger.TakeAsync(store.Now, store.Now.AddMinutes(2), [], cancellation));
    }

    private static async Task<Guid> OrderAsync(Store store, Guid account, DateTimeOffset at)
    {
        var id = Guid.NewGuid();
        await store.Database.WriteAsync(link => link.ExecuteAsync(Order, ("id", id), ("account", account), ("at", at)), TestContext.Current.CancellationToken);
        return id;
    }
}
