using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Door;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Permissions;

namespace Stagedoor.Storage.Content;

internal sealed class RoleStore(Database database, IDirectory directory) : IRoleStore
{
    private const string Users = """
        (SELECT p.id, p.name, p.email, p.disabled_at, m.account_role FROM memberships m JOIN persons p ON p.id = m.person_id JOIN organizations o ON o.id = m.organization_id
        WHERE o.account_id = @account_id
        UNION ALL
        SELECT p.id, p.name, '', f.deactivated_at, f.account_role FROM former_memberships f JOIN persons p ON p.id = f.person_id JOIN organizations o ON o.id = f.organization_id
        WHERE o.account_id = @account_id AND p.deleted_at IS NULL
        UNION ALL
        SELECT s.id, s.name, s.id, s.disabled_at, s.account_role FROM service_accounts s WHERE s.account_id = @account_id AND s.deleted_at IS NULL)
        """;
    private const string Columns = "u.id, u.role";
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
    private static readonly SortedList<(string Subject, string Role)> UsersOfAccount = new(Columns, OfAccount, "u.id", row => (row.Text(0), row.Text(1)), Sorts);
    private static readonly SortedList<(string Subject, string Role)> UsersOfPlace = new(Columns, OfPlace, "u.id", row => (row.Text(0), row.Text(1)), Sorts, Up);

    public async ValueTask<Page<AccountUser>> ListAsync(Guid accountId, bool withDeactivated, PageQuery query, CancellationToken cancellation) => await WithUsersAsync(
        await database.ReadAsync(link => UsersOfAccount.PageAsync(link, query, ("account_id", accountId), ("deactivated", withDeactivated)), cancellation),
        accountId,
        static (user, role) => new AccountUser(user, Roles.ReadAccount(role) ?? AccountRole.Reviewer),
        cancellation);

    public async ValueTask<Page<PlaceUser>> ListAsync(Place place, bool withDeactivated, PageQuery query, CancellationToken cancellation) => await WithUsersAsync(
        await database.ReadAsync(
            link => UsersOfPlace.PageAsync(
                link,
                query,
                ("account_id", place.AccountId), ("workspace_id", place.WorkspaceId), ("project_id", place.ProjectId), ("asset_id", place.Asset?.Id), ("restricted", place.IsRestricted), ("deactivated", withDeactivated)),
            cancellation),
        place.AccountId,
        static (user, role) => new PlaceUser(user, Roles.Read(role)!.Value),
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

    // The directory knows how users are shown: all of a page in one statement.
    private async ValueTask<Page<T>> WithUsersAsync<T>(Page<(string Subject, string Role)> page, Guid accountId, Func<DirectoryUser, string, T> make, CancellationToken cancellation)
    {
        var users = (await directory.FindUsersAsync(accountId, [.. page.Items.Select(item => item.Subject)], cancellation)).ToDictionary(user => user.SubjectId, StringComparer.Ordinal);
        return new([.. page.Items.Where(item => users.ContainsKey(item.Subject)).Select(item => make(users[item.Subject], item.Role))], page.Last, page.Total);
    }
}
