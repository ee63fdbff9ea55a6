using Stagedoor.Server.Administration;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.Users;
using Stagedoor.Storage.Sql;

namespace Stagedoor.Storage.Tests.Organizations;

[Attack("F10")]
public class An_invitation
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task is_accepted_by_one_of_many_at_once_and_gives_the_roles_that_it_names(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (person, organization) = (await ProvenAsync(store, "ada@example.com"), await store.AnOrganizationAsync());
        var invitations = store.Get<IInvitationStore>();
        await invitations.AddAsync("hash", AnInvitation(store, organization, "ADA@example.com"), Cancellation);
        Assert.Equal("ADA@example.com", (await invitations.FindAsync("hash", store.Now, Cancellation))!.Email);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => invitations.AcceptAsync("hash", person.Id, store.Now, Cancellation))));
        Assert.Single(outcomes, InvitationOutcome.Joined);
        var membership = Assert.Single(await store.Get<IOrganizationStore>().MembershipsOfAsync(person.Id, Cancellation));
        Assert.Equal((organization.Id, "admin", "developer system_admin"), (membership.OrganizationId, membership.AccountRole, string.Join(' ', membership.AdminRoles)));
        Assert.Null(await invitations.FindAsync("hash", store.Now, Cancellation));
    }

    [Theory, Stores]
    public async Task is_for_its_own_address_alone_and_only_when_that_is_proven(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var organization = await store.AnOrganizationAsync();
        var invitations = store.Get<IInvitationStore>();
        await invitations.AddAsync("hash", AnInvitation(store, organization, "ada@example.com"), Cancellation);
        var (another, unproven) = (await ProvenAsync(store, "ben@example.com"), await store.APersonAsync(email: "ada@example.com", verified: false));
        Assert.Equal(InvitationOutcome.Dead, await invitations.AcceptAsync("hash", another.Id, store.Now, Cancellation));
        Assert.Equal(InvitationOutcome.Dead, await invitations.AcceptAsync("hash", unproven.Id, store.Now, Cancellation));
        Assert.Equal(InvitationOutcome.Dead, await invitations.AcceptAsync("hash", "nobody", store.Now, Cancellation));
        Assert.True(await store.Get<IPersonStore>().VerifyEmailAsync(unproven.Id, "ada@example.com", Cancellation));
        await store.Get<IPersonStore>().SetDisabledAsync(unproven.Id, true, store.Now, Cancellation);
        Assert.Equal(InvitationOutcome.Dead, await invitations.AcceptAsync("hash", unproven.Id, store.Now, Cancellation));
        await store.Get<IPersonStore>().SetDisabledAsync(unproven.Id, false, store.Now, Cancellation);
        Assert.Equal(InvitationOutcome.Joined, await invitations.AcceptAsync("hash", unproven.Id, store.Now, Cancellation));
    }

    [Theory, Stores]
    public async Task ends_after_a_week_and_when_withdrawn_by_its_own_organization(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (ada, ben) = (await ProvenAsync(store, "ada@example.com"), await ProvenAsync(store, "ben@example.com"));
        var (organization, other) = (await store.AnOrganizationAsync(), await store.AnOrganizationAsync());
        var invitations = store.Get<IInvitationStore>();
        var (first, second, third) = (AnInvitation(store, organization, "ada@example.com"), AnInvitation(store, organization, "ben@example.com"), AnInvitation(store, organization, "cleo@example.com"));
        foreach (var (hash, invitation) in new[] { ("1", first), ("2", second), ("3", third) }) await invitations.AddAsync(hash, invitation, Cancellation);
        var list = await invitations.OfOrganizationAsync(organization.Id, null, 2, store.Now, Cancellation);
        list = [.. list, .. await invitations.OfOrganizationAsync(organization.Id, list[^1].Id, 2, store.Now, Cancellation)];
        Assert.Equal(new[] { first, second, third }.Select(invitation => invitation.Id).Order(StringComparer.Ordinal), list.Select(invitation => invitation.Id));
        Assert.False(await invitations.WithdrawAsync(other.Id, first.Id, store.Now, Cancellation));
        Assert.True(await invitations.WithdrawAsync(organization.Id, first.Id, store.Now, Cancellation));
        Assert.False(await invitations.WithdrawAsync(organization.Id, first.Id, store.Now, Cancellation));
        Assert.Equal(InvitationOutcome.Dead, await invitations.AcceptAsync("1", ada.Id, store.Now, Cancellation));
        store.Time.Advance(Invitations.Life);
        Assert.Equal(InvitationOutcome.Dead, await invitations.AcceptAsync("2", ben.Id, store.Now, Cancellation));
        Assert.Empty(await invitations.OfOrganizationAsync(organization.Id, null, 10, store.Now, Cancellation));
        store.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(3, await store.Get<Cleaner>().CleanAsync(Cancellation));
    }

    [Theory, Stores]
    public async Task ends_when_its_address_is_invited_again_and_of_many_at_once_one_stays(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (ada, organization, other) = (await ProvenAsync(store, "ada@example.com"), await store.AnOrganizationAsync(), await store.AnOrganizationAsync());
        var invitations = store.Get<IInvitationStore>();
        await invitations.AddAsync("elsewhere", AnInvitation(store, other, "ada@example.com"), Cancellation);
        await invitations.AddAsync("ben", AnInvitation(store, organization, "ben@example.com"), Cancellation);
        await invitations.AddAsync("old", AnInvitation(store, organization, "ada@example.com"), Cancellation);
        await invitations.AddAsync("new", AnInvitation(store, organization, "ADA@example.com") with { AdminRoles = [], AccountRole = "reviewer" }, Cancellation);
        Assert.Null(await invitations.FindAsync("old", store.Now, Cancellation));
        Assert.Equal(InvitationOutcome.Dead, await invitations.AcceptAsync("old", ada.Id, store.Now, Cancellation));
        Assert.NotNull(await invitations.FindAsync("elsewhere", store.Now, Cancellation));
        Assert.Equal(2, (await invitations.OfOrganizationAsync(organization.Id, null, 10, store.Now, Cancellation)).Count);
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => invitations.AddAsync("many" + i, AnInvitation(store, organization, "ada@example.com"), Cancellation))));
        Assert.Equal(["ada@example.com", "ben@example.com"], (await invitations.OfOrganizationAsync(organization.Id, null, 20, store.Now, Cancellation)).Select(invitation => invitation.Email).Order(StringComparer.Ordinal));
        Assert.Equal(InvitationOutcome.Dead, await invitations.AcceptAsync("new", ada.Id, store.Now, Cancellation));
    }

    [Theory, Stores]
    public async Task ends_with_the_role_of_who_sent_it_and_with_the_place_of_who_sent_or_would_get_it(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (organization, other) = (await store.AnOrganizationAsync(), await store.AnOrganizationAsync());
        var (invitations, people) = (store.Get<IInvitationStore>(), store.Get<IOrganizationPeople>());
        var (stays, demoted, leaver) = (await AdministratorAsync(store, organization), await AdministratorAsync(store, organization), await AdministratorAsync(store, organization));
        await store.Get<IOrganizationStore>().AddMembershipAsync(new() { OrganizationId = other.Id, PersonId = leaver.Id, AdminRoles = ["system_admin"], AccountRole = "member" }, Cancellation);
        async Task AddAsync(string hash, Organization to, string email, Person? by) => await invitations.AddAsync(hash, AnInvitation(store, to, email) with { InvitedBy = by?.Id }, Cancellation);
        await AddAsync("operator", organization, "one@example.com", null);
        await AddAsync("stays", organization, "two@example.com", stays);
        await AddAsync("demoted", organization, "three@example.com", demoted);
        await AddAsync("leaver", organization, "four@example.com", leaver);
        await AddAsync("to leaver", organization, leaver.Email, stays);
        await AddAsync("leaver elsewhere", other, "five@example.com", leaver);
        Assert.Equal(5, (await invitations.OfOrganizationAsync(organization.Id, null, 10, store.Now, Cancellation)).Count);

        // Another role that leaves them the administration changes nothing.
        Assert.Equal(MemberChange.Done, await people.ChangeRolesAsync(organization.Id, demoted.Id, null, ["system_admin", "developer"], "admin", store.Now, Cancellation));
        Assert.NotNull(await invitations.FindAsync("demoted", store.Now, Cancellation));
        Assert.Equal(MemberChange.Done, await people.ChangeRolesAsync(organization.Id, demoted.Id, null, ["developer"], "admin", store.Now, Cancellation));
        Assert.Equal(MemberChange.Done, await people.DeactivateAsync(organization.Id, leaver.Id, null, null, "x", store.Now, Cancellation));

        // What ended stays so, though both come back.
        Assert.Equal(MemberChange.Done, await people.ChangeRolesAsync(organization.Id, demoted.Id, null, ["system_admin"], "admin", store.Now, Cancellation));
        Assert.Equal(MemberChange.Done, await people.ReactivateAsync(organization.Id, leaver.Id, null, Cancellation));
        foreach (var (hash, email) in new[] { ("demoted", "three@example.com"), ("leaver", "four@example.com"), ("to leaver", leaver.Email) })
        {
            Assert.Null(await invitations.FindAsync(hash, store.Now, Cancellation));
            var invited = email == leaver.Email ? leaver : await ProvenAsync(store, email);
            Assert.Equal(InvitationOutcome.Dead, await invitations.AcceptAsync(hash, invited.Id, store.Now, Cancellation));
        }

        Assert.Equal(["one@example.com", "two@example.com"], (await invitations.OfOrganizationAsync(organization.Id, null, 10, store.Now, Cancellation)).Select(invitation => invitation.Email).Order(StringComparer.Ordinal));
        Assert.NotNull(await invitations.FindAsync("leaver elsewhere", store.Now, Cancellation));
        Assert.Equal(InvitationOutcome.Joined, await invitations.AcceptAsync("stays", (await ProvenAsync(store, "two@example.com")).Id, store.Now, Cancellation));
    }

    [Theory, Stores]
    public async Task is_nothing_while_who_sent_it_does_not_administrate_the_organization_however_that_came_about(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (ada, organization) = (await ProvenAsync(store, "ada@example.com"), await store.AnOrganizationAsync());
        var invitations = store.Get<IInvitationStore>();
        var (disabled, member) = (await AdministratorAsync(store, organization), await store.AMemberAsync(organization, "Cleo Marsh"));
        await store.Get<IPersonStore>().SetDisabledAsync(disabled.Id, true, store.Now, Cancellation);
        foreach (var sender in new[] { disabled.Id, member.Id, "nobody" })
        {
            // As one that was on its way while its sender lost the role.
            await invitations.AddAsync(sender, AnInvitation(store, organization, "ada@example.com") with { InvitedBy = sender }, Cancellation);
            Assert.Null(await invitations.FindAsync(sender, store.Now, Cancellation));
            Assert.Empty(await invitations.OfOrganizationAsync(organization.Id, null, 10, store.Now, Cancellation));
            Assert.Equal(InvitationOutcome.Dead, await invitations.AcceptAsync(sender, ada.Id, store.Now, Cancellation));
        }
    }

    [Theory, Stores]
    public async Task brings_nobody_back_who_accepts_while_they_are_deactivated(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        await using var node = kind == StoreKind.Postgres ? await store.OpenAnotherAsync() : null;
        var (organization, elsewhere) = (await store.AnOrganizationAsync(), await store.AnOrganizationAsync());
        var administrator = await AdministratorAsync(store, organization);
        for (var round = 0; round < 10; round++)
        {
            var person = await ProvenAsync(store, $"ada{round}@example.com");
            foreach (var place in new[] { organization, elsewhere }) await store.Get<IOrganizationStore>().AddMembershipAsync(new() { OrganizationId = place.Id, PersonId = person.Id, AccountRole = "member" }, Cancellation);
            await store.Get<IInvitationStore>().AddAsync("hash" + round, AnInvitation(store, organization, person.Email) with { InvitedBy = administrator.Id }, Cancellation);
            var hash = "hash" + round;
            await Task.WhenAll(
                Task.Run(() => (node ?? store).Get<IInvitationStore>().AcceptAsync(hash, person.Id, store.Now, Cancellation)),
                Task.Run(() => store.Get<IOrganizationPeople>().DeactivateAsync(organization.Id, person.Id, null, null, administrator.Id, store.Now, Cancellation)));
            Assert.Equal(elsewhere.Id, Assert.Single(await store.Get<IOrganizationStore>().MembershipsOfAsync(person.Id, Cancellation)).OrganizationId);
            Assert.Equal(InvitationOutcome.Dead, await store.Get<IInvitationStore>().AcceptAsync(hash, person.Id, store.Now, Cancellation));
        }
    }

    [Theory, Stores]
    public async Task lets_nobody_in_who_is_called_like_a_service_account_there(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var organization = await store.AnOrganizationAsync();
        await store.AServiceAccountAsync(organization, "Dailies bot");
        var person = await ProvenAsync(store, "ada@example.com", "Dаilies bоt");
        await store.Get<IInvitationStore>().AddAsync("hash", AnInvitation(store, organization, "ada@example.com"), Cancellation);
        Assert.Equal(InvitationOutcome.NameTaken, await store.Get<IInvitationStore>().AcceptAsync("hash", person.Id, store.Now, Cancellation));
        Assert.NotNull(await store.Get<IInvitationStore>().FindAsync("hash", store.Now, Cancellation));
    }

    [Theory, Stores]
    public async Task changes_nothing_for_who_is_a_member(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (person, organization) = (await ProvenAsync(store, "ada@example.com"), await store.AnOrganizationAsync());
        await store.Get<IOrganizationStore>().AddMembershipAsync(new() { OrganizationId = organization.Id, PersonId = person.Id, AccountRole = "member" }, Cancellation);
        await store.Get<IInvitationStore>().AddAsync("hash", AnInvitation(store, organization, "ada@example.com"), Cancellation);
        Assert.Equal(InvitationOutcome.Joined, await store.Get<IInvitationStore>().AcceptAsync("hash", person.Id, store.Now, Cancellation));
        Assert.Equal("member", Assert.Single(await store.Get<IOrganizationStore>().MembershipsOfAsync(person.Id, Cancellation)).AccountRole);
    }

    private static async Task<Person> AdministratorAsync(Store store, Organization organization)
    {
        var person = await ProvenAsync(store, Given.Random() + "@example.com");
        await store.Get<IOrganizationStore>().AddMembershipAsync(new() { OrganizationId = organization.Id, PersonId = person.Id, AdminRoles = ["system_admin"], AccountRole = "owner" }, Cancellation);
        return person;
    }

    private static async Task<Person> ProvenAsync(Store store, string email, string name = "Ada Field")
    {
        var person = await store.APersonAsync(name, email, verified: false);
        Assert.True(await store.Get<IPersonStore>().VerifyEmailAsync(person.Id, Person.EmailKey(email), Cancellation));
        return person with { EmailVerified = true };
    }

    private static Invitation AnInvitation(Store store, Organization organization, string email) => new()
    {
        Id = Given.Random(),
        OrganizationId = organization.Id,
        Email = email,
        AdminRoles = ["developer", "system_admin"],
        AccountRole = "admin",
        CreatedAt = store.Now,
        ExpiresAt = store.Now + Invitations.Life,
    };
}
