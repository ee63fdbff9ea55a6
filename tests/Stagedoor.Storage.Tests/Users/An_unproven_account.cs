using System.Text.Json;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.Sessions;
using Stagedoor.Server.Tokens;
using Stagedoor.Server.Users;
using Stagedoor.Storage.Sql;

namespace Stagedoor.Storage.Tests.Users;

/// <summary>An account with an address that nobody proved: the address may be somebody else's.</summary>
[Attack("F10")]
public class An_unproven_account
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task neither_reads_nor_erases_what_stands_under_the_address_that_it_claims(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var person = await AnUnprovenAsync(store);
        await UnderTheAddressAsync(store, person.Email);
        Assert.DoesNotContain("canary", await DownloadAsync(store, person.Id), StringComparison.Ordinal);
        Assert.Equal(Erasure.Erased, await store.Get<IPersonalData>().EraseAsync(person.Id, new Dictionary<string, string>(), store.Now, Cancellation));
        await AssertStandsAsync(store);
    }

    [Theory, Stores]
    public async Task goes_after_two_weeks_with_all_that_is_its_own_and_nothing_of_the_address(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var person = await AnUnprovenAsync(store);
        await UnderTheAddressAsync(store, person.Email);
        await store.Get<ISessionStore>().AddAsync(store.ASession(person, "browser"), null, store.Now, Cancellation);
        store.Time.Advance(TimeSpan.FromDays(14) - TimeSpan.FromSeconds(1));
        await store.Get<Cleaner>().CleanAsync(Cancellation);
        Assert.NotNull(await store.Get<IPersonStore>().FindAsync(person.Id, Cancellation));
        store.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await store.Get<Cleaner>().CleanAsync(Cancellation));
        Assert.Null(await store.Get<IPersonStore>().FindAsync(person.Id, Cancellation));
        Assert.Contains((RevocationKind.Subject, person.Id), (await store.Get<IRevocationFeed>().ReadAfterAsync(0, Cancellation)).Select(revocation => (revocation.Kind, revocation.Key)));
        await AssertStandsAsync(store);
        await AnUnprovenAsync(store);
    }

    [Theory, Stores]
    public async Task stays_when_it_was_proved_when_an_organization_has_it_and_when_an_operator_made_it(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var people = store.Get<IPersonStore>();
        var organization = await store.AnOrganizationAsync();
        var (proven, member, seeded) = (await AnUnprovenAsync(store, "proven@example.com"), await AnUnprovenAsync(store, "member@example.com"), await AnUnprovenAsync(store, "Seeded@example.com"));
        Assert.True(await people.VerifyEmailAsync(proven.Id, "proven@example.com", Cancellation));
        Assert.True(await store.Get<IOrganizationStore>().AddMembershipAsync(new() { OrganizationId = organization.Id, PersonId = member.Id, AccountRole = "member" }, Cancellation));
        await store.Get<ISeedLedger>().AddAsync("person:seeded@example.com", null, Cancellation);
        var others = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => AnUnprovenAsync(store, $"other{i}@example.com")));
        store.Time.Advance(TimeSpan.FromDays(15));
        Assert.Equal(60, await store.Get<Cleaner>().CleanAsync(Cancellation));
        foreach (var stays in (Person[])[proven, member, seeded]) Assert.NotNull(await people.FindAsync(stays.Id, Cancellation));
        foreach (var gone in others) Assert.Null(await people.FindAsync(gone.Id, Cancellation));
    }

    private static async Task<Person> AnUnprovenAsync(Store store, string email = "claimed@example.com")
    {
        var person = new Person { Id = Given.Id("AdobeID"), FrameioId = Guid.NewGuid(), Email = email, Name = "Somebody", CreatedAt = store.Now, PasswordHash = "hash" };
        Assert.True(await store.Get<IPersonStore>().AddAsync(person, Cancellation));
        return person;
    }

    // The owner of the address is invited, and mistyped a password before having any account.
    private static async Task UnderTheAddressAsync(Store store, string email)
    {
        var organization = await store.AnOrganizationAsync();
        var invitation = new Invitation { Id = "canary-invitation", OrganizationId = organization.Id, Email = email, AdminRoles = [], AccountRole = "canary", CreatedAt = store.Now, ExpiresAt = store.Now.AddDays(60) };
        await store.Get<IInvitationStore>().AddAsync("hash", invitation, Cancellation);
        await store.Get<IAuditTrail>().RecordAsync(new() { At = store.Now, Act = AuditAct.SignInRefused, Result = "access_denied", Typed = email, Address = "canary-address" }, Cancellation);
    }

    private static async Task AssertStandsAsync(Store store)
    {
        Assert.Equal("canary", (await store.Get<IInvitationStore>().FindAsync("hash", store.Now, Cancellation))!.AccountRole);
        Assert.Equal(1, await store.Database.ReadAsync(link => link.NumberAsync("SELECT COUNT(*) FROM audit_personal WHERE json LIKE '%canary-address%'"), Cancellation));
    }

    private static async Task<string> DownloadAsync(Store store, string personId)
    {
        using var stream = new MemoryStream();
        await using (var writer = new Utf8JsonWriter(stream)) await store.Get<IPersonalData>().WriteAsync(personId, writer, () => Task.CompletedTask, Cancellation);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
