using Stagedoor.Server.Authorizations;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Server.LogoutNotices;
using Stagedoor.Server.Sessions;
using Stagedoor.Storage.Sql;

namespace Stagedoor.Storage.Tests.LogoutNotices;

public class The_queue_of_logout_notices
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores, Attack("F15")]
    public async Task gives_each_notice_to_one_node_at_a_time_and_none_of_a_busy_receiver(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (notices, client) = (store.Get<ILogoutNotices>(), await HearingClientAsync(store));
        var sids = new List<string>();
        for (var i = 0; i < 20; i++) sids.Add(await EndedAsync(store, client));
        Assert.True(await notices.IsDueAsync(store.Now, Cancellation));
        Assert.Empty(await notices.ClaimAsync(store.Now, store.Now + Lease, 50, ["another", client.ClientId], Cancellation));

        var claimed = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => notices.ClaimAsync(store.Now, store.Now + Lease, 4, ["another"], Cancellation)));
        var all = claimed.SelectMany(some => some).ToList();
        while (await notices.ClaimAsync(store.Now, store.Now + Lease, 4, [], Cancellation) is { Count: > 0 } more) all.AddRange(more);
        Assert.Equal(sids.Order(StringComparer.Ordinal), all.Select(notice => notice.Sid).Order(StringComparer.Ordinal));
        Assert.All(all, notice => Assert.Equal((client.ClientId, 1), (notice.ClientId, notice.Attempt)));
        Assert.False(await notices.IsDueAsync(store.Now, Cancellation));

        // A node that died leaves a claim that runs out; what it may still write is without effect.
        store.Time.Advance(Lease);
        var again = (await notices.ClaimAsync(store.Now, store.Now + Lease, 1, [], Cancellation))[0];
        Assert.Equal(2, again.Attempt);
        Assert.False(await notices.EndAsync(again with { Attempt = 1 }, new(store.Now, LogoutNoticeState.Delivered) { Status = 200 }, Cancellation));
        Assert.True(await notices.EndAsync(again, new(store.Now, LogoutNoticeState.Waiting) { Problem = "Unreachable", Again = store.Now.AddHours(1) }, Cancellation));
        Assert.DoesNotContain(await notices.ClaimAsync(store.Now, store.Now + Lease, 50, [], Cancellation), notice => notice.Sid == again.Sid);
    }

    [Theory, Stores, Attack("F15")]
    public async Task goes_round_its_receivers_however_much_one_of_them_has_waiting(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (notices, full, other) = (store.Get<ILogoutNotices>(), await HearingClientAsync(store), await HearingClientAsync(store));
        for (var i = 0; i < 40; i++) await EndedAsync(store, full);
        store.Time.Advance(TimeSpan.FromSeconds(1));
        await EndedAsync(store, other);
        var first = await notices.ClaimAsync(store.Now, store.Now + Lease, 32, [], Cancellation);
        Assert.Equal([full.ClientId, other.ClientId], first.Select(notice => notice.ClientId).Order(StringComparer.Ordinal).OrderBy(id => id == other.ClientId));
        var second = await notices.ClaimAsync(store.Now, store.Now + Lease, 32, [full.ClientId], Cancellation);
        Assert.Empty(second);
        Assert.Equal(full.ClientId, Assert.Single(await notices.ClaimAsync(store.Now, store.Now + Lease, 32, [], Cancellation)).ClientId);
    }

    [Theory, Stores]
    public async Task forgets_what_ended_a_week_ago_and_what_nobody_sends(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (notices, client, other) = (store.Get<ILogoutNotices>(), await HearingClientAsync(store), await HearingClientAsync(store));
        await EndedAsync(store, client);
        var sent = (await notices.ClaimAsync(store.Now, store.Now + Lease, 50, [], Cancellation))[0];
        await EndedAsync(store, other);
        Assert.True(await notices.EndAsync(sent, new(store.Now, LogoutNoticeState.Delivered) { Status = 204 }, Cancellation));
        store.Time.Advance(TimeSpan.FromDays(6));
        await store.Get<Cleaner>().CleanAsync(Cancellation);
        var latest = (await notices.LatestAsync(client.ClientId, Cancellation))!;
        Assert.Equal((LogoutNoticeState.Delivered, 1, 204, null), (latest.State, latest.Attempts, latest.Status, latest.Next));
        store.Time.Advance(TimeSpan.FromDays(1.5));
        await store.Get<Cleaner>().CleanAsync(Cancellation);
        Assert.Null(await notices.LatestAsync(client.ClientId, Cancellation));
        Assert.Equal(LogoutNoticeState.Waiting, (await notices.LatestAsync(other.ClientId, Cancellation))!.State);
        store.Time.Advance(TimeSpan.FromDays(2));
        await store.Get<Cleaner>().CleanAsync(Cancellation);
        Assert.Null(await notices.LatestAsync(other.ClientId, Cancellation));
    }

    private static async Task<Client> HearingClientAsync(Store store) => await store.AClientAsync(kind: ApplicationKind.WebApp, settings: new() { Scopes = ["openid"], BackchannelLogoutUri = "https://app.example/backchannel" });

    // A session in which the credential got an ID token, and its end.
    private static async Task<string> EndedAsync(Store store, Client client)
    {
        var person = await store.APersonAsync(Guid.NewGuid().ToString("N"));
        var session = store.ASession(person, Guid.NewGuid().ToString("N"));
        await store.Get<ISessionStore>().AddAsync(session, null, store.Now, Cancellation);
        var code = store.ACode(person.Id, client.ClientId, session.Sid);
        await store.Get<IAuthorizationCodeStore>().AddAsync(code, Cancellation);
        Assert.IsType<Redemption.Redeemed>(await store.Get<IAuthorizationCodeStore>().RedeemAsync(code.Hash, store.Now, Cancellation));
        Assert.True(await store.Get<ISessionStore>().EndAsync(session.Sid, store.Now, Cancellation));
        return session.Sid;
    }
}
