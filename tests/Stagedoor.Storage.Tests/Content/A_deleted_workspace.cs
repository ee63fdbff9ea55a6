using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Resources.Projects;
using Stagedoor.Frameio.Resources.Workspaces;
using Stagedoor.Server.Organizations;
using Stagedoor.Storage.Content;
using Stagedoor.Storage.Sql;

namespace Stagedoor.Storage.Tests.Content;

/// <summary>What is deleted takes nothing in any more, is deleted once, and leaves with all its roles when the cleaner comes.</summary>
public class A_deleted_workspace
{
    private static readonly Guid Account = Guid.Parse("7b0f3c52-6a0e-4c57-9a44-0d7a3c1f0001");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task takes_no_project_and_no_role_and_goes_once(StoreKind kind)
    {
        await using var store = await FilledAsync(kind);
        var (workspaces, projects, roles) = (store.Get<IWorkspaceStore>(), store.Get<IProjectStore>(), store.Get<IRoleStore>());
        var (workspace, project) = (Workspace(store), Project(store, Guid.NewGuid()));
        Assert.True(await workspaces.AddAsync(workspace, Entry(store, ActivityKind.WorkspaceCreated, workspace.Id), Cancellation));
        Assert.False(await workspaces.AddAsync(workspace, Entry(store, ActivityKind.WorkspaceCreated, workspace.Id), Cancellation));
        Assert.False(await projects.AddAsync(project, null, Entry(store, ActivityKind.ProjectCreated, project.Id), Cancellation));
        project = project with { WorkspaceId = workspace.Id };
        Assert.True(await projects.AddAsync(project, Role.FullAccess, Entry(store, ActivityKind.ProjectCreated, project.Id), Cancellation));

        var gone = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => workspaces.DeleteAsync(workspace.Id, Entry(store, ActivityKind.WorkspaceDeleted, workspace.Id), Cancellation)));
        Assert.Single(gone, won => won);
        Assert.Null(await projects.FindAsync(project.Id, Cancellation));
        Assert.False(await projects.AddAsync(project with { Id = Guid.NewGuid() }, null, Entry(store, ActivityKind.ProjectCreated, project.Id), Cancellation));
        Assert.False(await roles.GiveAsync(Place(workspace), "x@AdobeID", Role.Viewer, Entry(store, ActivityKind.WorkspaceRoleGiven, workspace.Id), Cancellation));
        Assert.Null(await workspaces.RenameAsync(workspace.Id, "No", Entry(store, ActivityKind.WorkspaceUpdated, workspace.Id), Cancellation));

        // Each change that took place has one entry, and no other has any.
        Assert.Equal(
            ["project.created", "project.deleted", "workspace.created", "workspace.deleted"],
            await store.Database.ReadAsync(link => link.AllAsync("SELECT act FROM activities ORDER BY act", row => row.Text(0)), Cancellation));
    }

    [Theory, Stores]
    public async Task is_removed_with_its_roles_once_its_projects_are(StoreKind kind)
    {
        await using var store = await FilledAsync(kind);
        var workspace = Workspace(store);
        await store.Get<IWorkspaceStore>().AddAsync(workspace, Entry(store, ActivityKind.WorkspaceCreated, workspace.Id), Cancellation);
        Assert.True(await store.Get<IRoleStore>().GiveAsync(Place(workspace), "x@AdobeID", Role.Viewer, Entry(store, ActivityKind.WorkspaceRoleGiven, workspace.Id), Cancellation));
        var project = Project(store, workspace.Id);
        await store.Get<IProjectStore>().AddAsync(project, Role.FullAccess, Entry(store, ActivityKind.ProjectCreated, project.Id), Cancellation);
        await store.Get<IWorkspaceStore>().DeleteAsync(workspace.Id, Entry(store, ActivityKind.WorkspaceDeleted, workspace.Id), Cancellation);
        await store.Get<Cleaner>().CleanAsync(Cancellation);
        Assert.Equal(1, await CountAsync(store, "workspaces"));
        for (var day = 0; day < 5; day++)
        {
            store.Time.Advance(TimeSpan.FromDays(1));
            await store.Get<ContentCleaner>().CleanAsync(Cancellation);
            await store.Get<Cleaner>().CleanAsync(Cancellation);
        }

        foreach (var table in (string[])["content_roles", "assets", "api_projects", "workspaces"]) Assert.True(await CountAsync(store, table) == 0, table);
    }

    private static Task<long?> CountAsync(Store store, string table) => store.Database.ReadAsync(link => link.NumberAsync($"SELECT COUNT(*) FROM {table}"), Cancellation).AsTask();

    private static async Task<Store> FilledAsync(StoreKind kind)
    {
        var store = await Store.OpenAsync(kind);
        await store.Get<IOrganizationStore>().AddAsync(new() { Id = "5A1D00C0FFEE00C0FFEE0001@AdobeOrg", Name = "N", CreatedAt = store.Now, Account = new() { Id = Account, DisplayName = "N" } }, Cancellation);
        return store;
    }

    private static Workspace Workspace(Store store) => new(Guid.NewGuid(), Account, "W", new("x@AdobeID"), store.Now, store.Now);

    private static ApiProject Project(Store store, Guid workspace) => new()
    {
        Id = Guid.NewGuid(),
        AccountId = Account,
        WorkspaceId = workspace,
        RootFolderId = Guid.NewGuid(),
        Name = "P",
        IsRestricted = true,
        IsActive = true,
        Owner = new("x@AdobeID"),
        CreatedAt = store.Now,
        UpdatedAt = store.Now,
    };

    private static Place Place(Workspace workspace) => new() { AccountId = Account, WorkspaceId = workspace.Id, Name = workspace.Name, Given = new(null, null, null), GivenToActing = new(null, null, null) };

    private static ActivityEntry Entry(Store store, ActivityKind kind, Guid id) => new() { At = store.Now, Kind = kind, AccountId = Account, ResourceId = id, Actor = new("x@AdobeID") };
}
