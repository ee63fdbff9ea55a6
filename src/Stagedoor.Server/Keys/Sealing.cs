using System.Security.Cryptography;

namespace Stagedoor.Server.Keys;

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
