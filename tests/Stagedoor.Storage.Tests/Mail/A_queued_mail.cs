using Stagedoor.Server.Mail;
using Stagedoor.Storage.Sql;

namespace Stagedoor.Storage.Tests.Mail;

public class A_queued_mail
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task is_taken_once_and_oldest_first_and_by_another_only_when_its_time_is_over(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var mails = store.Get<IMailStore>();
        Assert.False(await mails.AnyDueAsync(store.Now, Cancellation));
        Assert.Null(await mails.TakeAsync(store.Now, store.Now.AddMinutes(5), Cancellation));
        var first = await AddAsync(store);
        store.Time.Advance(TimeSpan.FromSeconds(1));
        var second = await AddAsync(store);
        Assert.True(await mails.AnyDueAsync(store.Now, Cancellation));
        var taken = await mails.TakeAsync(store.Now, store.Now.AddMinutes(5), Cancellation);
        Assert.Equal((first.Id, first.CreatedAt, 1), (taken!.Id, taken.CreatedAt, taken.Attempts));
        Assert.Equal(first.Sealed.ToArray(), taken.Sealed.ToArray());
        Assert.Equal(second.Id, (await mails.TakeAsync(store.Now, store.Now.AddMinutes(5), Cancellation))!.Id);
        Assert.Null(await mails.TakeAsync(store.Now, store.Now.AddMinutes(5), Cancellation));
        Assert.False(await mails.AnyDueAsync(store.Now, Cancellation));
        store.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(2, (await mails.TakeAsync(store.Now, store.Now.AddMinutes(5), Cancellation))!.Attempts);
    }

    [Theory, Stores]
    public async Task waits_when_put_back_and_is_gone_when_removed(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var mails = store.Get<IMailStore>();
        var mail = await AddAsync(store);
        await mails.TakeAsync(store.Now, store.Now.AddMinutes(5), Cancellation);
        await mails.PutBackAsync(mail.Id, store.Now.AddSeconds(15), Cancellation);
        Assert.Null(await mails.TakeAsync(store.Now.AddSeconds(14), store.Now.AddMinutes(5), Cancellation));
        Assert.NotNull(await mails.TakeAsync(store.Now.AddSeconds(15), store.Now.AddMinutes(5), Cancellation));
        await mails.RemoveAsync(mail.Id, Cancellation);
        store.Time.Advance(TimeSpan.FromDays(1));
        Assert.Null(await mails.TakeAsync(store.Now, store.Now.AddMinutes(5), Cancellation));
    }

    [Theory, Stores]
    public async Task goes_to_one_of_many_that_take_at_once(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        await using var other = kind == StoreKind.Postgres ? await store.OpenAnotherAsync() : null;
        Store[] nodes = other is null ? [store] : [store, other];
        for (var i = 0; i < 20; i++) await AddAsync(store);
        var until = store.Now.AddMinutes(5);
        var taken = new List<string>();

        // One that lost a race takes nothing and looks again, as the sender does.
        for (var round = 0; round < 20 && taken.Count < 20; round++)
        {
            var some = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => nodes[i % nodes.Length].Get<IMailStore>().TakeAsync(store.Now, until, Cancellation))));
            taken.AddRange(some.OfType<QueuedMail>().Select(mail => mail.Id));
        }

        Assert.Equal(20, taken.Count);
        Assert.Equal(20, taken.Distinct().Count());
    }

    [Theory, Stores]
    public async Task is_removed_when_nobody_sent_it_for_a_week(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        await AddAsync(store);
        store.Time.Advance(TimeSpan.FromDays(7));
        Assert.Equal(0, await store.Get<Cleaner>().CleanAsync(Cancellation));
        store.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, await store.Get<Cleaner>().CleanAsync(Cancellation));
    }

    [Theory, Stores]
    public async Task is_refused_when_too_many_wait(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var mails = store.Get<IMailStore>();
        await store.Database.WriteAsync(
            link => link.ExecuteAsync(
                """
                WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < @count)
                INSERT INTO mails (id, content, created_at, due_at, attempts) SELECT 'm' || n, @content, 0, 0, 0 FROM numbers
                """,
                ("count", (long)IMailStore.Longest - 1), ("content", new byte[1])),
            Cancellation);
        Assert.NotNull(await AddAsync(store));
        Assert.False(await mails.AddAsync(AMail(store), Cancellation));
        await mails.RemoveAsync("m7", Cancellation);
        Assert.True(await mails.AddAsync(AMail(store), Cancellation));
    }

    private static async Task<QueuedMail> AddAsync(Store store)
    {
        var mail = AMail(store);
        Assert.True(await store.Get<IMailStore>().AddAsync(mail, Cancellation));
        return mail;
    }

    private static QueuedMail AMail(Store store) => new() { Id = Given.Random(), Sealed = new byte[] { 1, 2, 3 }, CreatedAt = store.Now };
}
