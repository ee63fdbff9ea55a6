using System.Globalization;
using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Sql;

/// <summary>Service account users as administrators see them: in lists, and counted.</summary>
internal static class ServiceAccountLists
{
    private const string LiveSecret = "k.client_id = s.client_id AND k.revoked_at IS NULL";
    private const string HasOwner = """
        EXISTS (SELECT 1 FROM persons p JOIN memberships m ON m.person_id = p.id WHERE p.id = s.owner_id AND m.organization_id = s.organization_id AND p.disabled_at IS NULL)
        """;
    private const string Listed = $"""
        SELECT {ServiceAccountRows.Columns}, o.name, CASE WHEN {HasOwner} THEN 1 ELSE 0 END, c.name, c.project_id, j.name, c.disabled_at,
            (SELECT COUNT(*) FROM client_secrets k WHERE {LiveSecret} AND (k.expires_at IS NULL OR k.expires_at > @now)),
            (SELECT MIN(k.expires_at) FROM client_secrets k WHERE {LiveSecret} AND k.expires_at > @now),
            (SELECT a.name FROM avatars a WHERE a.subject_id = s.id), LOWER(s.name)
        FROM service_accounts s JOIN clients c ON c.id = s.client_id JOIN projects j ON j.id = c.project_id LEFT JOIN persons o ON o.id = s.owner_id
        WHERE s.organization_id = @organization_id AND s.deleted_at IS NULL
        """;
    private const string Find = Listed + " AND s.id = @id";
    private const string Chosen = $"""

            AND (@text = '' OR s.name_skeleton LIKE @text ESCAPE '\')
            AND (@owner = '' OR s.owner_id = @owner)
            AND (@status = '' OR @status = CASE WHEN s.switched_off_at IS NOT NULL THEN 'Disabled' WHEN s.disabled_at IS NOT NULL THEN 'Revoked' ELSE 'Active' END)
            AND (@inactive_since = 0 OR COALESCE(s.last_activity_at, s.created_at) < @inactive_since)
            AND (@secret_ends_by = 0 OR EXISTS (SELECT 1 FROM client_secrets k WHERE {LiveSecret} AND k.expires_at > @now AND k.expires_at <= @secret_ends_by))
            AND (@without_owner = 0 OR NOT {HasOwner})
        """;
    private const string ByName = Listed + Chosen + " AND (LOWER(s.name), s.id) > (@key, @after) ORDER BY LOWER(s.name), s.id LIMIT @most";
    private const string ByIdleness = Listed + Chosen + " AND (COALESCE(s.last_activity_at, s.created_at), s.id) > (CAST(@key AS BIGINT), @after) ORDER BY COALESCE(s.last_activity_at, s.created_at), s.id LIMIT @most";

    private const string Work = """
        SELECT
            (SELECT COUNT(*) FROM assets a WHERE a.creator_id = @id AND a.creator_id LIKE '%@techacct.adobe.com' AND a.deleted_at IS NULL AND a.parent_id IS NOT NULL),
            (SELECT COUNT(*) FROM comments c WHERE c.owner_id = @id AND c.owner_id LIKE '%@techacct.adobe.com' AND c.deleted_at IS NULL),
            (SELECT COUNT(*) FROM shares h WHERE h.creator_id = @id AND h.creator_id LIKE '%@techacct.adobe.com' AND h.deleted_at IS NULL),
            (SELECT COUNT(*) FROM webhooks w WHERE w.creator_id = @id AND w.creator_id LIKE '%@techacct.adobe.com' AND w.deleted_at IS NULL),
            (SELECT COUNT(*) FROM custom_actions u WHERE u.creator_id = @id AND u.creator_id LIKE '%@techacct.adobe.com' AND u.deleted_at IS NULL),
            (SELECT COUNT(*) FROM content_roles r WHERE r.subject_id = @id),
            (SELECT COUNT(*) FROM client_secrets k JOIN service_accounts s ON s.client_id = k.client_id WHERE s.id = @id AND k.revoked_at IS NULL)
        """;
    private const string OwnedBy = "SELECT s.name FROM service_accounts s WHERE s.organization_id = @organization_id AND s.owner_id = @owner_id AND s.deleted_at IS NULL ORDER BY s.name, s.id LIMIT 100";

    private const string Without = """
        SELECT c.id, c.name, j.name FROM clients c JOIN projects j ON j.id = c.project_id
        WHERE c.organization_id = @organization_id AND c.kind = @kind AND c.disabled_at IS NULL AND c.deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM service_accounts s WHERE s.client_id = c.id)
        ORDER BY c.name, c.id LIMIT @most
        """;

    public static async Task<IReadOnlyList<CredentialWithout>> WithoutAsync(Link link, string organizationId, int most) => await link.AllAsync(
        Without, row => new CredentialWithout(row.Text(0), row.Text(1), row.Text(2)), ("organization_id", organizationId), ("kind", ApplicationKind.ServerToServer.Name), ("most", (long)most));

    public static async Task<IReadOnlyList<ListedServiceAccount>> ListAsync(Link link, ServiceAccountQuery query, DateTimeOffset now)
    {
        var byName = query.Order == ServiceAccountOrder.Name;
        return await link.AllAsync(
            byName ? ByName : ByIdleness,
            Read,
            ("organization_id", query.OrganizationId), ("now", now), ("text", Pattern(query.Text)), ("owner", query.OwnerId ?? ""), ("status", query.Status?.ToString() ?? ""),
            ("inactive_since", query.InactiveSince?.ToUnixTimeMilliseconds() ?? 0), ("secret_ends_by", query.SecretEndsBy?.ToUnixTimeMilliseconds() ?? 0), ("without_owner", query.WithoutOwner),
            ("key", byName ? query.After?.Key ?? "" : long.TryParse(query.After?.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var idle) ? idle.ToString(CultureInfo.InvariantCulture) : "-1"), ("after", query.After?.Id ?? ""), ("most", (long)query.Most));
    }

    public static Task<ListedServiceAccount?> FindAsync(Link link, string organizationId, string id, DateTimeOffset now) =>
        link.FirstAsync(Find, Read, ("organization_id", organizationId), ("id", id), ("now", now));

    public static async Task<ServiceAccountWork> WorkOfAsync(Link link, string id) => (await link.FirstAsync(
        Work,
        row => new ServiceAccountWork { Assets = row.Number(0), Comments = row.Number(1), Shares = row.Number(2), Webhooks = row.Number(3), Actions = row.Number(4), Memberships = row.Number(5), LiveSecrets = row.Number(6) },
        ("id", id)))!;

    public static async Task<IReadOnlyList<string>> OwnedByAsync(Link link, string organizationId, string personId) =>
        await link.AllAsync(OwnedBy, row => row.Text(0), ("organization_id", organizationId), ("owner_id", personId));

    private static string Pattern(string? text) => string.IsNullOrWhiteSpace(text) ? ""
        : "%" + ServiceAccountName.Skeleton(text).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) + "%";

    private static ListedServiceAccount Read(Row row) => new()
    {
        Account = ServiceAccountRows.Read(row),
        OwnerName = row.TextOrNull(ServiceAccountRows.Width),
        HasOwner = row.Flag(ServiceAccountRows.Width + 1),
        CredentialName = row.Text(ServiceAccountRows.Width + 2),
        ProjectId = row.Text(ServiceAccountRows.Width + 3),
        ProjectName = row.Text(ServiceAccountRows.Width + 4),
        CredentialRevokedAt = row.TimeOrNull(ServiceAccountRows.Width + 5),
        LiveSecrets = row.Number(ServiceAccountRows.Width + 6),
        FirstSecretEndsAt = row.TimeOrNull(ServiceAccountRows.Width + 7),
        Avatar = row.TextOrNull(ServiceAccountRows.Width + 8),
        NameKey = row.Text(ServiceAccountRows.Width + 9),
    };
}
