using Stagedoor.Frameio.Door;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Server.Organizations;

namespace Stagedoor.Storage.Tests.Administration;

/// <summary>A product profile, as administrators change it (decision 0033).</summary>
public class A_product_profile
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task is_made_under_a_name_of_its_own_and_listed_by_name(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var profiles = store.Get<IProductProfiles>();
        var organization = await store.AnOrganizationAsync();
        Assert.Single(await Task.WhenAll(Enumerable.Range(0, 8).Select(i => profiles.AddAsync(Profile(organization, $"same {i}", "same"), 3, Cancellation))), ProfileChange.Done);
        Assert.Equal(ProfileChange.Done, await profiles.AddAsync(Profile(organization, "b", "b"), 3, Cancellation));
        Assert.Single(await Task.WhenAll(Enumerable.Range(0, 8).Select(i => profiles.AddAsync(Profile(organization, $"a {i}", $"a {i}"), 3, Cancellation))), ProfileChange.Done);
        var all = await profiles.ListAsync(organization.Id, null, 10, Cancellation);
        Assert.Equal(["a", "b", "s"], all.Select(card => card.Profile.Name[..1]));
        Assert.Equal(all.Skip(1).Select(card => card.Profile.Id), (await profiles.ListAsync(organization.Id, new(all[0].Profile.Name, all[0].Profile.Id), 10, Cancellation)).Select(card => card.Profile.Id));
        Assert.Empty(await profiles.ListAsync((await store.AnOrganizationAsync()).Id, null, 10, Cancellation));
    }

    [Theory, Stores]
    public async Task is_changed_by_one_of_many_who_saw_the_same(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var profiles = store.Get<IProductProfiles>();
        var organization = await store.AnOrganizationAsync();
        await profiles.AddAsync(Profile(organization, "p", "first"), 10, Cancellation);
        await profiles.AddAsync(Profile(organization, "q", "other"), 10, Cancellation);
        Assert.Single(await Task.WhenAll(Enumerable.Range(0, 8).Select(i => profiles.RenameAsync(organization.Id, "p", 1, $"name {i}", Cancellation))), ProfileChange.Done);
        Assert.Equal(ProfileChange.NameTaken, await profiles.RenameAsync(organization.Id, "p", null, "other", Cancellation));
        Assert.Equal(ProfileChange.Unknown, await profiles.RenameAsync((await store.AnOrganizationAsync()).Id, "p", null, "theirs", Cancellation));
        Assert.Equal(ProfileChange.Changed, await profiles.DeleteAsync(organization.Id, "p", 1, Cancellation));
        Assert.Single(await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => profiles.DeleteAsync(organization.Id, "p", 2, Cancellation))), ProfileChange.Done);
        Assert.Null(await profiles.FindAsync(organization.Id, "p", Cancellation));
    }

    [Theory, Stores]
    public async Task bounds_a_credential_from_its_first_assignment_on_and_names_what_is_missing(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (profiles, permissions, directory) = (store.Get<IProductProfiles>(), store.Get<IPermissionStore>(), store.Get<IDirectory>());
        var organization = await store.AnOrganizationAsync();
        var bot = await store.AServiceAccountAsync(organization);
        await profiles.AddAsync(Profile(organization, "f", "Frame.io"), 10, Cancellation);
        await profiles.AddAsync(Profile(organization, "m", "Management", "io_management"), 10, Cancellation);
        Assert.Null(await MissingAsync());
        Assert.Single(await profiles.AssignableAsync(organization.Id, "f", 10, Cancellation));

        Assert.Equal(ProfileChange.Done, await profiles.AssignAsync(organization.Id, "m", 1, bot.ClientId, true, Cancellation));
        Assert.Equal(["Frame.io"], await MissingAsync());
        Assert.Empty(await directory.AccountsOfAsync(bot.Id, Cancellation));
        Assert.Equal(ProfileChange.Done, await profiles.AssignAsync(organization.Id, "f", null, bot.ClientId, true, Cancellation));
        Assert.Null(await MissingAsync());
        Assert.Equal(new ProfileUse(1, 1, 0), await profiles.UseOfAsync(organization.Id, "f", Cancellation));
        Assert.False(Assert.Single(await profiles.CredentialsAsync(organization.Id, "f", null, 10, Cancellation)).HasOther);
        Assert.Empty(await profiles.CredentialsAsync(organization.Id, "f", bot.ClientId, 10, Cancellation));
        Assert.Empty(await profiles.AssignableAsync(organization.Id, "f", 10, Cancellation));

        // The last one away, and it is bounded still.
        foreach (var id in (string[])["f", "m"]) Assert.Equal(ProfileChange.Done, await profiles.AssignAsync(organization.Id, id, null, bot.ClientId, false, Cancellation));
        Assert.Equal(["Frame.io"], await MissingAsync());
        Assert.Equal(ProfileChange.NoCredential, await profiles.AssignAsync(organization.Id, "f", null, bot.ClientId, false, Cancellation));

        // So with the profile itself gone.
        await profiles.AssignAsync(organization.Id, "f", null, bot.ClientId, true, Cancellation);
        Assert.Equal(ProfileChange.Done, await profiles.DeleteAsync(organization.Id, "f", null, Cancellation));
        Assert.Empty((await MissingAsync())!);
        await profiles.AddAsync(Profile(organization, "again", "Again"), 10, Cancellation);
        Assert.Equal(["Again"], await MissingAsync());
        await profiles.AssignAsync(organization.Id, "again", null, bot.ClientId, true, Cancellation);
        Assert.Equal(["again"], (await store.Get<IClientStore>().FindAsync(bot.ClientId, Cancellation))!.Settings.ProductProfiles);

        async Task<IReadOnlyList<string>?> MissingAsync() => (await permissions.MembershipAsync(bot.Id, organization.Account.Id, null, Cancellation))!.MissingProfiles;
    }

    [Theory, Stores]
    public async Task is_assigned_to_server_credentials_of_its_own_organization_alone(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var profiles = store.Get<IProductProfiles>();
        var organization = await store.AnOrganizationAsync();
        await profiles.AddAsync(Profile(organization, "p", "Frame.io"), 10, Cancellation);
        var board = await store.AClientAsync(organization, ApplicationKind.WebApp);
        var foreign = await store.AClientAsync(kind: ApplicationKind.ServerToServer);
        foreach (var client in (string[])[board.ClientId, foreign.ClientId, "nobody"]) Assert.Equal(ProfileChange.NoCredential, await profiles.AssignAsync(organization.Id, "p", null, client, true, Cancellation));

        // A credential that is deleted has it no more.
        var bot = await store.AClientAsync(organization, ApplicationKind.ServerToServer, new() { ProductProfiles = ["p"] });
        Assert.Equal(1, (await profiles.FindAsync(organization.Id, "p", Cancellation))!.Credentials);
        await store.Get<IDeveloperCredentials>().DeleteAsync(organization.Id, bot.ClientId, null, store.Now, Cancellation);
        Assert.Equal(0, (await profiles.FindAsync(organization.Id, "p", Cancellation))!.Credentials);
        Assert.Empty(await profiles.CredentialsAsync(organization.Id, "p", null, 10, Cancellation));
    }

    [Theory, Stores]
    public async Task is_given_to_members_as_many_as_it_may_hold(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var profiles = store.Get<IProductProfiles>();
        var organization = await store.AnOrganizationAsync();
        await profiles.AddAsync(Profile(organization, "p", "Frame.io"), 10, Cancellation);
        var people = new[] { await store.AMemberAsync(organization, "Cleo"), await store.AMemberAsync(organization, "Ben"), await store.AMemberAsync(organization, "Ada") };
        var results = await Task.WhenAll(people.Select(person => profiles.GiveAsync(organization.Id, "p", null, person.Id, true, 2, Cancellation)));
        Assert.Equal(2, results.Count(result => result == ProfileChange.Done));
        Assert.Equal(2, (await profiles.PeopleAsync(organization.Id, "p", Cancellation)).Count);
        var held = people[Array.IndexOf(results, ProfileChange.Done)];
        Assert.Equal(ProfileChange.Done, await profiles.GiveAsync(organization.Id, "p", null, held.Id, false, 2, Cancellation));
        Assert.Equal(ProfileChange.NoPerson, await profiles.GiveAsync(organization.Id, "p", null, held.Id, false, 2, Cancellation));
        Assert.Equal(ProfileChange.NoPerson, await profiles.GiveAsync(organization.Id, "p", null, (await store.APersonAsync()).Id, true, 2, Cancellation));
        Assert.Single(await profiles.PeopleAsync(organization.Id, "p", Cancellation));
    }

    private static ProductProfile Profile(Organization organization, string id, string name, string api = "frameio") => new() { Id = id, OrganizationId = organization.Id, Name = name, Api = api };
}
