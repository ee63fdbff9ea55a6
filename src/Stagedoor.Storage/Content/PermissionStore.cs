using Stagedoor.Frameio.Door;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Content;

/// <summary>Memberships, places and what was given there, each in one statement.</summary>
internal sealed class PermissionStore(Database database) : IPermissionStore
{
    private const string OfPerson = """
        SELECT o.account_id, o.id, m.account_role FROM organizations o JOIN memberships m ON m.organization_id = o.id JOIN persons p ON p.id = m.person_id
        WHERE m.person_id = @subject AND p.disabled_at IS NULL AND (o.account_id = @account_id OR o.id = @organization_id)
        """;
    private const string OfServiceAccount = """
        SELECT o.account_id, o.id, s.account_role, c.settings FROM service_accounts s JOIN organizations o ON o.account_id = s.account_id JOIN clients c ON c.id = s.client_id
        WHERE s.id = @subject AND s.disabled_at IS NULL AND c.disabled_at IS NULL AND (o.account_id = @account_id OR o.id = @organization_id)
        """;
    private const string LetsAct = "SELECT 1 FROM service_accounts s JOIN consents c ON c.client_id = s.client_id AND c.person_id = @person_id AND c.grant_id = @grant_id WHERE s.id = @acting";
    private const string FindWorkspace = """
        SELECT w.id, w.name,
            (SELECT r.role FROM content_roles r WHERE r.resource_id = w.id AND r.subject_id = @subject),
            (SELECT r.role FROM content_roles r WHERE r.resource_id = w.id AND r.subject_id = @acting)
        FROM workspaces w WHERE w.id = @id AND w.account_id = @account_id AND w.deleted_at IS NULL
        """;
    private const string OfProject = """
        p.workspace_id, p.id, p.restricted,
            (SELECT r.role FROM content_roles r WHERE r.resource_id = p.workspace_id AND r.subject_id = @subject),
            (SELECT r.role FROM content_roles r WHERE r.resource_id = p.id AND r.subject_id = @subject),
            (SELECT r.role FROM content_roles r WHERE r.resource_id = p.workspace_id AND r.subject_id = @acting),
            (SELECT r.role FROM content_roles r WHERE r.resource_id = p.id AND r.subject_id = @acting)
        """;
    private const string FindProject = $"SELECT {OfProject}, p.name FROM api_projects p WHERE p.id = @id AND p.account_id = @account_id AND p.deleted_at IS NULL";

    // Deeper than any tree that the API lets grow.
    private const int Deepest = 200;

    // From what was given upwards: a subject has few roles on folders, and a folder may have everything below it.
    private static readonly string GivenBelow = $"""
        WITH RECURSIVE up (role, id, parent_id, depth) AS (
            SELECT r.role, a.id, a.parent_id, 0 FROM content_roles r JOIN assets a ON a.id = r.resource_id
            WHERE r.subject_id IN (@first, @second) AND r.account_id = @account_id AND r.level = 'folder' AND a.deleted_at IS NULL
            UNION ALL
            SELECT up.role, a.id, a.parent_id, up.depth + 1 FROM up JOIN assets a ON a.id = up.parent_id WHERE up.depth < {Deepest})
        SELECT DISTINCT role FROM up WHERE id = @id AND depth > 0
        """;

    // CROSS JOIN: SQLite keeps the order then, and begins with the few that were asked for.
    private readonly string findAssets = $"""
        WITH RECURSIVE up (start_id, id, parent_id, depth) AS (
            SELECT a.id, a.id, a.parent_id, 0 FROM assets a WHERE a.id IN ({database.Engine.List}) AND a.account_id = @account_id AND a.deleted_at IS NULL
            UNION ALL
            SELECT up.start_id, a.id, a.parent_id, up.depth + 1 FROM up JOIN assets a ON a.id = up.parent_id WHERE up.depth < {Deepest})
        SELECT {OfProject}, a.name, a.id, a.type, a.parent_id,
            (SELECT r.role FROM up JOIN content_roles r ON r.resource_id = up.id WHERE up.start_id = a.id AND r.subject_id = @subject ORDER BY up.depth LIMIT 1),
            (SELECT r.role FROM up JOIN content_roles r ON r.resource_id = up.id WHERE up.start_id = a.id AND r.subject_id = @acting ORDER BY up.depth LIMIT 1)
        FROM up start CROSS JOIN assets a CROSS JOIN api_projects p
        WHERE start.depth = 0 AND a.id = start.start_id AND p.id = a.project_id AND p.deleted_at IS NULL
        """;

    public ValueTask<AccountMembership?> MembershipAsync(string subjectId, Guid? accountId, string? organizationId, CancellationToken cancellation) => database.ReadAsync(
        async link =>
        {
            if (!subjectId.EndsWith("@" + Server.ServiceAccounts.ServiceAccount.IdDomain, StringComparison.Ordinal))
            {
                return await link.FirstAsync(OfPerson, Read, ("subject", subjectId), ("account_id", accountId), ("organization_id", organizationId));
            }

            var found = await link.AllAsync(OfServiceAccount, static row => (Account: Read(row), Settings: row.Text(3)), ("subject", subjectId), ("account_id", accountId), ("organization_id", organizationId));
            return found is [var (account, settings)] ? account with { MissingProfiles = await Profiles.MissingAsync(link, account.OrganizationId, settings) } : null;
        },
        cancellation);

    public ValueTask<bool> LetsActAsync(Actor actor, CancellationToken cancellation) =>
        database.ReadAsync(async link => await link.NumberAsync(LetsAct, ("person_id", actor.SubjectId), ("acting", actor.ActingId), ("grant_id", actor.GrantId)) is not null, cancellation);

    public ValueTask<Place?> FindWorkspaceAsync(Actor actor, Guid accountId, Guid id, CancellationToken cancellation) => database.ReadAsync(
        link => link.FirstAsync(
            FindWorkspace,
            row => new Place
            {
                AccountId = accountId,
                WorkspaceId = row.Guid(0),
                Name = row.Text(1),
                Given = new(RoleOf(row, 2), null, null),
                GivenToActing = new(RoleOf(row, 3), null, null),
            },
            ("account_id", accountId), ("id", id), ("subject", actor.SubjectId), ("acting", actor.ActingId ?? "")),
        cancellation);

    public ValueTask<Place?> FindProjectAsync(Actor actor, Guid accountId, Guid id, CancellationToken cancellation) => database.ReadAsync(
        link => link.FirstAsync(
            FindProject,
            row => Read(row, accountId, null, null, null),
            ("account_id", accountId), ("id", id), ("subject", actor.SubjectId), ("acting", actor.ActingId ?? "")),
        cancellation);

    public ValueTask<IReadOnlyList<Place>> FindAssetsAsync(Actor actor, Guid accountId, IReadOnlyCollection<Guid> ids, CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<Place>>(
        async link => await link.AllAsync(
            findAssets,
            row => Read(row, accountId, new(row.Guid(8), row.Text(9), row.GuidOrNull(10)), RoleOf(row, 11), RoleOf(row, 12)),
            ("list", Value.List(ids)), ("account_id", accountId), ("subject", actor.SubjectId), ("acting", actor.ActingId ?? "")),
        cancellation);

    public ValueTask<IReadOnlyList<Role>> GivenBelowAsync(Viewer viewer, Guid folderId, CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<Role>>(
        async link => [.. (await link.AllAsync(GivenBelow, row => row.Text(0), ("first", viewer.First), ("second", viewer.Second), ("account_id", viewer.AccountId), ("id", folderId))).Select(role => Roles.Read(role) ?? Role.Viewer)],
        cancellation);

    private static AccountMembership Read(Row row) => new(row.Guid(0), row.Text(1), Roles.ReadAccount(row.Text(2)) ?? AccountRole.Reviewer, null);

    private static Place Read(Row row, Guid accountId, AssetPlace? asset, Role? folder, Role? folderToActing) => new()
    {
        AccountId = accountId,
        WorkspaceId = row.Guid(0),
        ProjectId = row.Guid(1),
        IsRestricted = row.Flag(2),
        Asset = asset,
        Name = row.Text(7),
        Given = new(RoleOf(row, 3), RoleOf(row, 4), folder),
        GivenToActing = new(RoleOf(row, 5), RoleOf(row, 6), folderToActing),
    };

    private static Role? RoleOf(Row row, int at) => Roles.Read(row.TextOrNull(at));
}
