using System.Security.Cryptography;
using System.Text;

namespace Stagedoor.Server.Audit;

/// <summary>Walks one chain from its start, or from the checkpoint where it begins, and stops at the first entry that does not follow.</summary>
internal sealed class AuditWalk(AuditChain chain, string node, IReadOnlyList<AuditCheckpoint> checkpoints, IReadOnlyList<SignedAuditHead> heads)
{
    private readonly List<AuditFinding> gaps = [];
    private byte[] mac = chain.Start(node);
    private int nextHead;

    public long First { get; private set; }

    public long Last { get; private set; }

    /// <summary>The entry that does not follow; null while all do.</summary>
    public AuditRecord? Broken { get; private set; }

    /// <summary>False at the first entry that does not follow.</summary>
    public bool Take(AuditRecord record)
    {
        if (First == 0) Begin(record.Sequence);
        if (record.Sequence != Last + 1)
        {
            gaps.Add(new(AuditFault.Missing, node, Last + 1, $"Entry {Last + 1} of {node} is missing."));
            return false;
        }

        var expected = MacHere(record);
        if (!CryptographicOperations.FixedTimeEquals(expected, record.Mac.Span))
        {
            Broken = record;
            return false;
        }

        (mac, Last) = (expected, record.Sequence);
        if (First == 0) First = record.Sequence;
        foreach (var checkpoint in checkpoints)
        {
            if (checkpoint.Sequence != Last || CryptographicOperations.FixedTimeEquals(checkpoint.Mac.Span, mac)) continue;
            gaps.Add(new(AuditFault.BadCheckpoint, node, Last, $"Entry {Last} of {node} is not the one that its checkpoint was signed for."));
            return false;
        }

        return CompareHeads();
    }

    /// <summary>The MAC that an entry would have in the place after the last one that followed.</summary>
    public byte[] MacHere(AuditRecord record) => chain.Next(mac, Last + 1, record.At, Encoding.UTF8.GetBytes(record.Body));

    /// <summary>What is wrong beside a broken entry: a gap, or an end before a signed head.</summary>
    public IEnumerable<AuditFinding> End()
    {
        if (gaps.Count > 0) return gaps;
        // Without any entry left the chain ends at its newest checkpoint.
        if (Last == 0 && checkpoints.Count > 0) Last = checkpoints[^1].Sequence;
        if (heads.Count == 0 || heads[^1].Sequence <= Last) return [];
        return
        [
            new(AuditFault.Truncated, node, Last + 1, $"The audit of {node} ends at entry {Last}, but a signed head knew entry {heads[^1].Sequence}: entries {Last + 1} to {heads[^1].Sequence} were cut off, or the database is an older one."),
        ];
    }

    // What stood before the newest checkpoint below the first entry was dropped; what stood between is missing.
    private void Begin(long first)
    {
        foreach (var checkpoint in checkpoints)
        {
            if (checkpoint.Sequence < first) (mac, Last) = (checkpoint.Mac.ToArray(), checkpoint.Sequence);
        }
    }

    private bool CompareHeads()
    {
        for (; nextHead < heads.Count && heads[nextHead].Sequence <= Last; nextHead++)
        {
            var head = heads[nextHead];
            if (head.Sequence != Last || CryptographicOperations.FixedTimeEquals(head.Mac.Span, mac)) continue;
            gaps.Add(new(AuditFault.RolledBack, node, Last, $"Entry {Last} of {node} is not the one that a signed head knew: an older database was put back and the audit went on from there."));
            return false;
        }

        return true;
    }
}
