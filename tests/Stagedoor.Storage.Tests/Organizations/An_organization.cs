using Stagedoor.Frameio.Door;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Organizations;

namespace Stagedoor.Storage.Tests.Organizations;

public class An_organization
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task comes_back_with_what_stands_in_it(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var organizations = store.Get<IOrganizationStore>();
        var (organization, person) = (await store.AnOrganizationAsync(), await store.APersonAsync());
        Assert.Equal(organization, await organizations.FindAsync(organization.Id, Cancellation));
        Assert.False(await organizations.AddAsync(organization, Cancellation));
        var membership = new Membership { OrganizationId = organization.Id, PersonId = person.Id, AdminRoles = ["system_admin", "developer"], AccountRole = "owner" };
        Assert.True(await organizations.AddMembershipAsync(membership, Cancellation));
        Assert.False(await organizations.AddMembershipAsync(membership, Cancellation));
        var found = Assert.Single(await organizations.MembershipsOfAsync(person.Id, Cancellation));
        Assert.Equal(membership.AdminRoles, found.AdminRoles);
        Assert.Equal("owner", found.AccountRole);
        Assert.True(await organizations.AddProductProfileAsync(new() { Id = "p", OrganizationId = organization.Id, Name = "Frame.io S2S API", Api = "frameio", People = [person.Id] }, Cancellation));
        Assert.Equal([person.Id], Assert.Single(await organizations.ProductProfilesAsync(organization.Id, Cancellation)).People);
    }

    [Theory, Stores]
    public async Task is_seen_by_the_api_as_an_account_of_its_people_and_service_accounts(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (organizations, directory) = (store.Get<IOrganizationStore>(), store.Get<IDirectory>());
        var (organization, person) = (await store.AnOrganizationAsync(), await store.APersonAsync());
        Assert.Empty(await directory.AccountsOfAsync(person.Id, Cancellation));
        await organizations.AddMembershipAsync(new() { OrganizationId = organization.Id, PersonId = person.Id, AccountRole = "owner" }, Cancellation);
        Assert.Equal(new DirectoryAccount(organization.Account.Id, "Northlight", organization.Id, "owner", store.Now, store.Now), Assert.Single(await directory.AccountsOfAsync(person.Id, Cancellation)));
        Assert.Equal(new DirectoryUser(person.Id, person.FrameioId, person.Name, person.Email, null, true), await directory.FindUserAsync(person.Id, Cancellation));

        var account = await store.AServiceAccountAsync(organization);
        Assert.Equal(new DirectoryUser(account.Id, account.FrameioId, "Service Account User", account.Id, null, true), await directory.FindUserAsync(account.Id, Cancellation));
        Assert.Equal("member", Assert.Single(await directory.AccountsOfAsync(account.Id, Cancellation)).Role);
        Assert.Null(await directory.FindUserAsync("none@techacct.adobe.com", Cancellation));

        await store.Get<IClientStore>().ChangeAsync(account.ClientId, "bot", new ClientSettings { ProductProfiles = ["p", "q"] }, Cancellation);
        await organizations.AddProductProfileAsync(new() { Id = "q", OrganizationId = organization.Id, Name = "Other", Api = "other" }, Cancellation);
        Assert.Empty(await directory.AccountsOfAsync(account.Id, Cancellation));
        await organizations.AddProductProfileAsync(new() { Id = "p", OrganizationId = organization.Id, Name = "Frame.io", Api = "frameio" }, Cancellation);
        Assert.Single(await directory.AccountsOfAsync(account.Id, Cancellation));
        await store.Get<IClientStore>().SetDisabledAsync(account.ClientId, true, store.Now, Cancellation);
        Assert.Empty(await directory.AccountsOfAsync(account.Id, Cancellation));
        Assert.False((await directory.FindUserAsync(account.Id, Cancellation))!.Active);
    }

    [Theory, Stores]
    public async Task is_remembered_by_the_seed_ledger(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var ledger = store.Get<ISeedLedger>();
        Assert.False(await ledger.ContainsAsync("organization:1", Cancellation));
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => ledger.AddAsync("organization:1", "content", Cancellation)));
        Assert.True(await ledger.ContainsAsync("organization:1", Cancellation));
        Assert.False(await ledger.ContainsAsync("organization:2", Cancellation));
    }
}
