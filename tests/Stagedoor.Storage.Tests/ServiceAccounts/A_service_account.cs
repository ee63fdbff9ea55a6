using Stagedoor.Server.Organizations;
using Stagedoor.Server.ServiceAccounts;

namespace Stagedoor.Storage.Tests.ServiceAccounts;

public class A_service_account
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task gets_the_next_default_name_under_fifty_simultaneous_creations_on_two_nodes(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        await using var other = kind == StoreKind.Postgres ? await store.OpenAnotherAsync() : null;
        var organization = await store.AnOrganizationAsync();
        var clients = new List<NewServiceAccount>();
        for (var i = 0; i < 50; i++) clients.Add(store.AServiceAccount(await store.AClientAsync(organization), organization));
        var created = await Task.WhenAll(clients.Select((account, i) => Task.Run(() => (i % 2 == 0 ? store : other ?? store).Get<IServiceAccountStore>().CreateAsync(account, Cancellation))));
        Assert.Equal(
            Enumerable.Range(1, 50).Select(number => number == 1 ? "Service Account User" : $"Service Account User {number}").Order(StringComparer.Ordinal),
            created.Select(account => account.Name).Order(StringComparer.Ordinal));
    }

    [Theory, Stores]
    public async Task is_one_for_its_credential_however_often_it_is_created(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        await using var other = kind == StoreKind.Postgres ? await store.OpenAnotherAsync() : null;
        var organization = await store.AnOrganizationAsync();
        var client = await store.AClientAsync(organization);
        var created = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() =>
            (i % 2 == 0 ? store : other ?? store).Get<IServiceAccountStore>().CreateAsync(store.AServiceAccount(client, organization), Cancellation))));
        Assert.Single(created.Select(account => account.Id).Distinct());
        Assert.Equal("Service Account User 2", (await store.AServiceAccountAsync(organization)).Name);
        Assert.Equal(created[0], await store.Get<IServiceAccountStore>().FindByClientAsync(client.ClientId, Cancellation));
    }

    [Theory, Stores]
    public async Task skips_a_name_that_a_member_has_and_never_gets_a_number_back(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var accounts = store.Get<IServiceAccountStore>();
        var organization = await store.AnOrganizationAsync();
        var elsewhere = await store.AnOrganizationAsync();
        var member = await store.APersonAsync("S\u0435rvice  account user 2"); // A Cyrillic e.
        await store.APersonAsync("Service Account User 4");
        await store.Get<IOrganizationStore>().AddMembershipAsync(new() { OrganizationId = organization.Id, PersonId = member.Id, AccountRole = "member" }, Cancellation);
        var first = await store.AServiceAccountAsync(organization);
        Assert.True(await accounts.RenameAsync(first.Id, "Service Account User 3"));
        Assert.Equal("Service Account User 4", (await store.AServiceAccountAsync(organization)).Name);
        Assert.True(await accounts.RenameAsync(first.Id, "Dailies"));
        Assert.Equal("Service Account User 5", (await store.AServiceAccountAsync(organization)).Name);
        Assert.Equal("Service Account User", (await store.AServiceAccountAsync(elsewhere)).Name);
    }

    [Theory, Stores]
    public async Task takes_no_name_that_looks_like_anothers(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var accounts = store.Get<IServiceAccountStore>();
        var organization = await store.AnOrganizationAsync();
        var person = await store.APersonAsync("Ada Field");
        await store.Get<IOrganizationStore>().AddMembershipAsync(new() { OrganizationId = organization.Id, PersonId = person.Id, AccountRole = "owner" }, Cancellation);
        var (dailies, other) = (await store.AServiceAccountAsync(organization, "Dailies"), await store.AServiceAccountAsync(organization));
        Assert.Equal(("Dailies", "Service Account User"), (dailies.Name, other.Name));
        Assert.False(await accounts.RenameAsync(other.Id, "DAILIES"));
        Assert.False(await accounts.RenameAsync(other.Id, "\u0410da Field")); // A Cyrillic A.
        Assert.False(await accounts.RenameAsync("none@techacct.adobe.com", "Free"));
        Assert.True(await accounts.RenameAsync(dailies.Id, "dailies"));
        Assert.Equal("Service Account User 2", (await store.AServiceAccountAsync(organization, "Dailies")).Name);
    }
}
