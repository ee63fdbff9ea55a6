using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Stagedoor.Server.Keys;

namespace Stagedoor.Server.Audit;

/// <summary>
/// The chain of one node's audit: each entry's MAC covers the one before it, its number, its time and its body, under a key that the database does not hold (design §9).
/// Change, deletion and reordering break it.
/// </summary>
public sealed class AuditChain(MasterKey master)
{
    public const int MacLength = 32;

    private readonly byte[] key = master.Derive("audit");

    /// <summary>What stands before a node's first entry, so that one node's chain is never another's.</summary>
    public byte[] Start(string node) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes("stagedoor/audit/start/" + node));

    public byte[] Next(ReadOnlySpan<byte> previous, long sequence, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        if (previous.Length != MacLength) throw new ArgumentException("not a MAC of this chain", nameof(previous));
        var length = MacLength + 16 + body.Length;
        Span<byte> input = length <= 4096 ? stackalloc byte[4096] : new byte[length];
        previous.CopyTo(input);
        BinaryPrimitives.WriteInt64BigEndian(input[MacLength..], sequence);
        BinaryPrimitives.WriteInt64BigEndian(input[(MacLength + 8)..], at.ToUnixTimeMilliseconds());
        body.CopyTo(input[(MacLength + 16)..]);
        return HMACSHA256.HashData(key, input[..length]);
    }
}
