using Stagedoor.Server.Tokens;

namespace Stagedoor.Storage.Tests.Tokens;

public class The_revocation_feed
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task misses_nothing_while_two_nodes_write_and_one_reads(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        await using var other = kind == StoreKind.Postgres ? await store.OpenAnotherAsync() : null;
        using var done = new CancellationTokenSource();
        var reading = Task.Run(async () =>
        {
            var (seen, after) = (new List<Revocation>(), 0L);
            while (true)
            {
                var isLast = done.IsCancellationRequested;
                var page = await store.Get<IRevocationFeed>().ReadAfterAsync(after, Cancellation);
                seen.AddRange(page);
                if (page.Count > 0) after = page[^1].Sequence;
                if (isLast) return seen;
            }
        });
        await Task.WhenAll(Enumerable.Range(0, 400).Select(i => Task.Run(() => (i % 2 == 0 ? store : other ?? store).Get<IRevocationFeed>().RevokeAsync(RevocationKind.Token, "t" + i, store.Now, Cancellation))));
        await done.CancelAsync();
        var seen = await reading;
        Assert.Equal(400, seen.Select(revocation => revocation.Key).Distinct().Count());
        Assert.Equal(seen.Select(revocation => revocation.Sequence).Order(), seen.Select(revocation => revocation.Sequence));
    }

    [Theory, Stores]
    public async Task tells_this_process_at_once_after_the_commit(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var feed = store.Get<IRevocationFeed>();
        var fed = 0;
        feed.Fed += () => Interlocked.Increment(ref fed);
        await feed.RevokeAsync(RevocationKind.Family, "f", store.Now, Cancellation);
        Assert.Equal(1, fed);
        await feed.RevokeAsync(RevocationKind.Family, "f", store.Now, Cancellation);
        Assert.Equal(1, fed);
        Assert.Single(await feed.ReadAfterAsync(0, Cancellation));
    }

    [Theory, Stores]
    public async Task finds_the_keys_asked_for_of_the_right_kind(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var feed = store.Get<IRevocationFeed>();
        await feed.RevokeAsync(RevocationKind.Family, "x", store.Now, Cancellation);
        await feed.RevokeAsync(RevocationKind.Token, "y", store.Now, Cancellation);
        var found = await feed.FindAsync([(RevocationKind.Family, "x"), (RevocationKind.Session, "y"), (RevocationKind.Token, "z")], Cancellation);
        Assert.Equal((RevocationKind.Family, "x", 1), (found.Single().Kind, found.Single().Key, found.Single().Epoch));
        Assert.Equal(1, await feed.InstallationEpochAsync(Cancellation));
    }
}
