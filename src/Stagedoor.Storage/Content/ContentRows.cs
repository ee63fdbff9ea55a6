using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Content;

/// <summary>Contents as rows.</summary>
internal static class ContentRows
{
    private const string Find = "SELECT id, size, part_size, parts, account_id, asset_id, sender_id, sender_actor_id, media_type, completed_at, failed_at FROM contents WHERE id = @id";
    private const string Insert = """
        INSERT INTO contents (id, account_id, asset_id, sender_id, sender_actor_id, media_type, size, part_size, parts, source_url, fetch_at, created_at, expires_at)
        VALUES (@id, @account_id, @asset_id, @sender_id, @sender_actor_id, @media_type, @size, @part_size, @parts, @source_url, @fetch_at, @created_at, @expires_at)
        """;

    // Of copies the last one takes the bytes with it. A failed upload of an attachment has nothing left to show.
    private const string SweepUnused = """
        UPDATE contents SET sweep_at = @now
        WHERE id = @id AND NOT EXISTS (SELECT 1 FROM assets a WHERE a.content_id = @id) AND NOT EXISTS (SELECT 1 FROM comment_attachments t WHERE t.content_id = @id)
        """;

    public static Task<Frameio.Files.Content?> FindAsync(Link link, Guid id) => link.FirstAsync(Find, Read, ("id", id));

    public static Task InsertAsync(Link link, Frameio.Files.Content content, DateTimeOffset createdAt, DateTimeOffset expiresAt, string? sourceUrl = null) => link.ExecuteAsync(
        Insert,
        ("id", content.Id), ("account_id", content.AccountId), ("asset_id", content.AssetId), ("sender_id", content.Sender.SubjectId), ("sender_actor_id", content.Sender.ActingId),
        ("media_type", content.MediaType), ("size", content.Layout.Size), ("part_size", content.Layout.PartSize), ("parts", (long)content.Layout.Parts), ("source_url", sourceUrl),
        ("fetch_at", sourceUrl is null ? default(DateTimeOffset?) : createdAt), ("created_at", createdAt), ("expires_at", expiresAt));

    /// <summary>Marks the bytes of those contents that nothing stands for any more.</summary>
    public static async Task SweepUnusedAsync(Link link, IReadOnlyList<Guid> ids, DateTimeOffset now)
    {
        foreach (var id in ids) await link.ExecuteAsync(SweepUnused, ("id", id), ("now", now));
    }

    private static Frameio.Files.Content Read(Row row) => new()
    {
        Layout = new(row.Guid(0), row.Number(1), row.Number(2), (int)row.Number(3)),
        AccountId = row.Guid(4),
        AssetId = row.GuidOrNull(5),
        Sender = new(row.Text(6), row.TextOrNull(7)),
        MediaType = row.Text(8),
        CompletedAt = row.TimeOrNull(9),
        FailedAt = row.TimeOrNull(10),
    };
}
