using Stagedoor.Server.Sessions;

namespace Stagedoor.Storage.Tests.Sessions;

public class A_renewed_session
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores, Attack("F5")]
    public async Task keeps_its_sid_and_takes_a_new_browser_with_it(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var sessions = store.Get<ISessionStore>();
        var ada = await store.APersonAsync();
        var ben = await store.APersonAsync("Ben Okafor");
        var (one, other) = (store.ASession(ada, "before"), store.ASession(ben, "before"));
        await sessions.AddAsync(one, null, store.Now, Cancellation);
        await sessions.AddAsync(other, null, store.Now, Cancellation);
        store.Time.Advance(TimeSpan.FromMinutes(5));
        var again = one with { BrowserHash = "after", AuthenticatedAt = store.Now, ExpiresAt = store.Now.AddHours(24), Acr = "2" };

        Assert.True(await sessions.RenewAsync(again, "before", store.Now, Cancellation));

        Assert.Empty(await sessions.OfBrowserAsync("before", store.Now, Cancellation));
        var live = await sessions.OfBrowserAsync("after", store.Now, Cancellation);
        Assert.Equal([one.Sid, other.Sid], live.Select(session => session.Sid));
        Assert.Equal((store.Now, "2"), (live[0].AuthenticatedAt, live[0].Acr));
        Assert.True(await sessions.IsLiveAsync(one.Sid, store.Now, Cancellation));
    }

    [Theory, Stores]
    public async Task is_none_once_it_ended_or_in_another_browser(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var sessions = store.Get<ISessionStore>();
        var session = store.ASession(await store.APersonAsync(), "before");
        await sessions.AddAsync(session, null, store.Now, Cancellation);

        Assert.False(await sessions.RenewAsync(session with { BrowserHash = "after" }, "elsewhere", store.Now, Cancellation));
        await sessions.EndAsync(session.Sid, store.Now, Cancellation);
        Assert.False(await sessions.RenewAsync(session with { BrowserHash = "after" }, "before", store.Now, Cancellation));
        Assert.Empty(await sessions.OfBrowserAsync("after", store.Now, Cancellation));
    }
}
