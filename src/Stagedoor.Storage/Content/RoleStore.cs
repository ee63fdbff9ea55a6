using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Door;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Content;

internal sealed class RoleStore(Database database) : IRoleStore
{
    private const string Users = """
        (SELECT p.id, p.frameio_id, p.name, p.email, p.disabled_at, m.account_role FROM memberships m JOIN persons p ON p.id = m.person_id JOIN organizations o ON o.id = m.organization_id
        WHERE o.account_id = @account_id
        UNION ALL
        SELECT s.id, s.frameio_id, s.name, s.id, s.disabled_at, s.account_role FROM service_accounts s WHERE s.account_id = @account_id)
        """;
    private const string Columns = "u.id, u.frameio_id, u.name, u.email, u.disabled_at, u.role";
    private const string OfAccount = $"FROM (SELECT a.*, a.account_role AS role FROM {Users} a) u WHERE (@deactivated = 1 OR u.disabled_at IS NULL)";

    // From the folder upwards; nothing for a workspace or a project. What was given nearest counts, as Access says.
    private const string Up = """
        WITH RECURSIVE up (id, parent_id, depth) AS (
            SELECT a.id, a.parent_id, 0 FROM assets a WHERE a.id = @asset_id
            UNION ALL
            SELECT a.id, a.parent_id, up.depth + 1 FROM up JOIN assets a ON a.id = up.parent_id WHERE up.depth < 200)
        """;
    private const string OfPlace = $"""
        FROM (SELECT a.*, CASE WHEN a.account_role IN ('owner', 'admin') THEN a.account_role ELSE COALESCE(
                (SELECT r.role FROM up JOIN content_roles r ON r.resource_id = up.id WHERE r.subject_id = a.id ORDER BY up.depth LIMIT 1),
                (SELECT r.role FROM content_roles r WHERE r.resource_id = @project_id AND r.subject_id = a.id),
                (SELECT r.role FROM content_roles r WHERE r.resource_id = @workspace_id AND r.subject_id = a.id AND @restricted = 0)) END AS role
            FROM {Users} a) u
        WHERE u.role IS NOT NULL AND (@deactivated = 1 OR u.disabled_at IS NULL)
        """;
    private const string Give = """
        INSERT INTO content_roles (resource_id, subject_id, account_id, level, role, granted_by, granted_by_actor, created_at, updated_at)
        SELECT @resource_id, @subject, @account_id, @level, @role, @granted_by, @granted_by_actor, @at, @at
        WHERE EXISTS (SELECT 1 FROM workspaces w WHERE w.id = @resource_id AND w.deleted_at IS NULL)
            OR EXISTS (SELECT 1 FROM api_projects p WHERE p.id = @resource_id AND p.deleted_at IS NULL)
            OR EXISTS (SELECT 1 FROM assets a WHERE a.id = @resource_id AND a.deleted_at IS NULL)
        ON CONFLICT (resource_id, subject_id) DO UPDATE SET role = excluded.role, granted_by = excluded.granted_by, granted_by_actor = excluded.granted_by_actor, updated_at = excluded.updated_at
        """;
    private const string Take = "DELETE FROM content_roles WHERE resource_id = @resource_id AND subject_id = @subject";

    private static readonly (string, SortColumn)[] Sorts =
    [
        ("name_asc", SortColumn.Text("LOWER(u.name)")), ("name_desc", SortColumn.Text("LOWER(u.name)", isDescending: true)),
        ("role_asc", SortColumn.Text("u.role")), ("role_desc", SortColumn.Text("u.role", isDescending: true)),
        ("email_asc", SortColumn.Text("LOWER(u.email)")), ("email_desc", SortColumn.Text("LOWER(u.email)", isDescending: true)),
    ];
    private static readonly SortedList<AccountUser> UsersOfAccount = new(Columns, OfAccount, "u.id", row => new(ReadUser(row), Roles.ReadAccount(row.Text(5)) ?? AccountRole.Reviewer), Sorts);
    private static readonly SortedList<PlaceUser> UsersOfPlace = new(Columns, OfPlace, "u.id", row => new(ReadUser(row), Roles.Read(row.Text(5))!.Value), Sorts, Up);

    public ValueTask<Page<AccountUser>> ListAsync(Guid accountId, bool withDeactivated, PageQuery query, CancellationToken cancellation) =>
        database.ReadAsync(link => UsersOfAccount.PageAsync(link, query, ("account_id", accountId), ("deactivated", withDeactivated)), cancellation);

    public ValueTask<Page<PlaceUser>> ListAsync(Place place, bool withDeactivated, PageQuery query, CancellationToken cancellation) => database.ReadAsync(
        link => UsersOfPlace.PageAsync(
            link,
            query,
            ("account_id", place.AccountId), ("workspace_id", place.WorkspaceId), ("project_id", place.ProjectId), ("asset_id", place.Asset?.Id), ("restricted", place.IsRestricted), ("deactivated", withDeactivated)),
        cancellation);

    public Task<bool> GiveAsync(Place place, string subjectId, Role role, ActivityEntry entry, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            var isGiven = await link.ChangesAsync(
                Give,
                ("resource_id", place.Id), ("subject", subjectId), ("account_id", place.AccountId), ("level", LevelOf(place)), ("role", role.Text()),
                ("granted_by", entry.Actor.SubjectId), ("granted_by_actor", entry.Actor.ActingId), ("at", entry.At));
            if (isGiven) await Activities.AppendAsync(link, entry);
            return isGiven;
        },
        cancellation);

    public Task<bool> TakeAsync(Place place, string subjectId, ActivityEntry entry, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            if (!await link.ChangesAsync(Take, ("resource_id", place.Id), ("subject", subjectId))) return false;
            await Activities.AppendAsync(link, entry);
            return true;
        },
        cancellation);

    private static string LevelOf(Place place) => place.Level switch
    {
        Level.Workspace => "workspace",
        Level.Project => "project",
        _ => "folder",
    };

    private static DirectoryUser ReadUser(Row row) => new(row.Text(0), row.Guid(1), row.Text(2), row.Text(3), null, row.IsNull(4));
}
