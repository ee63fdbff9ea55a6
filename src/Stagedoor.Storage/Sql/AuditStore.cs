using System.Runtime.CompilerServices;
using Stagedoor.Server.Audit;
using Stagedoor.Storage.Connections;
using Stagedoor.Storage.Writing;

namespace Stagedoor.Storage.Sql;

internal sealed class AuditStore(Database database) : IAuditTrail, IAuditLog
{
    private const int Page = 1000;
    private const string Columns = "node, sequence, at, body, mac";

    // Leaps from one node to the next: there are few, and many entries of each.
    internal const string Nodes = """
        WITH RECURSIVE nodes (node) AS (
            SELECT MIN(node) FROM audit
            UNION ALL SELECT (SELECT MIN(a.node) FROM audit a WHERE a.node > nodes.node) FROM nodes WHERE nodes.node IS NOT NULL)
        SELECT node FROM nodes WHERE node IS NOT NULL UNION SELECT node FROM audit_checkpoints ORDER BY 1
        """;
    private const string After = "SELECT " + Columns + " FROM audit WHERE node = @node AND sequence > @after ORDER BY sequence LIMIT 1000";
    private const string FindPersonal = "SELECT reference, salt, json FROM audit_personal WHERE reference = @reference";
    private const string Checkpoints = "SELECT node, sequence, mac, at, signature FROM audit_checkpoints WHERE node = @node ORDER BY sequence LIMIT 10000";
    private const string AddCheckpoint = "INSERT INTO audit_checkpoints (node, sequence, mac, at, signature) VALUES (@node, @sequence, @mac, @at, @signature) ON CONFLICT DO NOTHING";
    private const string EndOfSegment = "SELECT a.at FROM audit a JOIN audit_checkpoints c ON c.node = a.node AND c.sequence = a.sequence WHERE a.node = @node AND a.sequence = @sequence";
    private const string Drop = """
        DELETE FROM audit WHERE node = @node AND sequence <= @through AND sequence < (SELECT MIN(sequence) FROM audit WHERE node = @node) + 1000
        """;
    private const string DropPersonal = """
        DELETE FROM audit_personal WHERE reference IN (SELECT reference FROM audit_personal WHERE node = @node AND at < @before ORDER BY at LIMIT 1000)
        """;
    private const string One = "SELECT " + Columns + " FROM audit WHERE node = @node AND sequence = @sequence";
    private const string First = "SELECT MIN(sequence) FROM audit WHERE node = @node";
    private const string Last = "SELECT MAX(sequence) FROM audit WHERE node = @node";

    public string Node => database.Node;

    public AuditHead? Head => database.AuditHead;

    public Task RecordAsync(AuditEntry entry, CancellationToken cancellation) => database.RecordAsync(entry, CancellationToken.None);

    public ValueTask<IReadOnlyList<string>> NodesAsync(CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<string>>(async link => await link.AllAsync(Nodes, row => row.Text(0)), cancellation);

    public ValueTask<AuditHead?> FindHeadAsync(string node, CancellationToken cancellation) => database.ReadAsync(link => AuditHeads.FindAsync(link, node), cancellation);

    public async IAsyncEnumerable<AuditRecord> ReadAsync(string node, long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            var from = after;
            var page = await database.ReadAsync(link => link.AllAsync(After, Read, ("node", node), ("after", from)), cancellation);
            foreach (var record in page) yield return record;
            if (page.Count < Page) yield break;
            after = page[^1].Sequence;
        }
    }

    public ValueTask<AuditPersonal?> FindPersonalAsync(string reference, CancellationToken cancellation) => database.ReadAsync(
        link => link.FirstAsync(FindPersonal, row => new AuditPersonal(row.Text(0), row.Bytes(1), row.Text(2)), ("reference", reference)), cancellation);

    public ValueTask<IReadOnlyList<AuditCheckpoint>> CheckpointsAsync(string node, CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<AuditCheckpoint>>(
        async link => await link.AllAsync(Checkpoints, row => new AuditCheckpoint(row.Text(0), row.Number(1), row.Bytes(2), row.Time(3), row.Bytes(4)), ("node", node)), cancellation);

    // By halves: a chain's times rise with its numbers, and an index on time would burden every insert.
    public ValueTask<AuditRecord?> FindLastBeforeAsync(string node, DateTimeOffset before, CancellationToken cancellation) => database.ReadAsync(
        async link =>
        {
            AuditRecord? last = null;
            var (low, high) = (await link.NumberAsync(First, ("node", node)) ?? 1, await link.NumberAsync(Last, ("node", node)) ?? 0);
            while (low <= high)
            {
                var middle = low + ((high - low) / 2);
                var record = await link.FirstAsync(One, Read, ("node", node), ("sequence", middle));
                if (record is null) return last;
                if (record.At < before) (last, low) = (record, middle + 1);
                else high = middle - 1;
            }

            return last;
        },
        cancellation);

    public Task<bool> AddCheckpointAsync(AuditCheckpoint checkpoint, CancellationToken cancellation) => database.ChangeAsync(
        AddCheckpoint,
        cancellation,
        ("node", checkpoint.Node), ("sequence", checkpoint.Sequence), ("mac", checkpoint.Mac), ("at", checkpoint.At), ("signature", checkpoint.Signature));

    public async Task<long> DropAsync(string node, long through, CancellationToken cancellation)
    {
        var end = await database.ReadAsync(link => link.NumberAsync(EndOfSegment, ("node", node), ("sequence", through)), cancellation);
        if (end is null) return 0;

        // Later entries share a personal row for an hour at most.
        var before = DateTimeOffset.FromUnixTimeMilliseconds(end.Value).AddDays(-1);
        while (await database.WriteAsync(link => link.ExecuteAsync(DropPersonal, ("node", node), ("before", before)), cancellation) > 0)
        {
        }

        for (var total = 0L; ;)
        {
            var dropped = await database.WriteAsync(link => link.ExecuteAsync(Drop, ("node", node), ("through", through)), cancellation);
            if (dropped == 0) return total;
            total += dropped;
        }
    }

    private static AuditRecord Read(Row row) => new(row.Text(0), row.Number(1), row.Time(2), row.Text(3), row.Bytes(4));
}
