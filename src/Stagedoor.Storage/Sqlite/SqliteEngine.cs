using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Stagedoor.Server.Audit.Index;
using Stagedoor.Storage.Connections;
using Stagedoor.Storage.Writing;

namespace Stagedoor.Storage.Sqlite;

/// <summary>The embedded database: write-ahead log, every commit synced.</summary>
internal sealed class SqliteEngine(StorageOptions options, ILogger logger) : Engine
{
    private const string AppendAudit = "INSERT INTO audit (node, sequence, at, body, mac) VALUES (@node, @sequence, @at, @body, @mac)";

    private const string NewestChange = "SELECT MAX(id) FROM catalogue_changes";
    private const string AppendAuditIndex = """
        INSERT INTO audit_index (number, organization_id, at, act, result, actor_id, on_behalf_of_id, client_id, target_id, node, sequence)
        VALUES (@number, @organization_id, @at, @act, @result, @actor_id, @on_behalf_of_id, @client_id, @target_id, @node, @sequence)
        """;

    private DataFolder? folder;
    private Checkpointer? checkpointer;

    public override string Name => "Sqlite";

    public override bool IsInProcess => true;

    public override bool LosesConnections => false;

    public override string List => "SELECT value FROM json_each(@list)";

    public override string NewId =>
        "lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))";
    public override string Held => "";

    public override string Match(string alias) => $"{alias}.number IN (SELECT rowid FROM search_index WHERE search_index MATCH @match)";

    public override string MatchOf(IReadOnlyList<(string Word, bool IsPrefix)> words) => string.Join(" AND ", words.Select(word => $"\"{word.Word}\"{(word.IsPrefix ? "*" : "")}"));

    public override async Task<Link> OpenAsync(bool forWriting, CancellationToken cancellation)
    {
        if (forWriting) DataFolder.CreateFile(options.DatabaseFile);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = options.DatabaseFile,
            Mode = forWriting ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite,
            Pooling = false,
            DefaultTimeout = 5,
        }.ConnectionString);
        var link = new SqliteLink(connection);
        try
        {
            await connection.OpenAsync(cancellation);
            await link.RunAsync(forWriting
                ? "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -16000; PRAGMA journal_size_limit = 67108864"
                : "PRAGMA busy_timeout = 5000; PRAGMA query_only = ON; PRAGMA cache_size = -4000");

            // A serving process checkpoints beside the writer, never within a commit.
            if (forWriting && options.Access == StorageAccess.Serve) await link.RunAsync("PRAGMA wal_autocheckpoint = 0");
            return link;
        }
        catch
        {
            await link.DisposeAsync();
            throw;
        }
    }

    public override Fault Classify(Exception exception) => exception switch
    {
        ConflictException => Fault.Conflict,
        // Busy, locked, read-only, input or output failed, corrupt, full, cannot open, protocol, not a database.
        SqliteException { SqliteErrorCode: 5 or 6 or 8 or 10 or 11 or 13 or 14 or 15 or 26 } => Fault.Unavailable,
        _ => Fault.Unit,
    };

    // BEGIN IMMEDIATE holds the only write lock.
    public override Task LockSchemaAsync(Link link) => Task.CompletedTask;

    public override async Task AppendAuditAsync(Link link, string node, IReadOnlyList<AuditRow> rows)
    {
        // In process a prepared statement per row is as fast as one of many rows.
        foreach (var row in rows)
        {
            await link.ExecuteAsync(AppendAudit, ("node", node), ("sequence", row.Sequence), ("at", row.At), ("body", row.Body), ("mac", row.Mac));
        }
    }

    public override async Task AppendAuditIndexAsync(Link link, IReadOnlyList<AuditIndexRow> rows)
    {
        foreach (var row in rows)
        {
            await link.ExecuteAsync(
                AppendAuditIndex,
                ("number", row.Number), ("organization_id", row.OrganizationId), ("at", row.Entry.At), ("act", row.Entry.Act), ("result", row.Entry.Result), ("actor_id", row.Entry.ActorId),
                ("on_behalf_of_id", row.Entry.OnBehalfOfId), ("client_id", row.Entry.ClientId), ("target_id", row.TargetId), ("node", row.Node), ("sequence", row.Sequence));
        }
    }

    // Numbers are given under the one write lock, so they become visible in order.
    public override async Task<(CatalogueMark Next, bool IsChanged)> ReadCatalogueAsync(Link link, CatalogueMark last)
    {
        var newest = await link.NumberAsync(NewestChange) ?? 0;
        return (new(newest, 0, 0), newest != last.Floor);
    }

    public override Task BetweenBatchesAsync(Link link) => checkpointer?.FinishAsync(link) ?? Task.CompletedTask;

    public override Task StartAsync(CancellationToken cancellation)
    {
        if (options.Access == StorageAccess.Serve)
        {
            folder ??= DataFolder.Lock(options.DataDirectory);
            checkpointer ??= new Checkpointer(this, options.DatabaseFile + "-wal", logger);
        }

        return Task.CompletedTask;
    }

    public override async Task StopAsync()
    {
        if (checkpointer is not null) await checkpointer.DisposeAsync();
        folder?.Dispose();
        (checkpointer, folder) = (null, null);
    }
}
