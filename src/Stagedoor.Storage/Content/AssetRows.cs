using Stagedoor.Frameio.Assets;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Content;

/// <summary>Assets as rows: each with its content and, of a version stack, its head, in the one statement that finds it.</summary>
internal static class AssetRows
{
    public const string Columns = """
        a.id, a.account_id, a.project_id, a.parent_id, a.type, a.name, a.creator_id, a.creator_actor_id, a.created_at, a.updated_at, a.content_id, a.media_type, a.size, c.created_at, c.completed_at, c.failed_at,
        h.id, h.account_id, h.project_id, h.parent_id, h.type, h.name, h.creator_id, h.creator_actor_id, h.created_at, h.updated_at, h.content_id, h.media_type, h.size, g.created_at, g.completed_at, g.failed_at
        """;
    public const string Tables = "assets a LEFT JOIN contents c ON c.id = a.content_id LEFT JOIN assets h ON h.id = a.head_id LEFT JOIN contents g ON g.id = h.content_id";

    private const string Find = $"SELECT {Columns} FROM {Tables} WHERE a.id = @id AND a.deleted_at IS NULL";
    private const string Insert = """
        INSERT INTO assets (id, account_id, project_id, parent_id, type, name, name_key, size, creator_id, creator_actor_id, created_at, updated_at, content_id, media_type)
        VALUES (@id, @account_id, @project_id, @parent_id, @type, @name, @name_key, @size, @creator_id, @creator_actor_id, @created_at, @updated_at, @content_id, @media_type) ON CONFLICT (id) DO NOTHING
        """;
    private const int Width = 16;

    public static Task<Asset?> FindAsync(Link link, Guid id) => link.FirstAsync(Find, Read, ("id", id));

    /// <summary>False when it is there already.</summary>
    public static Task<bool> InsertAsync(Link link, Asset asset) => link.ChangesAsync(
        Insert,
        ("id", asset.Id), ("account_id", asset.AccountId), ("project_id", asset.ProjectId), ("parent_id", asset.ParentId), ("type", asset.Type), ("name", asset.Name), ("name_key", NameKey.Of(asset.Name)),
        ("size", asset.File?.Size ?? 0), ("creator_id", asset.Creator.SubjectId), ("creator_actor_id", asset.Creator.ActingId), ("created_at", asset.CreatedAt), ("updated_at", asset.UpdatedAt),
        ("content_id", asset.File?.ContentId), ("media_type", asset.File?.MediaType));

    public static Asset Read(Row row) => Read(row, 0) with { Head = row.IsNull(Width) ? null : Read(row, Width) };

    private static Asset Read(Row row, int at) => new()
    {
        Id = row.Guid(at),
        AccountId = row.Guid(at + 1),
        ProjectId = row.Guid(at + 2),
        ParentId = row.GuidOrNull(at + 3),
        Type = row.Text(at + 4),
        Name = row.Text(at + 5),
        Creator = new(row.Text(at + 6), row.TextOrNull(at + 7)),
        CreatedAt = row.Time(at + 8),
        UpdatedAt = row.Time(at + 9),
        File = row.Text(at + 4) != AssetPlace.File || row.IsNull(at + 10) ? null : new()
        {
            ContentId = row.Guid(at + 10),
            MediaType = row.Text(at + 11),
            Size = row.Number(at + 12),
            BegunAt = row.IsNull(at + 13) ? row.Time(at + 8) : row.Time(at + 13),
            CompletedAt = row.TimeOrNull(at + 14),
            FailedAt = row.TimeOrNull(at + 15),
        },
    };
}
