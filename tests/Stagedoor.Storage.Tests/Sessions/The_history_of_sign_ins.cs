using Stagedoor.Server.Audit;
using Stagedoor.Server.Sessions;
using Stagedoor.Storage.Sql;

namespace Stagedoor.Storage.Tests.Sessions;

public class The_history_of_sign_ins
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task is_written_with_the_audit_and_read_by_its_person_newest_first(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (trail, history) = (store.Get<IAuditTrail>(), store.Get<ISignInHistory>());
        for (var i = 0; i < 5; i++)
        {
            await trail.RecordAsync(new() { At = store.Now, Act = i % 2 == 0 ? AuditAct.SignedIn : AuditAct.SignInRefused, Result = i % 2 == 0 ? "allowed" : "access_denied", ActorId = "ada", TargetId = "sid" + i, ClientId = "client", Detail = "pwd", Address = "192.0.2." + i, UserAgent = "browser" }, Cancellation);
            if (i != 2) store.Time.Advance(TimeSpan.FromMinutes(1));
        }

        await trail.RecordAsync(new() { At = store.Now, Act = AuditAct.SignedIn, ActorId = "ben" }, Cancellation);
        await trail.RecordAsync(new() { At = store.Now, Act = AuditAct.SignInRefused, Typed = "nobody@example.com" }, Cancellation);
        await trail.RecordAsync(new() { At = store.Now, Act = AuditAct.TokenIssued, ActorId = "ada" }, Cancellation);

        var first = await history.OfPersonAsync("ada", null, 3, Cancellation);
        var cursor = SignInCursor.Read(first[^1].Place.ToString());
        Assert.Equal(first[^1].Place, cursor);
        var rest = await history.OfPersonAsync("ada", cursor, 3, Cancellation);
        Assert.Equal(["sid4", "sid3", "sid2", "sid1", "sid0"], first.Concat(rest).Select(record => record.Sid));
        Assert.Equal(("access_denied", "pwd", "client", "192.0.2.3", "browser"), (first[1].Result, first[1].Detail, first[1].ClientId, first[1].Address, first[1].UserAgent));
        Assert.Single(await history.OfPersonAsync("ben", null, 10, Cancellation));
        foreach (var nonsense in new[] { "", "1", "a-b-c", "1-2-", "99999999999999999999-1-n", "253402300800000-1-n" }) Assert.Null(SignInCursor.Read(nonsense));
    }

    [Theory, Stores]
    public async Task is_kept_for_a_year(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        await store.Get<IAuditTrail>().RecordAsync(new() { At = store.Now, Act = AuditAct.SignedIn, ActorId = "ada" }, Cancellation);
        store.Time.Advance(TimeSpan.FromDays(364));
        await store.Get<IAuditTrail>().RecordAsync(new() { At = store.Now, Act = AuditAct.SignedIn, ActorId = "ada" }, Cancellation);
        await store.Get<Cleaner>().CleanAsync(Cancellation);
        Assert.Equal(2, (await store.Get<ISignInHistory>().OfPersonAsync("ada", null, 10, Cancellation)).Count);
        store.Time.Advance(TimeSpan.FromDays(2));
        await store.Get<Cleaner>().CleanAsync(Cancellation);
        Assert.Single(await store.Get<ISignInHistory>().OfPersonAsync("ada", null, 10, Cancellation));
    }
}
