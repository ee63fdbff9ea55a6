using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Stagedoor.Server.Keys;

namespace Stagedoor.Server.Audit;

/// <summary>Signs what is kept of a chain outside it: its head, and the checkpoint at the end of a closed segment. The keys are not the chain's own, so that none stands for another.</summary>
public sealed class AuditSeal(MasterKey master)
{
    private readonly byte[] headKey = master.Derive("audit-head"), checkpointKey = master.Derive("audit-checkpoint");

    public SignedAuditHead Sign(AuditHead head, DateTimeOffset at) => new(head.Node, head.Sequence, head.Mac, at, Mac(headKey, head.Node, head.Sequence, head.Mac.Span, at));

    public bool IsOurs(SignedAuditHead head) =>
        CryptographicOperations.FixedTimeEquals(Mac(headKey, head.Node, head.Sequence, head.Mac.Span, head.At), head.Signature.Span);

    /// <summary>The end of a segment whose last entry is the given one.</summary>
    public AuditCheckpoint Close(AuditRecord last, DateTimeOffset at) =>
        new(last.Node, last.Sequence, last.Mac, at, Mac(checkpointKey, last.Node, last.Sequence, last.Mac.Span, at));

    public bool IsOurs(AuditCheckpoint checkpoint) =>
        CryptographicOperations.FixedTimeEquals(Mac(checkpointKey, checkpoint.Node, checkpoint.Sequence, checkpoint.Mac.Span, checkpoint.At), checkpoint.Signature.Span);

    // The node's name stands last: everything before it has a fixed length.
    private static byte[] Mac(byte[] key, string node, long sequence, ReadOnlySpan<byte> mac, DateTimeOffset at)
    {
        if (mac.Length != AuditChain.MacLength) return [];
        var name = Encoding.UTF8.GetBytes(node);
        var input = new byte[AuditChain.MacLength + 16 + name.Length];
        mac.CopyTo(input);
        BinaryPrimitives.WriteInt64BigEndian(input.AsSpan(AuditChain.MacLength), sequence);
        BinaryPrimitives.WriteInt64BigEndian(input.AsSpan(AuditChain.MacLength + 8), at.ToUnixTimeMilliseconds());
        name.CopyTo(input, AuditChain.MacLength + 16);
        return HMACSHA256.HashData(key, input);
    }
}
