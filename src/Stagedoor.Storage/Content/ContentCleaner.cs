using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Stagedoor.Frameio.Files;
using Stagedoor.Protocol;

namespace Stagedoor.Storage.Content;

/// <summary>
/// Gives up uploads that nobody finished, removes the rows of what was deleted a day ago, and the bytes that nothing stands for any more: a bounded number at a time. The bytes go before
/// their row, so that a crash in between loses no trace of them.
/// </summary>
internal sealed partial class ContentCleaner(Database database, IContentStore store, StorageOptions options, TimeProvider time, ILogger<ContentCleaner> logger) : BackgroundService
{
    private const int Bound = 500;
    private const string GiveUp = """
        UPDATE contents SET failed_at = @now, sweep_at = @now, fetch_at = NULL
        WHERE id IN (SELECT id FROM contents WHERE expires_at <= @now AND completed_at IS NULL AND failed_at IS NULL ORDER BY expires_at LIMIT 500)
        """;
    private const string DropAssetsOfProjects = """
        UPDATE assets SET deleted_at = @now
        WHERE id IN (SELECT a.id FROM api_projects p JOIN assets a ON a.project_id = p.id WHERE p.deleted_at <= @before AND a.deleted_at IS NULL LIMIT 500)
        """;
    private const string DropCommentsOfAssets = """
        UPDATE comments SET deleted_at = @now
        WHERE id IN (SELECT c.id FROM assets a JOIN comments c ON c.file_id = a.id WHERE a.deleted_at <= @before AND c.deleted_at IS NULL LIMIT 500)
        """;
    private const string RemoveAttachments = """
        DELETE FROM comment_attachments
        WHERE id IN (SELECT t.id FROM comments c JOIN comment_attachments t ON t.comment_id = c.id WHERE c.deleted_at IS NOT NULL LIMIT 500) RETURNING content_id
        """;
    private const string RemoveComments = """
        DELETE FROM comments
        WHERE id IN (SELECT c.id FROM comments c WHERE c.deleted_at <= @before AND NOT EXISTS (SELECT 1 FROM comment_attachments t WHERE t.comment_id = c.id) ORDER BY c.deleted_at LIMIT 500)
        """;
    private const string RemoveRoles = "DELETE FROM content_roles WHERE resource_id IN (SELECT id FROM assets WHERE deleted_at <= @before ORDER BY deleted_at LIMIT 500)";
    private const string RemoveAssets = """
        DELETE FROM assets
        WHERE id IN (SELECT a.id FROM assets a WHERE a.deleted_at <= @before AND NOT EXISTS (SELECT 1 FROM comments c WHERE c.file_id = a.id)
            AND NOT EXISTS (SELECT 1 FROM content_roles r WHERE r.resource_id = a.id) ORDER BY a.deleted_at LIMIT 500)
        RETURNING content_id
        """;
    private const string ToSweep = "SELECT id FROM contents WHERE sweep_at <= @now ORDER BY sweep_at LIMIT 500";
    private const string Swept = """
        UPDATE contents SET sweep_at = NULL WHERE id = @id AND EXISTS (SELECT 1 FROM assets a WHERE a.content_id = @id)
        """;
    private const string RemoveContent = "DELETE FROM contents WHERE id = @id AND sweep_at IS NOT NULL";
    private const string RemoveParts = "DELETE FROM content_parts WHERE content_id = @id";

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1), Kept = TimeSpan.FromDays(1);

    /// <summary>Removes all that can go now.</summary>
    public async Task CleanAsync(CancellationToken cancellation)
    {
        var (now, before) = (time.GetUtcNow(), time.GetUtcNow() - Kept);
        await AllAsync(link => link.ExecuteAsync(GiveUp, ("now", now)), cancellation);
        await AllAsync(link => link.ExecuteAsync(DropAssetsOfProjects, ("now", now), ("before", before)), cancellation);
        await AllAsync(link => link.ExecuteAsync(DropCommentsOfAssets, ("now", now), ("before", before)), cancellation);
        await AllAsync(link => RemoveAsync(link, RemoveAttachments, [], now), cancellation);
        await AllAsync(link => link.ExecuteAsync(RemoveComments, ("before", before)), cancellation);
        await AllAsync(link => link.ExecuteAsync(RemoveRoles, ("before", before)), cancellation);
        await AllAsync(link => RemoveAsync(link, RemoveAssets, [("before", before)], now), cancellation);
        await SweepAsync(now, cancellation);
        store.RemoveLeftovers(now - Kept);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Access != StorageAccess.Serve) return;
        using var timer = new PeriodicTimer(Interval, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await CleanAsync(stoppingToken);
            }
            catch (Exception problem) when (problem is StorageUnavailableException or IOException or UnauthorizedAccessException)
            {
                LogLater(logger, problem);
            }
        }
    }

    private async Task AllAsync(Func<Connections.Link, Task<int>> remove, CancellationToken cancellation)
    {
        while (await database.WriteAsync(remove, cancellation) >= Bound)
        {
        }
    }

    private static async Task<int> RemoveAsync(Connections.Link link, string sql, (string, Connections.Value)[] arguments, DateTimeOffset now)
    {
        var removed = await link.AllAsync(sql, row => row.GuidOrNull(0), arguments);
        await ContentRows.SweepUnusedAsync(link, [.. removed.OfType<Guid>().Distinct()], now);
        return removed.Count;
    }

    private async Task SweepAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        while (true)
        {
            var ids = await database.ReadAsync(link => link.AllAsync(ToSweep, row => row.Guid(0), ("now", now)), cancellation);
            foreach (var id in ids)
            {
                store.Remove(id);
                await database.WriteAsync(link => ForgetAsync(link, id), cancellation);
            }

            if (ids.Count < Bound) return;
        }
    }

    // A file whose upload was given up stays, and so does what is known of its bytes.
    private static async Task<bool> ForgetAsync(Connections.Link link, Guid id)
    {
        await link.ExecuteAsync(RemoveParts, ("id", id));
        return await link.ChangesAsync(Swept, ("id", id)) || await link.ChangesAsync(RemoveContent, ("id", id));
    }

    [LoggerMessage(45, LogLevel.Warning, "Deleted files could not be removed; it is tried again")]
    private static partial void LogLater(ILogger logger, Exception problem);
}
