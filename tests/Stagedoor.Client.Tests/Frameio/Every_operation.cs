using Stagedoor.Client.Frameio;

namespace Stagedoor.Client.Tests.Frameio;

/// <summary>Every operation of the contract, called through the typed client against the server's own V4 API: what comes back is what was written.</summary>
public sealed partial class Every_operation(Studio studio) : IClassFixture<Studio>
{
    private FrameioClient Client => studio.Client;

    private FrameioId Account => studio.Account;

    [Fact]
    public async Task is_called_and_tells_what_was_written()
    {
        await AccountsAsync();
        await WorkspacesAndProjectsAsync();
        await PermissionsAsync();
        await FoldersAsync();
        await FilesAsync();
        await VersionStacksAsync();
        await CommentsAsync();
        await SharesAsync();
        await HooksAsync();
        await GroupsAsync();
        await MetadataAsync();
        await SearchAsync();
        Assert.Equal([], Contracts.Operations.Except(studio.Called).Order(StringComparer.Ordinal));
        Assert.Equal(90, Contracts.Operations.Count);
    }

    private async Task AccountsAsync()
    {
        var me = await Client.Users.GetMeAsync();
        Assert.Equal("Service Account User", me.Name);
        Assert.EndsWith("@techacct.adobe.com", me.Email, StringComparison.Ordinal);
        var account = Assert.Single(await Client.Accounts.List(new() { Sort = AccountSort.CreatedAtDescending }).AllAsync());
        Assert.Equal((Account, "Northlight Pictures"), (account.Id, account.DisplayName));
        Assert.Equal([AccountRole.Admin], account.Roles);
        Assert.Empty(account.More);
        await studio.NewProjectAsync("Logged");
        var entry = (await Client.Accounts.ListAuditLogs(Account, new() { Include = AuditLogIncludes.User, Filters = new() { ResourceType = AuditResourceType.Project, UserId = me.Id, FromDate = new(2020, 1, 1) } }).AllAsync())[0];
        Assert.Equal((AuditEventType.ProjectCreated, "127.0.0.1", me.Id, me.Name), (entry.EventType, entry.IpAddress, entry.UserId, entry.User?.Name));
        Assert.Equal(DateTime.UtcNow, entry.InsertedAt.UtcDateTime, TimeSpan.FromMinutes(5));
    }

    private async Task WorkspacesAndProjectsAsync()
    {
        var workspace = await Client.Workspaces.CreateAsync(Account, "Dailies");
        Assert.Equal(("Dailies", Account), (workspace.Name, workspace.AccountId));
        Assert.Equal("Rushes", (await Client.Workspaces.RenameAsync(Account, workspace.Id, "Rushes")).Name);
        var shown = await Client.Workspaces.GetAsync(Account, workspace.Id, WorkspaceIncludes.Creator);
        Assert.Equal(("Rushes", "Service Account User"), (shown.Name, shown.Creator?.Name));
        Assert.Contains(shown.Id, (await Client.Workspaces.List(Account, new() { Sort = WorkspaceSort.NameAscending }).AllAsync()).Select(other => other.Id));

        var project = await Client.Projects.CreateAsync(Account, workspace.Id, new() { Name = "Nine Lives", Restricted = true });
        Assert.Equal(("Nine Lives", true, workspace.Id, ProjectStatus.Active, 0), (project.Name, project.Restricted, project.WorkspaceId, project.Status, project.Storage));
        var changed = await Client.Projects.UpdateAsync(Account, project.Id, new() { Name = "Ten Lives", Status = ProjectStatus.Inactive });
        Assert.Equal(project with { Name = "Ten Lives", Status = ProjectStatus.Inactive, UpdatedAt = changed.UpdatedAt }, changed);
        var owned = await Client.Projects.GetAsync(Account, project.Id, ProjectIncludes.Owner);
        Assert.Equal((changed, "Service Account User"), (owned with { Owner = null }, owned.Owner?.Name));
        Assert.Equal([owned], await Client.Projects.List(Account, workspace.Id, new() { Include = ProjectIncludes.Owner }).AllAsync());
        Assert.Contains(changed, await Client.Projects.ListByAccount(Account, new() { Sort = ProjectSort.CreatedAtDescending }).AllAsync());
        Assert.Empty(await Client.Projects.ListInvited(Account).AllAsync());
        await Client.Projects.DeleteAsync(Account, project.Id);
        await Client.Workspaces.DeleteAsync(Account, workspace.Id);
        Assert.Equal(FrameioProblem.NotFound, (await Assert.ThrowsAsync<FrameioException>(() => Client.Workspaces.GetAsync(Account, workspace.Id))).Problem);
    }

    private async Task PermissionsAsync()
    {
        var project = await studio.NewProjectAsync();
        var users = await Client.AccountPermissions.List(Account, new() { Sort = UserSort.EmailAscending, IncludeDeactivated = true }).AllAsync();
        var ben = users.Single(entry => entry.User.Email == Seed.Ben).User;
        Assert.Equal((AccountRole.Owner, "Ada Field", true), users.Where(entry => entry.User.Email == Seed.Ada).Select(entry => (entry.Role!.Value, entry.User.Name, entry.User.Active)).Single());
        var id = ben.Id!.Value;

        Assert.Equal(PlaceRole.Editor, (await Client.WorkspacePermissions.SetRoleAsync(Account, project.WorkspaceId, id, PlaceRole.Editor)).Role);
        Assert.Equal(PlaceRole.Editor, (await Client.WorkspacePermissions.List(Account, project.WorkspaceId, new() { Sort = UserSort.NameDescending }).AllAsync()).Single(entry => entry.User.Id == id).Role);
        Assert.Equal(PlaceRole.FullAccess, (await Client.ProjectPermissions.SetRoleAsync(Account, project.Id, id, PlaceRole.FullAccess)).Role);
        Assert.Equal(PlaceRole.FullAccess, (await Client.ProjectPermissions.List(Account, project.Id).AllAsync()).Single(entry => entry.User.Id == id).Role);
        Assert.Equal(PlaceRole.FullAccess, (await Client.FolderPermissions.List(Account, project.RootFolderId, new() { IncludeDeactivated = true }).AllAsync()).Single(entry => entry.User.Id == id).Role);
        await Client.ProjectPermissions.RemoveAsync(Account, project.Id, id);
        await Client.WorkspacePermissions.RemoveAsync(Account, project.WorkspaceId, id);
        Assert.DoesNotContain(id, (await Client.WorkspacePermissions.List(Account, project.WorkspaceId).AllAsync()).Select(entry => entry.User.Id!.Value));

        var folder = await Client.Folders.CreateAsync(Account, project.RootFolderId, "Private");
        Assert.Equal(PlaceRole.Viewer, (await Client.FolderPermissions.SetRoleAsync(Account, folder.Id, id, PlaceRole.Viewer)).Role);
        await Client.FolderPermissions.RemoveAsync(Account, folder.Id, id);
    }
}
