using Stagedoor.Server.Authorizations;
using Stagedoor.Server.Sessions;
using Stagedoor.Server.Tokens;
using Stagedoor.Server.Users;

namespace Stagedoor.Storage.Tests.Users;

public class A_person
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task comes_back_as_stored_by_id_and_by_any_spelling_of_the_address(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var people = store.Get<IPersonStore>();
        var person = await store.APersonAsync(email: "Ada@Example.com");
        Assert.Equal(person, await people.FindAsync(person.Id, Cancellation));
        Assert.Equal(person, await people.FindByEmailAsync(" ADA@example.COM ", Cancellation));
        Assert.Null(await people.FindByEmailAsync("ada@example.com\0", Cancellation));
        Assert.Null(await people.FindByEmailAsync("\ud800", Cancellation));
        Assert.False(await people.AddAsync(person with { Id = Given.Id("AdobeID"), FrameioId = Guid.NewGuid() }, Cancellation));
    }

    [Theory, Stores]
    public async Task keeps_the_epoch_when_rehashed_and_only_where_the_hash_is_the_expected_one(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var people = store.Get<IPersonStore>();
        var person = await store.APersonAsync();
        Assert.False(await people.ReplacePasswordHashAsync(person.Id, "other", "new", Cancellation));
        Assert.True(await people.ReplacePasswordHashAsync(person.Id, "hash", "new", Cancellation));
        var found = await people.FindAsync(person.Id, Cancellation);
        Assert.Equal(("new", 0), (found!.PasswordHash, found.Epoch));
    }

    [Theory, Stores]
    public async Task loses_everything_open_with_a_new_password(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var person = await store.APersonAsync();
        await LosesEverythingAsync(store, person, () => store.Get<IPersonStore>().ChangePasswordAsync(person.Id, "new", store.Now, Cancellation));
    }

    [Theory, Stores]
    public async Task loses_everything_open_when_disabled_and_gets_none_of_it_back(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var people = store.Get<IPersonStore>();
        var person = await store.APersonAsync();
        await LosesEverythingAsync(store, person, async () =>
        {
            Assert.True(await people.SetDisabledAsync(person.Id, true, store.Now, Cancellation));
            Assert.False(await people.SetDisabledAsync(person.Id, true, store.Now, Cancellation));
            Assert.NotNull((await people.FindAsync(person.Id, Cancellation))!.DisabledAt);
            return await people.SetDisabledAsync(person.Id, false, store.Now, Cancellation);
        });
    }

    private static async Task LosesEverythingAsync(Store store, Person person, Func<Task<bool>> act)
    {
        var (sessions, families, codes, feed) = (store.Get<ISessionStore>(), store.Get<IRefreshTokenStore>(), store.Get<IAuthorizationCodeStore>(), store.Get<IRevocationFeed>());
        var session = store.ASession(person, "browser");
        var (family, code) = (store.AFamily(person.Id), store.ACode(person.Id));
        await sessions.AddAsync(session, null, store.Now, Cancellation);
        await families.StartAsync(family, Cancellation);
        await codes.AddAsync(code, Cancellation);
        Assert.True(await sessions.IsLiveAsync(session.Sid, store.Now, Cancellation));

        Assert.True(await act());
        Assert.Equal(1, (await store.Get<IPersonStore>().FindAsync(person.Id, Cancellation))!.Epoch);
        Assert.False(await sessions.IsLiveAsync(session.Sid, store.Now, Cancellation));
        Assert.Empty(await sessions.OfBrowserAsync("browser", store.Now, Cancellation));
        Assert.NotNull((await families.FindAsync(family.FamilyId, Cancellation))!.RevokedAt);
        Assert.IsType<Redemption.Unknown>(await codes.RedeemAsync(code.Hash, store.Now, Cancellation));
        var revocation = Assert.Single(await feed.ReadAfterAsync(0, Cancellation));
        Assert.Equal((RevocationKind.Subject, person.Id, 1), (revocation.Kind, revocation.Key, revocation.Epoch));
    }
}
