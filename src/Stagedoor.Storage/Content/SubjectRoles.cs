using Stagedoor.Frameio.Permissions;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Content;

/// <summary>The roles of one subject. Who looks learns of no place that they do not see themselves.</summary>
internal sealed class SubjectRoles(Database database) : ISubjectRoles
{
    private const string Given = "r.subject_id = @subject AND r.account_id = @account_id";
    private const string ByName = " ORDER BY x.name, x.id LIMIT @most";
    private const string Giving = "EXISTS (SELECT 1 FROM content_roles g WHERE g.subject_id = @first AND g.resource_id";

    private static readonly string all = Of("1 = 1", "1 = 1") + ByName, seen = Of(Visible.Workspaces, Visible.Projects) + ByName;
    private static readonly string everywhere = Where("1 = 1", "1 = 1") + ByName;
    private static readonly string whereGiven = Where(
        $"{Giving} = w.id AND g.role = 'workspace_admin')",
        $"{Giving} = p.id AND g.role = 'full_access') OR (p.restricted = 0 AND {Giving} = p.workspace_id AND g.role IN ('workspace_admin', 'full_access')))") + ByName;

    public ValueTask<IReadOnlyList<GivenRole>> OfAsync(Viewer viewer, string subjectId, (string Name, Guid Id)? after, int most, CancellationToken cancellation)
    {
        (string, Value)[] arguments = [("subject", subjectId), ("account_id", viewer.AccountId), ("after_name", after?.Name ?? ""), ("after", after?.Id.ToString() ?? ""), ("most", (long)most)];
        return database.ReadAsync<IReadOnlyList<GivenRole>>(
            async link => await link.AllAsync(viewer.SeesAll ? all : seen, row => new GivenRole(LevelOf(row.Text(0)), row.Guid(1), row.Text(2), row.TextOrNull(3), Roles.Read(row.Text(4))!.Value), viewer.SeesAll ? arguments : [.. arguments, .. Visible.Arguments(viewer)]),
            cancellation);
    }

    public ValueTask<IReadOnlyList<GivingPlace>> PlacesAsync(Viewer viewer, string text, int most, CancellationToken cancellation)
    {
        var pattern = $"%{NameKey.Of(text).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
        (string, Value)[] arguments = [("account_id", viewer.AccountId), ("pattern", pattern), ("most", (long)most)];
        return database.ReadAsync<IReadOnlyList<GivingPlace>>(
            async link => await link.AllAsync(viewer.SeesAll ? everywhere : whereGiven, row => new GivingPlace(LevelOf(row.Text(0)), row.Guid(1), row.Text(2), row.TextOrNull(3)), viewer.SeesAll ? arguments : [.. arguments, ("first", viewer.First)]),
            cancellation);
    }

    private static Level LevelOf(string text) => text switch { "workspace" => Level.Workspace, "project" => Level.Project, _ => Level.Asset };

    private static string Of(string workspaces, string projects) => $"""
        SELECT x.level, x.id, x.name, x.within, x.role FROM (
            SELECT 'workspace' AS level, w.id AS id, w.name AS name, NULL AS within, r.role AS role FROM content_roles r JOIN workspaces w ON w.id = r.resource_id
            WHERE {Given} AND w.deleted_at IS NULL AND {workspaces}
            UNION ALL
            SELECT 'project', p.id, p.name, v.name, r.role FROM content_roles r JOIN api_projects p ON p.id = r.resource_id JOIN workspaces v ON v.id = p.workspace_id
            WHERE {Given} AND p.deleted_at IS NULL AND {projects}
            UNION ALL
            SELECT 'folder', f.id, f.name, p.name, r.role FROM content_roles r JOIN assets f ON f.id = r.resource_id JOIN api_projects p ON p.id = f.project_id
            WHERE {Given} AND f.deleted_at IS NULL AND p.deleted_at IS NULL AND {projects}) x
        WHERE (x.name, x.id) > (@after_name, @after)
        """;

    private static string Where(string workspaces, string projects) => $"""
        SELECT x.level, x.id, x.name, x.within FROM (
            SELECT 'workspace' AS level, w.id AS id, w.name AS name, NULL AS within FROM workspaces w
            WHERE w.account_id = @account_id AND w.deleted_at IS NULL AND w.name_key LIKE @pattern ESCAPE '\' AND ({workspaces})
            UNION ALL
            SELECT 'project', p.id, p.name, v.name FROM api_projects p JOIN workspaces v ON v.id = p.workspace_id
            WHERE p.account_id = @account_id AND p.deleted_at IS NULL AND v.deleted_at IS NULL AND p.name_key LIKE @pattern ESCAPE '\' AND ({projects})) x
        """;
}
