namespace Stagedoor.Server.Audit;

/// <summary>An entry as it is stored.</summary>
public sealed record AuditRecord(string Node, long Sequence, DateTimeOffset At, string Body, ReadOnlyMemory<byte> Mac);

/// <summary>The end of a node's chain. Sequence 0 is a chain without entries.</summary>
public sealed record AuditHead(string Node, long Sequence, ReadOnlyMemory<byte> Mac);

/// <summary>The signed end of a closed segment. Its MAC is what the next entry continues, so what stands before may be dropped.</summary>
public sealed record AuditCheckpoint(string Node, long Sequence, ReadOnlyMemory<byte> Mac, DateTimeOffset At, ReadOnlyMemory<byte> Signature);

/// <summary>The port through which the audit is read, verified and cut.</summary>
public interface IAuditLog
{
    /// <summary>The name of this node's chain.</summary>
    string Node { get; }

    /// <summary>The end of this node's chain after the last commit of this process; null before its first entry.</summary>
    AuditHead? Head { get; }

    /// <summary>Every node that has entries or checkpoints.</summary>
    ValueTask<IReadOnlyList<string>> NodesAsync(CancellationToken cancellation);

    /// <summary>The end of a node's chain as the database has it, at a checkpoint when all entries were dropped.</summary>
    ValueTask<AuditHead?> FindHeadAsync(string node, CancellationToken cancellation);

    /// <summary>The entries of a node in order, after a number.</summary>
    IAsyncEnumerable<AuditRecord> ReadAsync(string node, long after, CancellationToken cancellation);

    /// <summary>The personal part of an entry; null when it was erased.</summary>
    ValueTask<AuditPersonal?> FindPersonalAsync(string reference, CancellationToken cancellation);

    ValueTask<IReadOnlyList<AuditCheckpoint>> CheckpointsAsync(string node, CancellationToken cancellation);

    /// <summary>The last entry of a node before a time, where a segment may be closed; null when there is none.</summary>
    ValueTask<AuditRecord?> FindLastBeforeAsync(string node, DateTimeOffset before, CancellationToken cancellation);

    /// <summary>False when the node has a checkpoint there already.</summary>
    Task<bool> AddCheckpointAsync(AuditCheckpoint checkpoint, CancellationToken cancellation);

    /// <summary>Drops the entries up to a checkpoint, and the personal parts that were used by no later ones; nothing when there is no checkpoint at that number. The number of entries dropped.</summary>
    Task<long> DropAsync(string node, long through, CancellationToken cancellation);
}
