using System.Security.Cryptography;

namespace Stagedoor.Protocol.Wire;

/// <summary>New identifiers. None is a secret, yet all come from a strong generator, so that none can be guessed from another.</summary>
public static class RandomIds
{
    /// <summary>The part of an id before its domain: 24 upper-case hex digits (ims.md §3.2).</summary>
    public static string Hex24() => RandomNumberGenerator.GetHexString(24);

    /// <summary>A client id: 32 lower-case hex digits (ims.md §1.2).</summary>
    public static string ClientId() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>A random UUID, RFC 9562 §5.4.</summary>
    public static Guid Uuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
