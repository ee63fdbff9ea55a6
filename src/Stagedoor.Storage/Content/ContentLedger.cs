using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Files;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Content;

internal sealed class ContentLedger(Database database) : IContentLedger
{
    private const string AddPart = """
        INSERT INTO content_parts (content_id, part) SELECT c.id, @part FROM contents c WHERE c.id = @id AND c.completed_at IS NULL AND c.failed_at IS NULL ON CONFLICT DO NOTHING
        """;

    // The row is held by whoever counts: of two last parts one is the last.
    private const string CountPart = """
        UPDATE contents SET received = received + 1, completed_at = CASE WHEN received + 1 = parts THEN CAST(@at AS BIGINT) END
        WHERE id = @id AND completed_at IS NULL AND failed_at IS NULL RETURNING completed_at
        """;
    private const string ForgetParts = "DELETE FROM content_parts WHERE content_id = @id";
    private const string ProjectsOf = "SELECT DISTINCT project_id FROM assets WHERE content_id = @id AND deleted_at IS NULL";
    private const string AddStorage = """
        UPDATE api_projects SET storage = storage + @size * (SELECT COUNT(*) FROM assets a WHERE a.content_id = @id AND a.project_id = api_projects.id AND a.deleted_at IS NULL)
        WHERE id IN (SELECT a.project_id FROM assets a WHERE a.content_id = @id AND a.deleted_at IS NULL)
        """;
    private const string Uploaded = """
        SELECT a.id, a.name, a.project_id, p.workspace_id, c.account_id, c.sender_id, c.sender_actor_id FROM contents c JOIN assets a ON a.id = c.asset_id JOIN api_projects p ON p.id = a.project_id
        WHERE c.id = @id AND a.deleted_at IS NULL AND p.deleted_at IS NULL
        """;
    // Leaps from one account that has something to fetch to the next.
    private const string Take = """
        UPDATE contents SET fetch_at = @until, fetches = fetches + 1
        WHERE fetch_at <= @at AND completed_at IS NULL AND failed_at IS NULL AND id = (
            WITH RECURSIVE waiting (account_id) AS (
                SELECT MIN(account_id) FROM contents WHERE fetch_at IS NOT NULL
                UNION ALL
                SELECT (SELECT MIN(c.account_id) FROM contents c WHERE c.fetch_at IS NOT NULL AND c.account_id > waiting.account_id) FROM waiting WHERE waiting.account_id IS NOT NULL)
            SELECT turn.id FROM (
                SELECT (SELECT c.id FROM contents c WHERE c.account_id = waiting.account_id AND c.fetch_at <= @at ORDER BY c.fetch_at LIMIT 1) AS id
                FROM waiting WHERE waiting.account_id IS NOT NULL AND @busy NOT LIKE '%' || waiting.account_id || '%') turn
            JOIN contents o ON o.id = turn.id ORDER BY o.fetch_at LIMIT 1)
        RETURNING id, account_id, source_url, size, fetches
        """;
    private const string Hold = "UPDATE contents SET fetch_at = @until WHERE id = @id AND fetches = @fetches AND fetch_at IS NOT NULL AND completed_at IS NULL AND failed_at IS NULL";
    private const string Fetched = """
        UPDATE contents SET size = @size, part_size = @size, parts = 1, received = 1, completed_at = @at, fetch_at = NULL
        WHERE id = @id AND fetches = @fetches AND completed_at IS NULL AND failed_at IS NULL
        """;
    private const string SizeFiles = "UPDATE assets SET size = @size WHERE content_id = @id";
    private const string Fail = "UPDATE contents SET failed_at = @at, fetch_at = NULL WHERE id = @id AND fetches = @fetches AND completed_at IS NULL AND failed_at IS NULL";

    public ValueTask<Frameio.Files.Content?> FindAsync(Guid id, CancellationToken cancellation) => database.ReadAsync(link => ContentRows.FindAsync(link, id), cancellation);

    public Task<UploadState> ReceiveAsync(Guid id, int part, DateTimeOffset at, string? address, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            await HoldProjectsAsync(link, id);
            if (!await link.ChangesAsync(AddPart, ("id", id), ("part", (long)part))) return await ContentRows.FindAsync(link, id) is { IsAwaited: true } ? UploadState.Waiting : UploadState.Over;
            if (await link.FirstAsync(CountPart, row => new Counted(row.TimeOrNull(0)), ("id", id), ("at", at)) is not { } counted) return UploadState.Over;
            if (counted.CompletedAt is null) return UploadState.Waiting;
            await link.ExecuteAsync(ForgetParts, ("id", id));
            await CompleteAsync(link, id, at, address);
            return UploadState.Completed;
        },
        cancellation);

    public Task<RemoteContent?> TakeAsync(DateTimeOffset at, DateTimeOffset until, IReadOnlyCollection<Guid> busy, CancellationToken cancellation) => database.TakeAsync(
        Take,
        row => new RemoteContent(row.Guid(0), row.Guid(1), row.Text(2), row.Number(3) is > 0 and var size ? size : null, row.Number(4)),
        cancellation,
        ("at", at), ("until", until), ("busy", string.Join(' ', busy)));

    public Task<bool> HoldAsync(RemoteContent content, DateTimeOffset until, CancellationToken cancellation) =>
        database.ChangeAsync(Hold, cancellation, ("id", content.Id), ("fetches", content.Fetches), ("until", until));

    public Task<bool> FetchedAsync(RemoteContent content, long length, DateTimeOffset at, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            await HoldProjectsAsync(link, content.Id);
            if (!await link.ChangesAsync(Fetched, ("id", content.Id), ("fetches", content.Fetches), ("size", length), ("at", at))) return false;
            await link.ExecuteAsync(SizeFiles, ("id", content.Id), ("size", length));
            await CompleteAsync(link, content.Id, at, address: null);
            return true;
        },
        cancellation);

    public Task<bool> FailAsync(RemoteContent content, DateTimeOffset at, CancellationToken cancellation) =>
        database.ChangeAsync(Fail, cancellation, ("id", content.Id), ("fetches", content.Fetches), ("at", at));

    // Every project where the content stands: whoever copies it holds one of them. More may have come while the first were waited for.
    private static async Task HoldProjectsAsync(Link link, Guid id)
    {
        var held = new HashSet<Guid>();
        while (true)
        {
            var found = await link.AllAsync(ProjectsOf, row => row.Guid(0), ("id", id));
            if (found.TrueForAll(held.Contains)) return;
            await Tree.HoldAsync(link, [.. found.Where(held.Add)]);
        }
    }

    private static async Task CompleteAsync(Link link, Guid id, DateTimeOffset at, string? address)
    {
        var content = await ContentRows.FindAsync(link, id) ?? throw new InvalidOperationException("the content vanished");
        await link.ExecuteAsync(AddStorage, ("id", id), ("size", content.Layout.Size));
        var entry = await link.FirstAsync(
            Uploaded,
            row => new ActivityEntry
            {
                At = at,
                Kind = ActivityKind.FileUploaded,
                AccountId = row.Guid(4),
                WorkspaceId = row.Guid(3),
                ProjectId = row.Guid(2),
                ResourceId = row.Guid(0),
                ResourceName = row.Text(1),
                Actor = new(row.Text(5), row.TextOrNull(6)),
                Address = address,
            },
            ("id", id));
        if (entry is null) return;
        await Activities.AppendAsync(link, entry);

        // Nothing is transcoded: what is here is ready.
        await Activities.AppendAsync(link, entry with { Kind = ActivityKind.FileReady });
    }

    private sealed record Counted(DateTimeOffset? CompletedAt);
}
