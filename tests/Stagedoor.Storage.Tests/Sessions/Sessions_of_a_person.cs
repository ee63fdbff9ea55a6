using Stagedoor.Server.Authorizations;
using Stagedoor.Server.Sessions;
using Stagedoor.Server.Tokens;

namespace Stagedoor.Storage.Tests.Sessions;

public class Sessions_of_a_person
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task are_listed_from_every_browser_newest_first_and_by_pages(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var sessions = store.Get<ISessionStore>();
        var (ada, ben) = (await store.APersonAsync(), await store.APersonAsync("Ben"));
        var mine = Enumerable.Range(0, 7).Select(i => store.ASession(ada, "browser" + i) with { AuthenticatedAt = store.Now.AddMinutes(i / 2) }).ToList();
        foreach (var session in mine.Append(store.ASession(ben, "browser0"))) await sessions.AddAsync(session, null, store.Now, Cancellation);
        await sessions.EndAsync(mine[3].Sid, store.Now, Cancellation);

        var listed = new List<Session>();
        for (IReadOnlyList<Session> page = [default!]; page.Count > 0;)
        {
            page = await sessions.OfPersonAsync(ada.Id, listed.LastOrDefault(), 2, store.Now, Cancellation);
            Assert.True(page.Count <= 2);
            listed.AddRange(page);
        }

        Assert.Equal(mine.Where(session => session != mine[3]).OrderByDescending(session => session.AuthenticatedAt).ThenBy(session => session.Sid, StringComparer.Ordinal).Select(session => session.Sid), listed.Select(session => session.Sid));
        Assert.Equal(mine[0].Sid, (await sessions.FindAsync(ada.Id, mine[0].Sid, store.Now, Cancellation))!.Sid);
        Assert.Null(await sessions.FindAsync(ben.Id, mine[0].Sid, store.Now, Cancellation));
        Assert.Null(await sessions.FindAsync(ada.Id, mine[3].Sid, store.Now, Cancellation));
        Assert.Empty(await sessions.OfPersonAsync(ada.Id, null, 10, mine[0].ExpiresAt, Cancellation));
    }

    [Theory, Stores, Attack("F15")]
    public async Task end_together_but_for_one_with_all_that_came_of_them(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (sessions, families, codes, devices) = (store.Get<ISessionStore>(), store.Get<IRefreshTokenStore>(), store.Get<IAuthorizationCodeStore>(), store.Get<IDeviceAuthorizationStore>());
        var (ada, ben) = (await store.APersonAsync(), await store.APersonAsync("Ben"));
        var (here, there, bens) = (store.ASession(ada, "here"), store.ASession(ada, "there"), store.ASession(ben, "bens"));
        foreach (var session in (Session[])[here, there, bens]) await sessions.AddAsync(session, null, store.Now, Cancellation);
        var stays = new[] { store.AFamily(ada.Id, sid: here.Sid), store.AFamily(ben.Id, sid: bens.Sid) };
        var ends = new[] { store.AFamily(ada.Id, sid: there.Sid), store.AFamily(ada.Id, sid: "a session that is over") };
        foreach (var family in stays.Concat(ends)) await families.StartAsync(family, Cancellation);
        var (code, kept) = (store.ACode(ada.Id, sid: there.Sid), store.ACode(ada.Id, sid: here.Sid));
        await codes.AddAsync(code, Cancellation);
        await codes.AddAsync(kept, Cancellation);
        var device = store.ADevice();
        await devices.AddAsync(device, Cancellation);
        Assert.True(await devices.AllowAsync(device.DeviceCodeHash, ada.Id, there.Sid, store.Now, "1", "pwd", store.Now, Cancellation));

        Assert.Equal(1, await sessions.EndOthersAsync(ada.Id, here.Sid, store.Now, Cancellation));

        Assert.Equal(here.Sid, Assert.Single(await sessions.OfPersonAsync(ada.Id, null, 10, store.Now, Cancellation)).Sid);
        Assert.True(await sessions.IsLiveAsync(bens.Sid, store.Now, Cancellation));
        foreach (var family in stays) Assert.Null((await families.FindAsync(family.FamilyId, Cancellation))!.RevokedAt);
        foreach (var family in ends) Assert.NotNull((await families.FindAsync(family.FamilyId, Cancellation))!.RevokedAt);
        Assert.IsType<Redemption.Unknown>(await codes.RedeemAsync(code.Hash, store.Now, Cancellation));
        Assert.IsType<Redemption.Redeemed>(await codes.RedeemAsync(kept.Hash, store.Now, Cancellation));
        Assert.IsNotType<DevicePoll.Allowed>(await devices.PollAsync(device.DeviceCodeHash, device.ClientId, store.Now, Cancellation));
        var fed = (await store.Get<IRevocationFeed>().ReadAfterAsync(0, Cancellation)).Select(revocation => (revocation.Kind, revocation.Key)).ToHashSet();
        Assert.Contains((RevocationKind.Session, there.Sid), fed);
        // The other one's tokens die with their session.
        Assert.Contains((RevocationKind.Family, ends[1].FamilyId), fed);
    }
}
