using System.Security.Cryptography;
using System.Text;

namespace Stagedoor.Server.Keys;

/// <summary>The key file's 256 bits, outside the database. Seals what the database keeps, and is the root of the audit key.</summary>
public sealed class MasterKey
{
    private readonly byte[] key;

    public MasterKey(ReadOnlySpan<byte> key)
    {
        if (key.Length != 32) throw new ArgumentException("a master key has 32 bytes", nameof(key));
        this.key = key.ToArray();
    }

    /// <summary>A key for one purpose, HKDF-SHA256 (RFC 5869).</summary>
    public byte[] Derive(string purpose, int length = 32) => HKDF.DeriveKey(HashAlgorithmName.SHA256, key, length, info: Encoding.UTF8.GetBytes("stagedoor/" + purpose));

    /// <summary>AES-256-GCM under a key for one purpose: nonce, ciphertext, tag.</summary>
    public byte[] Seal(string purpose, ReadOnlySpan<byte> plain) => Sealing.Seal(Derive("seal/" + purpose), plain, Encoding.UTF8.GetBytes(purpose));

    /// <summary>Null when the value was sealed with another key or for another purpose.</summary>
    public byte[]? Open(string purpose, ReadOnlySpan<byte> sealedValue) => Sealing.Open(Derive("seal/" + purpose), sealedValue, Encoding.UTF8.GetBytes(purpose));

    public override string ToString() => "(redacted)";
}
