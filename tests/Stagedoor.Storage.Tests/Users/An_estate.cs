using Stagedoor.Server.Clients;
using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Server.Users;

namespace Stagedoor.Storage.Tests.Users;

/// <summary>What an organization would lose with a person, and who takes it over.</summary>
public class An_estate
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task is_needed_of_the_last_owner_and_administrator_and_passes_to_the_named_heir_with_what_they_owned(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (data, organizations) = (store.Get<IPersonalData>(), store.Get<IOrganizationStore>());
        var (ada, ben, gone) = (await store.APersonAsync("Ada"), await store.APersonAsync("Ben"), await store.APersonAsync("Gone"));
        var organization = await store.AnOrganizationAsync();
        await JoinAsync(store, organization, ada, "owner", "system_admin");
        await JoinAsync(store, organization, ben, "member", "developer");
        await JoinAsync(store, organization, gone, "owner", "system_admin");
        await store.Get<IPersonStore>().SetDisabledAsync(gone.Id, true, store.Now, Cancellation);
        var client = await store.AClientAsync(organization, ApplicationKind.ServerToServer, new() { Scopes = ["openid"], OwnerId = ada.Id });
        var account = await store.Get<IServiceAccountStore>().CreateAsync(store.AServiceAccount(client, organization, "Bot") with { OwnerId = ada.Id }, Cancellation);

        var estate = Assert.Single(await data.EstatesAsync(ada.Id, Cancellation));
        Assert.Equal((true, true, organization.Name), (estate.IsLastOwner, estate.IsLastAdministrator, estate.Organization));
        Assert.Equal(["Bot"], estate.ServiceAccounts);
        Assert.Equal([client.Name], estate.Credentials);
        Assert.Equal(ben.Id, Assert.Single(estate.Heirs).PersonId);

        foreach (var wrong in new[] { [], new Dictionary<string, string> { [organization.Id] = gone.Id }, new Dictionary<string, string> { [organization.Id] = ada.Id }, new Dictionary<string, string> { [organization.Id] = "nobody" } })
        {
            Assert.Equal(Erasure.NeedsHeir, await data.EraseAsync(ada.Id, wrong, store.Now, Cancellation));
        }

        Assert.Null((await store.Get<IPersonStore>().FindAsync(ada.Id, Cancellation))!.DeletedAt);
        Assert.Equal(Erasure.Erased, await data.EraseAsync(ada.Id, new Dictionary<string, string> { [organization.Id] = ben.Id }, store.Now, Cancellation));
        var membership = Assert.Single(await organizations.MembershipsOfAsync(ben.Id, Cancellation));
        Assert.Equal(("owner", "developer system_admin"), (membership.AccountRole, string.Join(' ', membership.AdminRoles)));
        Assert.Equal(ben.Id, (await store.Get<IServiceAccountStore>().FindAsync(account.Id, Cancellation))!.OwnerId);
        var passed = (await store.Get<IClientStore>().FindAsync(client.ClientId, Cancellation))!;
        Assert.Equal((ben.Id, null), (passed.Settings.OwnerId, passed.DisabledAt));
    }

    [Theory, Stores]
    public async Task is_nothing_where_others_remain_and_ends_with_a_person_who_was_alone(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var data = store.Get<IPersonalData>();
        var (ada, ben) = (await store.APersonAsync("Ada"), await store.APersonAsync("Ben"));
        var (shared, alone) = (await store.AnOrganizationAsync(), await store.AnOrganizationAsync());
        await JoinAsync(store, shared, ada, "owner", "system_admin");
        await JoinAsync(store, shared, ben, "owner", "system_admin");
        await JoinAsync(store, alone, ada, "owner", "system_admin");
        var (kept, ended) = (await store.AClientAsync(shared), await store.AClientAsync(alone, ApplicationKind.ServerToServer));
        var account = await store.Get<IServiceAccountStore>().CreateAsync(store.AServiceAccount(ended, alone), Cancellation);
        var estates = await data.EstatesAsync(ada.Id, Cancellation);
        Assert.False(estates.Single(estate => estate.OrganizationId == shared.Id).IsNeeded);
        Assert.True(estates.Single(estate => estate.OrganizationId == alone.Id) is { IsNeeded: true, Heirs.Count: 0 });
        Assert.Equal(Erasure.Erased, await data.EraseAsync(ada.Id, new Dictionary<string, string>(), store.Now, Cancellation));
        Assert.Null((await store.Get<IClientStore>().FindAsync(kept.ClientId, Cancellation))!.DisabledAt);
        Assert.NotNull((await store.Get<IClientStore>().FindAsync(ended.ClientId, Cancellation))!.DisabledAt);
        Assert.NotNull((await store.Get<IServiceAccountStore>().FindAsync(account.Id, Cancellation))!.DisabledAt);
    }

    [Theory, Stores]
    public async Task is_never_left_by_two_who_go_at_once(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        await using var other = kind == StoreKind.Postgres ? await store.OpenAnotherAsync() : null;
        for (var round = 0; round < 10; round++)
        {
            var (ada, ben, cy) = (await store.APersonAsync("Ada"), await store.APersonAsync("Ben"), await store.APersonAsync("Cy"));
            var organization = await store.AnOrganizationAsync();
            await JoinAsync(store, organization, ada, "owner", "system_admin");
            await JoinAsync(store, organization, ben, "owner", "system_admin");
            await JoinAsync(store, organization, cy, "member");
            var outcomes = await Task.WhenAll(
                store.Get<IPersonalData>().EraseAsync(ada.Id, new Dictionary<string, string>(), store.Now, Cancellation),
                (other ?? store).Get<IPersonalData>().EraseAsync(ben.Id, new Dictionary<string, string>(), store.Now, Cancellation));
            Assert.Equal([Erasure.Erased, Erasure.NeedsHeir], outcomes.Order());
        }
    }

    [Theory, Stores]
    public async Task of_somebody_whom_a_seed_made_is_not_made_again_by_it(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var ledger = store.Get<ISeedLedger>();
        var person = await store.APersonAsync(email: "ada@example.com");
        foreach (var key in (string[])["person:ada@example.com", "membership:x@AdobeOrg:ada@example.com", "person:ben@example.com"]) await ledger.AddAsync(key, null, Cancellation);
        await store.Get<IPersonalData>().EraseAsync(person.Id, new Dictionary<string, string>(), store.Now, Cancellation);
        foreach (var key in (string[])["person:ada@example.com", "membership:x@AdobeOrg:ada@example.com", "person:ben@example.com"]) Assert.True(await ledger.ContainsAsync(key, Cancellation));
        Assert.False(await ledger.ContainsAsync("person:cy@example.com", Cancellation));
    }

    private static Task<bool> JoinAsync(Store store, Organization organization, Person person, string role, params string[] adminRoles) =>
        store.Get<IOrganizationStore>().AddMembershipAsync(new() { OrganizationId = organization.Id, PersonId = person.Id, AccountRole = role, AdminRoles = [.. adminRoles] }, Cancellation);
}
