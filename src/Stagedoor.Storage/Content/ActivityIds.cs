using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Stagedoor.Storage.Content;

/// <summary>
/// Ids of log entries, RFC 9562 §5.7 (version 7): the time, then a number that only rises in this process, then chance. What one node did in the same millisecond is read in the order in which it was done.
/// </summary>
internal static class ActivityIds
{
    private static long last = RandomNumberGenerator.GetInt32(int.MaxValue);

    public static Guid New(DateTimeOffset at)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, at.ToUnixTimeMilliseconds() << 16);
        var number = Interlocked.Increment(ref last);
        bytes[6] = (byte)(0x70 | ((number >> 38) & 0x0f));
        bytes[7] = (byte)(number >> 30);
        bytes[8] = (byte)(0x80 | ((number >> 24) & 0x3f));
        bytes[9] = (byte)(number >> 16);
        bytes[10] = (byte)(number >> 8);
        bytes[11] = (byte)number;
        RandomNumberGenerator.Fill(bytes[12..]);
        return new Guid(bytes, bigEndian: true);
    }
}
