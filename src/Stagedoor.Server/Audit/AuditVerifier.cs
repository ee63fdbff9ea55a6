using System.Security.Cryptography;

namespace Stagedoor.Server.Audit;

/// <summary>Proves every chain against its key and against heads that were kept outside the database, and names the first broken entry (design §9). Writes nothing; needs no running server.</summary>
public sealed class AuditVerifier(IAuditLog log, AuditChain chain, AuditSeal seal)
{
    private const int AtOnce = 1000;

    /// <summary>Of the given lines, those of <c>audit-head</c>, and of other nodes' files and of logs where they are at hand.</summary>
    public Task<AuditVerdict> VerifyAsync(IEnumerable<string> lines, CancellationToken cancellation) => VerifyAsync(lines, static _ => ValueTask.CompletedTask, cancellation);

    /// <summary>The same; <paramref name="walked"/> is told of every so many entries, and may make the walk wait.</summary>
    public async Task<AuditVerdict> VerifyAsync(IEnumerable<string> lines, Func<int, ValueTask> walked, CancellationToken cancellation)
    {
        var heads = new List<SignedAuditHead>();
        var findings = new List<AuditFinding>();
        foreach (var line in lines.Distinct(StringComparer.Ordinal))
        {
            if (SignedAuditHead.FindIn(line) is { } head && seal.IsOurs(head)) heads.Add(head);
            else findings.Add(new(AuditFault.BadHead, log.Node, 0, $"A line among the heads was not signed here: {(line.Length <= 200 ? line : line[..200])}"));
        }

        var chains = new List<AuditChainVerdict>();
        foreach (var node in (await log.NodesAsync(cancellation)).Union(heads.Select(head => head.Node), StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            chains.Add(await VerifyAsync(node, [.. heads.Where(head => head.Node == node).OrderBy(head => head.Sequence)], walked, cancellation));
        }

        return new([.. chains], [.. findings]);
    }

    private async Task<AuditChainVerdict> VerifyAsync(string node, List<SignedAuditHead> heads, Func<int, ValueTask> walked, CancellationToken cancellation)
    {
        var checkpoints = await log.CheckpointsAsync(node, cancellation);
        var findings = checkpoints.Where(checkpoint => !seal.IsOurs(checkpoint))
            .Select(checkpoint => new AuditFinding(AuditFault.BadCheckpoint, node, checkpoint.Sequence, $"The checkpoint of {node} at entry {checkpoint.Sequence} was not signed here.")).ToList();
        var walk = new AuditWalk(chain, node, [.. checkpoints.Where(seal.IsOurs).OrderBy(checkpoint => checkpoint.Sequence)], heads);
        var personal = new AuditPersonalCheck(log);
        var since = 0;
        await foreach (var record in log.ReadAsync(node, 0, cancellation))
        {
            if (++since == AtOnce)
            {
                await walked(since);
                since = 0;
            }

            if (!walk.Take(record)) break;
            if (await personal.LooksWrongAsync(record, cancellation)) findings.Add(new(AuditFault.PersonalChanged, node, record.Sequence, $"What names a person in entry {record.Sequence} of {node} is not what was committed to."));
        }

        await walked(since);
        if (walk.Broken is { } broken) findings.Insert(0, await NameAsync(walk, broken, cancellation));
        else findings.InsertRange(0, walk.End());
        if (node == log.Node && heads.Count == 0 && walk.Last > 0) findings.Add(new(AuditFault.NoHead, node, walk.Last, $"No head of {node} is known outside the database: it cannot be proved that entry {walk.Last} is the last."));
        return new(node, walk.First, walk.Last, heads.Where(head => head.Sequence <= walk.Last).Select(head => head.Sequence).DefaultIfEmpty(0).Max(), [.. findings]);
    }

    // An entry that fits here but stands further on was moved.
    private async Task<AuditFinding> NameAsync(AuditWalk walk, AuditRecord broken, CancellationToken cancellation)
    {
        await foreach (var other in log.ReadAsync(broken.Node, broken.Sequence, cancellation))
        {
            var here = walk.MacHere(other);
            if (Same(here, other.Mac) || Same(here, broken.Mac))
            {
                return new(AuditFault.Reordered, broken.Node, broken.Sequence, $"Entry {broken.Sequence} of {broken.Node} is not in its place: it stands at {other.Sequence}.");
            }
        }

        return new(AuditFault.Changed, broken.Node, broken.Sequence, $"Entry {broken.Sequence} of {broken.Node} is not what was written: it was changed, or entries before it were removed and the rest renumbered.");
    }

    private static bool Same(ReadOnlySpan<byte> mac, ReadOnlyMemory<byte> other) => CryptographicOperations.FixedTimeEquals(mac, other.Span);
}
