using Stagedoor.Server.Authorizations;
using Stagedoor.Server.Sessions;
using Stagedoor.Server.Tokens;

namespace Stagedoor.Storage.Tests.Sessions;

public class A_session
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task stands_in_its_browser_newest_first_until_its_time_is_over(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var sessions = store.Get<ISessionStore>();
        var (ada, ben) = (store.ASession(await store.APersonAsync(), "browser"), store.ASession(await store.APersonAsync("Ben"), "browser"));
        await sessions.AddAsync(ada, null, store.Now, Cancellation);
        await sessions.AddAsync(ben with { AuthenticatedAt = store.Now.AddSeconds(1) }, null, store.Now, Cancellation);
        var found = await sessions.OfBrowserAsync("browser", store.Now, Cancellation);
        Assert.Equal([ben.Sid, ada.Sid], found.Select(session => session.Sid));
        Assert.Equal(ada.Amr, found[1].Amr);
        Assert.Equal(ada with { Amr = default }, found[1] with { Amr = default });
        Assert.Empty(await sessions.OfBrowserAsync("browser", ada.ExpiresAt, Cancellation));
        Assert.False(await sessions.IsLiveAsync(ada.Sid, ada.ExpiresAt, Cancellation));
    }

    [Theory, Stores]
    public async Task moves_to_the_new_cookie_at_the_next_sign_in_and_is_replaced_by_its_own_persons_next(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (sessions, feed) = (store.Get<ISessionStore>(), store.Get<IRevocationFeed>());
        var (ada, ben) = (await store.APersonAsync(), await store.APersonAsync("Ben"));
        var (first, other, second) = (store.ASession(ada, "old"), store.ASession(ben, "old"), store.ASession(ada, "new"));
        await sessions.AddAsync(first, null, store.Now, Cancellation);
        await sessions.AddAsync(other, null, store.Now, Cancellation);
        await sessions.AddAsync(second, "old", store.Now, Cancellation);
        Assert.Empty(await sessions.OfBrowserAsync("old", store.Now, Cancellation));
        Assert.Equal([other.Sid, second.Sid], (await sessions.OfBrowserAsync("new", store.Now, Cancellation)).Select(session => session.Sid).Order().Intersect([other.Sid, second.Sid]).OrderBy(sid => sid == second.Sid));
        Assert.False(await sessions.IsLiveAsync(first.Sid, store.Now, Cancellation));
        Assert.Equal((RevocationKind.Session, first.Sid), Assert.Single((await feed.ReadAfterAsync(0, Cancellation)).Select(revocation => (revocation.Kind, revocation.Key))));
    }

    [Theory, Stores]
    public async Task ends_once_with_its_families_and_its_open_codes(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (sessions, families, codes) = (store.Get<ISessionStore>(), store.Get<IRefreshTokenStore>(), store.Get<IAuthorizationCodeStore>());
        var session = store.ASession(await store.APersonAsync(), "browser");
        var (family, stranger, code) = (store.AFamily(sid: session.Sid), store.AFamily(), store.ACode(sid: session.Sid));
        await sessions.AddAsync(session, null, store.Now, Cancellation);
        await families.StartAsync(family, Cancellation);
        await families.StartAsync(stranger, Cancellation);
        await codes.AddAsync(code, Cancellation);
        var ended = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => sessions.EndAsync(session.Sid, store.Now, Cancellation)));
        Assert.Single(ended, true);
        Assert.NotNull((await families.FindAsync(family.FamilyId, Cancellation))!.RevokedAt);
        Assert.Null((await families.FindAsync(stranger.FamilyId, Cancellation))!.RevokedAt);
        Assert.IsType<Redemption.Unknown>(await codes.RedeemAsync(code.Hash, store.Now, Cancellation));
        Assert.Equal((RevocationKind.Session, session.Sid), Assert.Single((await store.Get<IRevocationFeed>().ReadAfterAsync(0, Cancellation)).Select(revocation => (revocation.Kind, revocation.Key))));
    }

    [Theory, Stores, Attack("C7")]
    public async Task that_ends_while_a_code_of_it_is_being_redeemed_leaves_no_family_behind(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (sessions, families, codes, devices) = (store.Get<ISessionStore>(), store.Get<IRefreshTokenStore>(), store.Get<IAuthorizationCodeStore>(), store.Get<IDeviceAuthorizationStore>());
        var person = await store.APersonAsync();
        var session = store.ASession(person, "browser");
        await sessions.AddAsync(session, null, store.Now, Cancellation);
        var (code, device) = (store.ACode(sid: session.Sid), store.ADevice());
        await codes.AddAsync(code, Cancellation);
        await devices.AddAsync(device, Cancellation);
        Assert.True(await devices.AllowAsync(device.DeviceCodeHash, person.Id, session.Sid, store.Now, "1", "pwd", store.Now, Cancellation));
        Assert.IsType<Redemption.Redeemed>(await codes.RedeemAsync(code.Hash, store.Now, Cancellation));
        Assert.IsType<DevicePoll.Allowed>(await devices.PollAsync(device.DeviceCodeHash, device.ClientId, store.Now, Cancellation));
        Assert.True(await sessions.EndAsync(session.Sid, store.Now, Cancellation));
        foreach (var id in (string[])[code.FamilyId, device.FamilyId])
        {
            Assert.False(await families.StartAsync(store.AFamily(sid: session.Sid) with { FamilyId = id }, Cancellation));
            Assert.Null(await families.FindAsync(id, Cancellation));
        }
    }
}
