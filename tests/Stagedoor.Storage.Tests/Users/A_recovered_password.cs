using Stagedoor.Server.Sessions;
using Stagedoor.Server.Tokens;
using Stagedoor.Server.Users;

namespace Stagedoor.Storage.Tests.Users;

public class A_recovered_password
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task verifies_the_address_and_ends_what_was_open(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (person, sid) = await SignedInAsync(store);
        Assert.False(await store.Get<IPersonStore>().RecoverPasswordAsync(person.Id, person.Credentials + 1, "new", false, store.Now, Cancellation));
        Assert.True(await store.Get<IPersonStore>().RecoverPasswordAsync(person.Id, person.Credentials, "new", false, store.Now, Cancellation));
        Assert.Equal(person with { PasswordHash = "new", EmailVerified = true, RecoveredAt = store.Now, Epoch = person.Epoch + 1, Credentials = person.Credentials + 1 }, await store.Get<IPersonStore>().FindAsync(person.Id, Cancellation));
        Assert.False(await store.Get<ISessionStore>().IsLiveAsync(sid, store.Now, Cancellation));
        Assert.Contains((RevocationKind.Subject, person.Id), (await store.Get<IRevocationFeed>().ReadAfterAsync(0, Cancellation)).Select(revocation => (revocation.Kind, revocation.Key)));
    }

    [Theory, Stores]
    public async Task keeps_what_was_open_where_the_person_chooses_so(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (person, sid) = await SignedInAsync(store);
        Assert.True(await store.Get<IPersonStore>().RecoverPasswordAsync(person.Id, person.Credentials, "new", true, store.Now, Cancellation));
        Assert.True(await store.Get<ISessionStore>().IsLiveAsync(sid, store.Now, Cancellation));
        Assert.Empty(await store.Get<IRevocationFeed>().ReadAfterAsync(0, Cancellation));
    }

    [Theory, Stores, Attack("F10")]
    public async Task is_set_by_one_of_many_at_once(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var person = await store.APersonAsync();
        var set = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => store.Get<IPersonStore>().RecoverPasswordAsync(person.Id, person.Credentials, $"new {i}", false, store.Now, Cancellation))));
        Assert.Single(set, true);
    }

    [Theory, Stores]
    public async Task is_nothing_for_a_disabled_person(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var person = await store.APersonAsync();
        await store.Get<IPersonStore>().SetDisabledAsync(person.Id, true, store.Now, Cancellation);
        Assert.False(await store.Get<IPersonStore>().RecoverPasswordAsync(person.Id, person.Credentials, "new", false, store.Now, Cancellation));
    }

    [Theory, Stores, Attack("F11")]
    public async Task and_an_address_is_verified_once_and_only_as_the_one_that_was_proven(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var person = await store.APersonAsync(email: "ada@example.com", verified: false);
        var people = store.Get<IPersonStore>();
        Assert.False(await people.VerifyEmailAsync(person.Id, "other@example.com", Cancellation));
        Assert.True(await people.VerifyEmailAsync(person.Id, "ada@example.com", Cancellation));
        Assert.False(await people.VerifyEmailAsync(person.Id, "ada@example.com", Cancellation));
        Assert.True((await people.FindAsync(person.Id, Cancellation))!.EmailVerified);
    }

    private static async Task<(Person Person, string Sid)> SignedInAsync(Store store)
    {
        var person = await store.APersonAsync();
        var session = store.ASession(person, "browser");
        await store.Get<ISessionStore>().AddAsync(session, null, store.Now, Cancellation);
        Assert.True(await store.Get<ISessionStore>().IsLiveAsync(session.Sid, store.Now, Cancellation));
        return (person, session.Sid);
    }
}
