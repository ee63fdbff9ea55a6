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

/// <summary>AES-256-GCM with a random nonce, NIST SP 800-38D.</summary>
public static class Sealing
{
    private const int NonceLength = 12, TagLength = 16;

    public static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> associated)
    {
        var output = new byte[NonceLength + plain.Length + TagLength];
        RandomNumberGenerator.Fill(output.AsSpan(0, NonceLength));
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(output.AsSpan(0, NonceLength), plain, output.AsSpan(NonceLength, plain.Length), output.AsSpan(NonceLength + plain.Length), associated);
        return output;
    }

    public static byte[]? Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, ReadOnlySpan<byte> associated)
    {
        if (value.Length < NonceLength + TagLength) return null;
        var plain = new byte[value.Length - NonceLength - TagLength];
        using var aes = new AesGcm(key, TagLength);
        try
        {
            aes.Decrypt(value[..NonceLength], value[NonceLength..^TagLength], value[^TagLength..], plain, associated);
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
