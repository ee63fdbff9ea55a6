using Stagedoor.Server.Administration;
using Stagedoor.Server.Clients;

namespace Stagedoor.Storage.Tests.Administration;

public class A_project
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task belongs_to_its_maker_and_to_who_owns_a_credential_of_it(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var projects = store.Get<IDeveloperProjects>();
        var (organization, owner) = (await store.AnOrganizationAsync(), await store.APersonAsync());
        var client = await store.AClientAsync(organization, settings: new() { OwnerId = owner.Id });
        Assert.True((await projects.FindAsync(organization.Id, client.ProjectId, owner.Id, Cancellation))!.IsOwn);
        Assert.False((await projects.FindAsync(organization.Id, client.ProjectId, "somebody", Cancellation))!.IsOwn);
        Assert.Null(await projects.FindAsync((await store.AnOrganizationAsync()).Id, client.ProjectId, owner.Id, Cancellation));
        await store.Get<IClientStore>().ChangeAsync(client.ClientId, client.Name, client.Settings with { OwnerId = "somebody" }, Cancellation);
        Assert.True((await projects.FindAsync(organization.Id, client.ProjectId, "somebody", Cancellation))!.IsOwn);
        Assert.Equal(client.ProjectId, Assert.Single(await projects.ListAsync(organization.Id, "somebody", ProjectSort.Name, null, 10, Cancellation)).Project.Id);
        Assert.Empty(await projects.ListAsync(organization.Id, "nobody", ProjectSort.Newest, null, 10, Cancellation));
    }

    [Theory, Stores]
    public async Task is_added_by_no_more_than_there_is_room_for(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var projects = store.Get<IDeveloperProjects>();
        var organization = await store.AnOrganizationAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => projects.AddAsync(new() { Id = $"{organization.Id}-{i}", OrganizationId = organization.Id, Name = "Many", CreatedAt = store.Now }, "maker", 5, Cancellation)));
        Assert.Equal((5, 7), (answers.Count(answer => answer == ProjectAddition.Added), answers.Count(answer => answer == ProjectAddition.TooMany)));
        Assert.Equal(5, await projects.CountAsync(organization.Id, Cancellation));
        var taken = (await projects.ListAsync(organization.Id, null, ProjectSort.Name, null, 10, Cancellation))[0].Project;
        Assert.Equal(ProjectAddition.IdTaken, await projects.AddAsync(taken with { OrganizationId = (await store.AnOrganizationAsync()).Id }, "another", 5, Cancellation));
        Assert.True(await projects.DeleteAsync(organization.Id, taken.Id, null, store.Now, Cancellation));
        Assert.Equal(ProjectAddition.IdTaken, await projects.AddAsync(taken, "maker", 5, Cancellation));
        Assert.Equal(ProjectAddition.Added, await projects.AddAsync(taken with { Id = organization.Id + "-another" }, "maker", 5, Cancellation));
    }

    [Theory, Stores]
    public async Task is_renamed_and_deleted_by_one_of_many_who_saw_the_same(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var projects = store.Get<IDeveloperProjects>();
        var organization = await store.AnOrganizationAsync();
        await projects.AddAsync(new() { Id = "p", OrganizationId = organization.Id, Name = "first", CreatedAt = store.Now }, "maker", 10, Cancellation);
        var olds = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => projects.RenameAsync(organization.Id, "p", 1, $"name {i}", Cancellation)));
        Assert.Equal("first", Assert.Single(olds, old => old is not null));
        Assert.False(await projects.DeleteAsync(organization.Id, "p", 1, store.Now, Cancellation));
        Assert.Single(await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => projects.DeleteAsync(organization.Id, "p", 2, store.Now, Cancellation))), deleted => deleted);
        Assert.Null(await projects.FindAsync(organization.Id, "p", "maker", Cancellation));
        Assert.Null(await projects.RenameAsync(organization.Id, "p", null, "again", Cancellation));
    }

    [Theory, Stores]
    public async Task stays_while_a_credential_is_in_it(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var organization = await store.AnOrganizationAsync();
        var client = await store.AClientAsync(organization);
        Assert.False(await store.Get<IDeveloperProjects>().DeleteAsync(organization.Id, client.ProjectId, null, store.Now, Cancellation));
        Assert.Equal(1, (await store.Get<IDeveloperProjects>().FindAsync(organization.Id, client.ProjectId, "x", Cancellation))!.Credentials);
    }

    [Theory, Stores]
    public async Task is_made_once_for_a_key(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var keys = store.Get<IIdempotencyStore>();
        Assert.Single(await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => keys.ClaimAsync("hash", "request", store.Now.AddDays(1), Cancellation))), claimed => claimed);
        Assert.Null((await keys.FindAsync("hash", Cancellation))!.Status);
        await keys.CompleteAsync("hash", 201, new byte[] { 1, 2 }, Cancellation);
        await keys.ReleaseAsync("hash", Cancellation);
        var kept = (await keys.FindAsync("hash", Cancellation))!;
        Assert.Equal((201, "request"), (kept.Status, kept.Request));
        Assert.Equal([1, 2], kept.SealedAnswer!.Value.ToArray());
    }
}
