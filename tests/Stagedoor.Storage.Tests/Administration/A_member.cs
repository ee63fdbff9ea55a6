using Stagedoor.Server.Administration;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Server.Sessions;
using Stagedoor.Server.Users;

namespace Stagedoor.Storage.Tests.Administration;

public class A_member
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task who_is_the_last_administrator_stays_so_whoever_comes_at_once(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        await using var node = kind == StoreKind.Postgres ? await store.OpenAnotherAsync() : null;
        var (people, others) = (store.Get<IOrganizationPeople>(), (node ?? store).Get<IOrganizationPeople>());
        for (var round = 0; round < 10; round++)
        {
            var organization = await store.AnOrganizationAsync();
            var (one, other) = (await MemberAsync(store, organization, "system_admin"), await MemberAsync(store, organization, "system_admin developer"));
            MemberChange[] answers = round % 3 == 0
                ? await Task.WhenAll(people.ChangeRolesAsync(organization.Id, one.Id, 1, [], "member", store.Now, Cancellation), others.ChangeRolesAsync(organization.Id, other.Id, 1, ["developer"], "member", store.Now, Cancellation))
                : round % 3 == 1
                    ? await Task.WhenAll(people.DeactivateAsync(organization.Id, one.Id, 1, null, other.Id, store.Now, Cancellation), others.DeactivateAsync(organization.Id, other.Id, 1, null, one.Id, store.Now, Cancellation))
                    : await Task.WhenAll(people.ChangeRolesAsync(organization.Id, one.Id, 1, [], "member", store.Now, Cancellation), others.DeactivateAsync(organization.Id, other.Id, 1, null, one.Id, store.Now, Cancellation));
            Assert.Equal([MemberChange.Done, MemberChange.LastAdministrator], answers.Order());
            var left = await people.ListAsync(organization.Id, new() { Role = "system_admin", IsActive = true }, null, 10, Cancellation);
            Assert.Single(left);
        }
    }

    [Theory, Stores]
    public async Task who_is_the_last_owner_of_the_account_stays_so(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (people, organization) = (store.Get<IOrganizationPeople>(), await store.AnOrganizationAsync());
        var owner = await MemberAsync(store, organization, "", "owner");
        Assert.Equal(MemberChange.LastOwner, await people.ChangeRolesAsync(organization.Id, owner.Id, null, [], "member", store.Now, Cancellation));
        Assert.Equal(MemberChange.LastOwner, await people.DeactivateAsync(organization.Id, owner.Id, null, null, "x", store.Now, Cancellation));
        Assert.Equal(MemberChange.Done, await people.ChangeRolesAsync(organization.Id, owner.Id, null, ["developer"], "owner", store.Now, Cancellation));
        await MemberAsync(store, organization, "", "owner");
        Assert.Equal(MemberChange.Changed, await people.DeactivateAsync(organization.Id, owner.Id, 1, null, "x", store.Now, Cancellation));
        Assert.Equal(MemberChange.Done, await people.DeactivateAsync(organization.Id, owner.Id, 2, null, "x", store.Now, Cancellation));
        Assert.Equal(MemberChange.Unknown, await people.DeactivateAsync(organization.Id, owner.Id, null, null, "x", store.Now, Cancellation));
    }

    [Theory, Stores]
    public async Task who_is_deactivated_in_one_organization_lives_on_in_another(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (people, persons) = (store.Get<IOrganizationPeople>(), store.Get<IPersonStore>());
        var (first, second) = (await store.AnOrganizationAsync(), await store.AnOrganizationAsync());
        var person = await MemberAsync(store, first, "developer");
        await store.Get<IOrganizationStore>().AddMembershipAsync(new() { OrganizationId = second.Id, PersonId = person.Id, AccountRole = "reviewer" }, Cancellation);
        Assert.True(await people.IsElsewhereAsync(first.Id, person.Id, Cancellation));
        var session = await SessionAsync(store, person);
        Assert.Equal(MemberChange.Done, await people.DeactivateAsync(first.Id, person.Id, null, null, "x", store.Now, Cancellation));
        Assert.False(await store.Get<ISessionStore>().IsLiveAsync(session, store.Now, Cancellation));
        Assert.Null((await persons.FindAsync(person.Id, Cancellation))!.DisabledAt);
        Assert.Equal(second.Id, Assert.Single(await store.Get<IOrganizationStore>().MembershipsOfAsync(person.Id, Cancellation)).OrganizationId);
        var card = (await people.FindAsync(first.Id, person.Id, Cancellation))!;
        Assert.Equal((store.Now, "x", 2L), (card.DeactivatedAt, card.DeactivatedBy, card.Version));

        // The last one ends the sign-in, and whichever takes its own back brings it back.
        Assert.Equal(MemberChange.Done, await people.DeactivateAsync(second.Id, person.Id, null, null, "y", store.Now, Cancellation));
        Assert.NotNull((await persons.FindAsync(person.Id, Cancellation))!.DisabledAt);
        Assert.Equal(MemberChange.Changed, await people.ReactivateAsync(first.Id, person.Id, 1, Cancellation));
        Assert.Equal(MemberChange.Done, await people.ReactivateAsync(first.Id, person.Id, 2, Cancellation));
        Assert.Null((await persons.FindAsync(person.Id, Cancellation))!.DisabledAt);
        Assert.False(await store.Get<ISessionStore>().IsLiveAsync(session, store.Now, Cancellation));
        Assert.Equal(["developer"], (await people.FindAsync(first.Id, person.Id, Cancellation))!.AdminRoles);
        Assert.False((await people.FindAsync(second.Id, person.Id, Cancellation))!.IsActive);
        Assert.Equal(MemberChange.Unknown, await people.ReactivateAsync(first.Id, person.Id, null, Cancellation));
    }

    [Theory, Stores]
    public async Task who_is_deactivated_by_two_organizations_at_once_cannot_sign_in(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        await using var node = kind == StoreKind.Postgres ? await store.OpenAnotherAsync() : null;
        var (people, others) = (store.Get<IOrganizationPeople>(), (node ?? store).Get<IOrganizationPeople>());
        for (var round = 0; round < 5; round++)
        {
            var (first, second) = (await store.AnOrganizationAsync(), await store.AnOrganizationAsync());
            var person = await MemberAsync(store, first, "");
            await store.Get<IOrganizationStore>().AddMembershipAsync(new() { OrganizationId = second.Id, PersonId = person.Id, AccountRole = "member" }, Cancellation);
            Assert.All(
                await Task.WhenAll(people.DeactivateAsync(first.Id, person.Id, 1, null, "x", store.Now, Cancellation), others.DeactivateAsync(second.Id, person.Id, 1, null, "y", store.Now, Cancellation)),
                answer => Assert.Equal(MemberChange.Done, answer));
            Assert.NotNull((await store.Get<IPersonStore>().FindAsync(person.Id, Cancellation))!.DisabledAt);
        }
    }

    [Theory, Stores]
    public async Task who_owns_service_accounts_goes_when_somebody_takes_them_over(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (people, organization) = (store.Get<IOrganizationPeople>(), await store.AnOrganizationAsync());
        var (owner, heir, stranger) = (await MemberAsync(store, organization, ""), await MemberAsync(store, organization, ""), await store.APersonAsync());
        var account = (await store.Get<IServiceAccountStore>().CreateAsync(store.AServiceAccount(await store.AClientAsync(organization), organization) with { OwnerId = owner.Id }, Cancellation)).Id;
        Assert.Equal(1, (await people.FindAsync(organization.Id, owner.Id, Cancellation))!.ServiceAccounts);
        Assert.Equal(MemberChange.OwnsServiceAccounts, await people.DeactivateAsync(organization.Id, owner.Id, null, null, "x", store.Now, Cancellation));
        Assert.Equal(MemberChange.HeirUnknown, await people.DeactivateAsync(organization.Id, owner.Id, null, stranger.Id, "x", store.Now, Cancellation));
        Assert.Equal(MemberChange.HeirUnknown, await people.DeactivateAsync(organization.Id, owner.Id, null, owner.Id, "x", store.Now, Cancellation));
        Assert.Equal(MemberChange.Changed, await people.DeactivateAsync(organization.Id, owner.Id, 7, heir.Id, "x", store.Now, Cancellation));
        Assert.Equal(1, (await people.FindAsync(organization.Id, owner.Id, Cancellation))!.ServiceAccounts);
        Assert.Equal(MemberChange.Done, await people.DeactivateAsync(organization.Id, owner.Id, null, heir.Id, "x", store.Now, Cancellation));
        Assert.Equal(heir.Id, (await store.Get<IServiceAccountStore>().FindAsync(account, Cancellation))!.OwnerId);
    }

    [Theory, Stores]
    public async Task is_found_sorted_and_paged(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (people, organization) = (store.Get<IOrganizationPeople>(), await store.AnOrganizationAsync());
        var members = new List<Person>();
        for (var i = 0; i < 7; i++) members.Add(await MemberAsync(store, organization, i % 2 == 0 ? "developer" : ""));
        Assert.Equal(MemberChange.Done, await people.DeactivateAsync(organization.Id, members[1].Id, null, null, "x", store.Now, Cancellation));
        foreach (var sort in Enum.GetValues<PeopleSort>())
        {
            var (all, after) = (new List<string>(), (Place?)null);
            while (await people.ListAsync(organization.Id, new() { Sort = sort }, after, 2, Cancellation) is { Count: > 0 } page)
            {
                all.AddRange(page.Select(card => card.Id));
                after = new(page[^1].Key, page[^1].Id);
            }

            Assert.Equal(members.Select(member => member.Id).Order(StringComparer.Ordinal), all.Order(StringComparer.Ordinal));
        }

        Assert.Equal(4, (await people.ListAsync(organization.Id, new() { Role = "developer" }, null, 10, Cancellation)).Count);
        Assert.Equal(3, (await people.ListAsync(organization.Id, new() { Role = "none" }, null, 10, Cancellation)).Count);
        Assert.Equal(members[1].Id, Assert.Single(await people.ListAsync(organization.Id, new() { IsActive = false }, null, 10, Cancellation)).Id);
        Assert.Equal(members[2].Id, Assert.Single(await people.ListAsync(organization.Id, new() { Text = members[2].Email.ToUpperInvariant() }, null, 10, Cancellation)).Id);
        Assert.Empty(await people.ListAsync(organization.Id, new() { Text = "%" }, null, 10, Cancellation));
    }

    [Theory, Stores, Attack("I1")]
    public async Task who_has_left_is_shown_without_the_address_and_the_sign_ins_that_are_theirs_now(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (people, organization, other) = (store.Get<IOrganizationPeople>(), await store.AnOrganizationAsync(), await store.AnOrganizationAsync());
        var (left, stays) = (await MemberAsync(store, organization, ""), await MemberAsync(store, organization, ""));
        await store.Get<IOrganizationStore>().AddMembershipAsync(new() { OrganizationId = other.Id, PersonId = left.Id, AccountRole = "member" }, Cancellation);
        foreach (var person in new[] { left, stays }) await store.Get<IAuditTrail>().RecordAsync(new() { At = store.Now, Act = AuditAct.SignedIn, Result = "allowed", ActorId = person.Id }, Cancellation);
        Assert.Equal((left.Email, store.Now), (await people.FindAsync(organization.Id, left.Id, Cancellation)) is { } before ? (before.Email, before.LastSignInAt) : default);
        Assert.Equal(MemberChange.Done, await people.DeactivateAsync(organization.Id, left.Id, null, null, "x", store.Now, Cancellation));
        var card = (await people.FindAsync(organization.Id, left.Id, Cancellation))!;
        Assert.Equal((left.Name, "", false, null), (card.Name, card.Email, card.EmailVerified, card.LastSignInAt));
        Assert.Equal((left.Email, store.Now), (await people.FindAsync(other.Id, left.Id, Cancellation)) is { } elsewhere ? (elsewhere.Email, elsewhere.LastSignInAt) : default);

        // Nor by the order of a list, its cursors, or what is found by an address.
        foreach (var sort in Enum.GetValues<PeopleSort>())
        {
            var list = await people.ListAsync(organization.Id, new() { Sort = sort }, null, 10, Cancellation);
            Assert.Equal(2, list.Count);
            Assert.DoesNotContain(list, shown => shown.Id == left.Id && (shown.Email.Length > 0 || shown.LastSignInAt is not null || shown.Key.Contains(left.Email, StringComparison.OrdinalIgnoreCase)));
        }

        Assert.Equal(left.Id, (await people.ListAsync(organization.Id, new() { Sort = PeopleSort.Email }, null, 10, Cancellation))[0].Id);
        Assert.Equal([stays.Id, left.Id], (await people.ListAsync(organization.Id, new() { Sort = PeopleSort.SignIn }, null, 10, Cancellation)).Select(shown => shown.Id));
        Assert.Empty(await people.ListAsync(organization.Id, new() { Text = left.Email }, null, 10, Cancellation));
        Assert.Equal(stays.Id, Assert.Single(await people.ListAsync(organization.Id, new() { Text = stays.Email }, null, 10, Cancellation)).Id);

        // Who comes back is a member like any other.
        Assert.Equal(MemberChange.Done, await people.ReactivateAsync(organization.Id, left.Id, null, Cancellation));
        Assert.Equal(left.Email, (await people.FindAsync(organization.Id, left.Id, Cancellation))!.Email);
    }

    private static async Task<Person> MemberAsync(Store store, Organization organization, string adminRoles, string accountRole = "member")
    {
        var person = await store.APersonAsync();
        Assert.True(await store.Get<IOrganizationStore>().AddMembershipAsync(
            new() { OrganizationId = organization.Id, PersonId = person.Id, AdminRoles = [.. adminRoles.Split(' ', StringSplitOptions.RemoveEmptyEntries)], AccountRole = accountRole }, Cancellation));
        return person;
    }

    private static async Task<string> SessionAsync(Store store, Person person)
    {
        var sid = Guid.NewGuid().ToString();
        await store.Get<ISessionStore>().AddAsync(
            new() { Sid = sid, BrowserHash = sid, PersonId = person.Id, AuthenticatedAt = store.Now, ExpiresAt = store.Now.AddHours(1), Acr = "1", PersonEpoch = person.Epoch }, null, store.Now, Cancellation);
        return sid;
    }
}
