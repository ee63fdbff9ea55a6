using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Resources.Projects;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Content;

internal sealed class ProjectStore(Database database) : IProjectStore
{
    private const string Columns = "p.id, p.account_id, p.workspace_id, p.root_folder_id, p.name, p.description, p.restricted, p.status, p.storage, p.owner_id, p.owner_actor_id, p.created_at, p.updated_at";
    private const string OfAccount = "FROM api_projects p WHERE p.account_id = @account_id AND p.deleted_at IS NULL";
    private const string OfWorkspace = "FROM api_projects p WHERE p.workspace_id = @workspace_id AND p.deleted_at IS NULL";
    private const string OfInvited = """
        FROM content_roles i JOIN api_projects p ON p.id = i.resource_id
        WHERE i.subject_id = @subject AND i.account_id = @account_id AND i.level = 'project' AND p.deleted_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM content_roles o WHERE o.resource_id = p.workspace_id AND o.subject_id = @subject)
        """;
    private const string Find = $"SELECT {Columns} FROM api_projects p WHERE p.id = @id AND p.deleted_at IS NULL";

    // The workspace may have been deleted since it was looked at.
    private const string Add = """
        INSERT INTO api_projects (id, account_id, workspace_id, root_folder_id, name, name_key, description, restricted, status, owner_id, owner_actor_id, created_at, updated_at)
        SELECT @id, @account_id, w.id, @root_folder_id, @name, @name_key, @description, @restricted, @status, @owner_id, @owner_actor_id, @created_at, @updated_at
        FROM workspaces w WHERE w.id = @workspace_id AND w.deleted_at IS NULL ON CONFLICT DO NOTHING
        """;
    private const string AddRoot = """
        INSERT INTO assets (id, account_id, project_id, parent_id, type, name, name_key, creator_id, creator_actor_id, created_at, updated_at)
        VALUES (@id, @account_id, @project_id, NULL, 'folder', @name, @name_key, @creator_id, @creator_actor_id, @at, @at)
        """;
    private const string Update = """
        UPDATE api_projects SET name = COALESCE(@name, name), name_key = COALESCE(@name_key, name_key), restricted = COALESCE(@restricted, restricted), status = COALESCE(@status, status), updated_at = @at
        WHERE id = @id AND deleted_at IS NULL
        """;
    private const string Delete = "UPDATE api_projects SET deleted_at = @at WHERE id = @id AND deleted_at IS NULL";

    private static readonly (string, SortColumn)[] Sorts =
    [
        ("name_asc", SortColumn.Text("p.name_key")), ("name_desc", SortColumn.Text("p.name_key", isDescending: true)),
        ("created_at_asc", SortColumn.Number("p.created_at")), ("created_at_desc", SortColumn.Number("p.created_at", isDescending: true)),
    ];
    internal static readonly SortedList<ApiProject> AllOfAccount = new(Columns, OfAccount, "p.id", Read, Sorts);
    internal static readonly SortedList<ApiProject> SeenOfAccount = new(Columns, $"{OfAccount} AND {Visible.Projects}", "p.id", Read, Sorts);
    internal static readonly SortedList<ApiProject> AllOfWorkspace = new(Columns, OfWorkspace, "p.id", Read, Sorts);
    internal static readonly SortedList<ApiProject> SeenOfWorkspace = new(Columns, $"{OfWorkspace} AND {Visible.Projects}", "p.id", Read, Sorts);
    internal static readonly SortedList<ApiProject> Invited = new(Columns, $"{OfInvited} AND {Visible.Projects}", "p.id", Read, Sorts);

    private readonly string findMany = $"SELECT {Columns} FROM api_projects p WHERE p.id IN ({database.Engine.List}) AND p.deleted_at IS NULL";

    public ValueTask<Page<ApiProject>> ListOfAccountAsync(Viewer viewer, PageQuery query, CancellationToken cancellation) => database.ReadAsync(
        link => viewer.SeesAll
            ? AllOfAccount.PageAsync(link, query, ("account_id", viewer.AccountId))
            : SeenOfAccount.PageAsync(link, query, [("account_id", viewer.AccountId), .. Visible.Arguments(viewer)]),
        cancellation);

    public ValueTask<Page<ApiProject>> ListOfWorkspaceAsync(Viewer viewer, Guid workspaceId, PageQuery query, CancellationToken cancellation) => database.ReadAsync(
        link => viewer.SeesAll
            ? AllOfWorkspace.PageAsync(link, query, ("workspace_id", workspaceId))
            : SeenOfWorkspace.PageAsync(link, query, [("workspace_id", workspaceId), .. Visible.Arguments(viewer)]),
        cancellation);

    public ValueTask<Page<ApiProject>> ListInvitedAsync(Viewer viewer, string subjectId, PageQuery query, CancellationToken cancellation) => database.ReadAsync(
        link => Invited.PageAsync(link, query, [("account_id", viewer.AccountId), ("subject", subjectId), .. Visible.Arguments(viewer)]),
        cancellation);

    public ValueTask<ApiProject?> FindAsync(Guid id, CancellationToken cancellation) => database.ReadAsync(link => link.FirstAsync(Find, Read, ("id", id)), cancellation);

    public ValueTask<IReadOnlyList<ApiProject>> FindManyAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<ApiProject>>(
        async link => await link.AllAsync(findMany, Read, ("list", Value.List(ids))),
        cancellation);

    public Task<bool> AddAsync(ApiProject project, Role? roleOfOwner, ActivityEntry entry, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            var isAdded = await link.ChangesAsync(
                Add,
                ("id", project.Id), ("account_id", project.AccountId), ("workspace_id", project.WorkspaceId), ("root_folder_id", project.RootFolderId),
                ("name", project.Name), ("name_key", NameKey.Of(project.Name)), ("description", project.Description), ("restricted", project.IsRestricted), ("status", StatusOf(project.IsActive)),
                ("owner_id", project.Owner.SubjectId), ("owner_actor_id", project.Owner.ActingId), ("created_at", project.CreatedAt), ("updated_at", project.UpdatedAt));
            if (!isAdded) return false;
            await link.ExecuteAsync(
                AddRoot,
                ("id", project.RootFolderId), ("account_id", project.AccountId), ("project_id", project.Id), ("name", IProjectStore.RootName), ("name_key", NameKey.Of(IProjectStore.RootName)),
                ("creator_id", project.Owner.SubjectId), ("creator_actor_id", project.Owner.ActingId), ("at", project.CreatedAt));
            if (roleOfOwner is { } role) await RoleRows.InviteAsync(link, project.AccountId, project.Id, role, entry);
            await Activities.AppendAsync(link, entry);
            return true;
        },
        cancellation);

    public Task<ApiProject?> UpdateAsync(Guid id, ProjectChange change, Role? roleOfActor, ActivityEntry entry, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            var isChanged = await link.ChangesAsync(
                Update,
                ("id", id), ("name", change.Name), ("name_key", change.Name is { } name ? NameKey.Of(name) : null), ("restricted", Number(change.IsRestricted)),
                ("status", change.IsActive is { } active ? StatusOf(active) : null), ("at", entry.At));
            if (!isChanged) return null;
            if (roleOfActor is { } role) await RoleRows.InviteAsync(link, entry.AccountId, id, role, entry);
            await Activities.AppendAsync(link, entry);
            return await link.FirstAsync(Find, Read, ("id", id));
        },
        cancellation);

    public Task<bool> DeleteAsync(Guid id, ActivityEntry entry, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            if (!await link.ChangesAsync(Delete, ("id", id), ("at", entry.At))) return false;
            await Activities.AppendAsync(link, entry);
            return true;
        },
        cancellation);

    private static string StatusOf(bool isActive) => isActive ? "active" : "inactive";

    private static long? Number(bool? flag) => flag is null ? null : flag.Value ? 1 : 0;

    private static ApiProject Read(Row row) => new()
    {
        Id = row.Guid(0),
        AccountId = row.Guid(1),
        WorkspaceId = row.Guid(2),
        RootFolderId = row.Guid(3),
        Name = row.Text(4),
        Description = row.TextOrNull(5),
        IsRestricted = row.Flag(6),
        IsActive = row.Text(7) == StatusOf(true),
        Storage = row.Number(8),
        Owner = new(row.Text(9), row.TextOrNull(10)),
        CreatedAt = row.Time(11),
        UpdatedAt = row.Time(12),
    };
}
