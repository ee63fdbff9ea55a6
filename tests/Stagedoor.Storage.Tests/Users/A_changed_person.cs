using Stagedoor.Server.Organizations;
using Stagedoor.Server.Sessions;
using Stagedoor.Server.Tokens;
using Stagedoor.Server.Users;

namespace Stagedoor.Storage.Tests.Users;

public class A_changed_person
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task has_another_name_and_language_but_never_a_service_account_s_of_the_same_account(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var people = store.Get<IPersonStore>();
        var (person, organization) = (await store.APersonAsync(), await store.AnOrganizationAsync());
        await store.AServiceAccountAsync(organization, "Dailies bot");
        Assert.True(await people.ChangeProfileAsync(person.Id, "Dailies bot", "de", store.Now, Cancellation));
        Assert.True(await people.ChangeProfileAsync(person.Id, "Ada F.", "ja", store.Now.AddHours(1), Cancellation));
        Assert.True(await store.Get<IOrganizationStore>().AddMembershipAsync(new() { OrganizationId = organization.Id, PersonId = person.Id, AccountRole = "member" }, Cancellation));
        Assert.False(await people.ChangeProfileAsync(person.Id, "Dаilies  bot", "de", store.Now, Cancellation));
        var found = await people.FindAsync(person.Id, Cancellation);
        Assert.Equal(person with { Name = "Ada F.", Locale = "ja", UpdatedAt = store.Now.AddHours(1) }, found);
    }

    [Theory, Stores]
    public async Task keeps_given_and_family_name_only_while_the_name_is_the_same(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var people = store.Get<IPersonStore>();
        var person = new Person { Id = Given.Id("AdobeID"), FrameioId = Guid.NewGuid(), Email = "f@example.com", Name = "Ada Field", GivenName = "Ada", FamilyName = "Field", CreatedAt = store.Now };
        await people.AddAsync(person, Cancellation);
        await people.ChangeProfileAsync(person.Id, "Ada Field", "de", store.Now, Cancellation);
        Assert.Equal("Field", (await people.FindAsync(person.Id, Cancellation))!.FamilyName);
        await people.ChangeProfileAsync(person.Id, "Ada Moreau", "de", store.Now, Cancellation);
        Assert.Null((await people.FindAsync(person.Id, Cancellation))!.FamilyName);
    }

    [Theory, Stores, Attack("F10")]
    public async Task has_another_address_once_and_none_that_somebody_has(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var people = store.Get<IPersonStore>();
        var (ada, ben) = (await store.APersonAsync(email: "ada@example.com"), await store.APersonAsync("Ben", "ben@example.com"));
        Assert.False(await people.ChangeEmailAsync(ada.Id, "ada@example.com", "Ben@Example.com", null, store.Now, Cancellation));
        Assert.False(await people.ChangeEmailAsync(ada.Id, "other@example.com", "new@example.com", null, store.Now, Cancellation));
        var changed = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => people.ChangeEmailAsync(ada.Id, "ada@example.com", $"New{i}@Example.com", null, store.Now, Cancellation)));
        Assert.Single(changed, true);
        var found = (await people.FindAsync(ada.Id, Cancellation))!;
        Assert.Equal((ada.Id, true, 0), ((await people.FindByEmailAsync(found.Email, Cancellation))!.Id, found.EmailVerified, found.Epoch));
        Assert.Null(await people.FindByEmailAsync("ada@example.com", Cancellation));
        var contest = await Task.WhenAll(people.ChangeEmailAsync(ada.Id, Person.EmailKey(found.Email), "same@example.com", null, store.Now, Cancellation), people.ChangeEmailAsync(ben.Id, "ben@example.com", "same@example.com", null, store.Now, Cancellation));
        Assert.Single(contest, true);
    }

    [Theory, Stores]
    public async Task loses_or_keeps_what_is_open_with_a_new_password_or_address_as_it_is_told(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (people, sessions) = (store.Get<IPersonStore>(), store.Get<ISessionStore>());
        var person = await store.APersonAsync(email: "ada@example.com");
        async Task<bool> IsOpenAsync(bool after)
        {
            var now = (await people.FindAsync(person.Id, Cancellation))!;
            var session = store.ASession(now, Given.Random());
            await sessions.AddAsync(session, null, store.Now, Cancellation);
            Assert.True(after ? await people.ReplacePasswordAsync(person.Id, now.Credentials, "kept", true, store.Now, Cancellation) : await people.ReplacePasswordAsync(person.Id, now.Credentials, "gone", false, store.Now, Cancellation));
            Assert.False(await people.ReplacePasswordAsync(person.Id, now.Credentials, "late", false, store.Now, Cancellation));
            return await sessions.IsLiveAsync(session.Sid, store.Now, Cancellation);
        }

        Assert.True(await IsOpenAsync(after: true));
        Assert.False(await IsOpenAsync(after: false));
        var (held, last) = ((await people.FindAsync(person.Id, Cancellation))!, store.ASession((await people.FindAsync(person.Id, Cancellation))!, "browser"));
        await sessions.AddAsync(last, null, store.Now, Cancellation);
        Assert.True(await people.BringEmailBackAsync(person.Id, "ada@example.com", "back@example.com", store.Now, Cancellation));
        Assert.False(await sessions.IsLiveAsync(last.Sid, store.Now, Cancellation));
        var after = (await people.FindAsync(person.Id, Cancellation))!;
        Assert.Equal((null, held.Credentials + 1), (after.PasswordHash, after.Credentials));
        Assert.Contains((await store.Get<IRevocationFeed>().ReadAfterAsync(0, Cancellation)), revocation => revocation.Kind == RevocationKind.Subject && revocation.Key == person.Id && revocation.Epoch == held.Epoch + 1);
    }
}
