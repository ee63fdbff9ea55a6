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
        var (person, organization, other) = (await ProvenAsync(store, "ada@example.com"), await store.AnOrganizationAsync(), await store.AnOrganizationAsync());
        var invitations = store.Get<IInvitationStore>();
        var (first, second, third) = (AnInvitation(store, organization, "ada@example.com"), AnInvitation(store, organization, "ada@example.com"), AnInvitation(store, organization, "ada@example.com"));
        foreach (var (hash, invitation) in new[] { ("1", first), ("2", second), ("3", third) }) await invitations.AddAsync(hash, invitation, Cancellation);
        var list = await invitations.OfOrganizationAsync(organization.Id, null, 2, store.Now, Cancellation);
        list = [.. list, .. await invitations.OfOrganizationAsync(organization.Id, list[^1].Id, 2, store.Now, Cancellation)];
        Assert.Equal(new[] { first, second, third }.Select(invitation => invitation.Id).Order(StringComparer.Ordinal), list.Select(invitation => invitation.Id));
        Assert.False(await invitations.WithdrawAsync(other.Id, first.Id, store.Now, Cancellation));
        Assert.True(await invitations.WithdrawAsync(organization.Id, first.Id, store.Now, Cancellation));
        Assert.False(await invitations.WithdrawAsync(organization.Id, first.Id, store.Now, Cancellation));
        Assert.Equal(InvitationOutcome.Dead, await invitations.AcceptAsync("1", person.Id, store.Now, Cancellation));
        store.Time.Advance(Invitations.Life);
        Assert.Equal(InvitationOutcome.Dead, await invitations.AcceptAsync("2", person.Id, store.Now, Cancellation));
        Assert.Empty(await invitations.OfOrganizationAsync(organization.Id, null, 10, store.Now, Cancellation));
        store.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(3, await store.Get<Cleaner>().CleanAsync(Cancellation));
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
