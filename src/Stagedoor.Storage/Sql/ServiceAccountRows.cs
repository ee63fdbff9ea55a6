using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Sql;

/// <summary>How a service account user stands in an answer.</summary>
internal static class ServiceAccountRows
{
    public const string Columns = """
        s.id, s.frameio_id, s.client_id, s.organization_id, s.account_id, s.name, s.description, s.owner_id, s.created_by, s.account_role, s.created_at, s.disabled_at, s.last_activity_at,
        s.switched_off_at, s.deleted_at, s.version
        """;

    /// <summary>How many columns there are.</summary>
    public const int Width = 16;

    public static ServiceAccount Read(Row row) => new()
    {
        Id = row.Text(0),
        FrameioId = row.Guid(1),
        ClientId = row.Text(2),
        OrganizationId = row.Text(3),
        AccountId = row.Guid(4),
        Name = row.Text(5),
        Description = row.TextOrNull(6),
        OwnerId = row.TextOrNull(7),
        CreatedBy = row.TextOrNull(8),
        AccountRole = row.Text(9),
        CreatedAt = row.Time(10),
        DisabledAt = row.TimeOrNull(11),
        LastActivityAt = row.TimeOrNull(12),
        SwitchedOffAt = row.TimeOrNull(13),
        DeletedAt = row.TimeOrNull(14),
        Version = row.Number(15),
    };
}
