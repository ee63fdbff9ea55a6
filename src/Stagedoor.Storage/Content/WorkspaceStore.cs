using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Resources.Workspaces;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Content;

internal sealed class WorkspaceStore(Database database) : IWorkspaceStore
{
    private const string Columns = "w.id, w.account_id, w.name, w.creator_id, w.creator_actor_id, w.created_at, w.updated_at";
    private const string Alive = "FROM workspaces w WHERE w.account_id = @account_id AND w.deleted_at IS NULL";
    private const string Find = $"SELECT {Columns} FROM workspaces w WHERE w.id = @id AND w.deleted_at IS NULL";
    private const string Add = """
        INSERT INTO workspaces (id, account_id, name, name_key, creator_id, creator_actor_id, created_at, updated_at)
        VALUES (@id, @account_id, @name, @name_key, @creator_id, @creator_actor_id, @created_at, @updated_at) ON CONFLICT DO NOTHING
        """;
    private const string Rename = "UPDATE workspaces SET name = @name, name_key = @name_key, updated_at = @at WHERE id = @id AND deleted_at IS NULL";
    private const string Delete = "UPDATE workspaces SET deleted_at = @at WHERE id = @id AND deleted_at IS NULL";
    private const string DeleteProjects = "UPDATE api_projects SET deleted_at = @at WHERE workspace_id = @id AND deleted_at IS NULL RETURNING id, name";

    private static readonly (string, SortColumn)[] Sorts =
    [
        ("name_asc", SortColumn.Text("w.name_key")), ("name_desc", SortColumn.Text("w.name_key", isDescending: true)),
        ("created_at_asc", SortColumn.Number("w.created_at")), ("created_at_desc", SortColumn.Number("w.created_at", isDescending: true)),
    ];
    internal static readonly SortedList<Workspace> All = new(Columns, Alive, "w.id", Read, Sorts);
    internal static readonly SortedList<Workspace> Seen = new(Columns, $"{Alive} AND {Visible.Workspaces}", "w.id", Read, Sorts);

    public ValueTask<Page<Workspace>> ListAsync(Viewer viewer, PageQuery query, CancellationToken cancellation) => database.ReadAsync(
        link => viewer.SeesAll
            ? All.PageAsync(link, query, ("account_id", viewer.AccountId))
            : Seen.PageAsync(link, query, [("account_id", viewer.AccountId), .. Visible.Arguments(viewer)]),
        cancellation);

    public ValueTask<Workspace?> FindAsync(Guid id, CancellationToken cancellation) => database.ReadAsync(link => link.FirstAsync(Find, Read, ("id", id)), cancellation);

    public Task<bool> AddAsync(Workspace workspace, ActivityEntry entry, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            var isAdded = await link.ChangesAsync(
                Add,
                ("id", workspace.Id), ("account_id", workspace.AccountId), ("name", workspace.Name), ("name_key", NameKey.Of(workspace.Name)),
                ("creator_id", workspace.Creator.SubjectId), ("creator_actor_id", workspace.Creator.ActingId), ("created_at", workspace.CreatedAt), ("updated_at", workspace.UpdatedAt));
            if (!isAdded) return false;
            await Activities.AppendAsync(link, entry);
            return true;
        },
        cancellation);

    public Task<Workspace?> RenameAsync(Guid id, string name, ActivityEntry entry, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            if (!await link.ChangesAsync(Rename, ("id", id), ("name", name), ("name_key", NameKey.Of(name)), ("at", entry.At))) return null;
            await Activities.AppendAsync(link, entry);
            return await link.FirstAsync(Find, Read, ("id", id));
        },
        cancellation);

    public Task<bool> DeleteAsync(Guid id, ActivityEntry entry, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            if (!await link.ChangesAsync(Delete, ("id", id), ("at", entry.At))) return false;
            foreach (var (project, name) in await link.AllAsync(DeleteProjects, row => (row.Guid(0), row.Text(1)), ("id", id), ("at", entry.At)))
            {
                await Activities.AppendAsync(link, entry with { Kind = ActivityKind.ProjectDeleted, ProjectId = project, ResourceId = project, ResourceName = name });
            }

            await Activities.AppendAsync(link, entry);
            return true;
        },
        cancellation);

    private static Workspace Read(Row row) => new(row.Guid(0), row.Guid(1), row.Text(2), new(row.Text(3), row.TextOrNull(4)), row.Time(5), row.Time(6));
}
