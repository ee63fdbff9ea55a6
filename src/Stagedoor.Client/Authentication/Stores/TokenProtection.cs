using System.Security.Cryptography;
using System.Text;

namespace Stagedoor.Client.Authentication.Stores;

/// <summary>How a store encrypts what it keeps. Bound to the key that it is kept under, so that one identity's tokens cannot be put in another's place.</summary>
public abstract class TokenProtection
{
    /// <summary>AES-256-GCM with a key of your own, such as one from a vault.</summary>
    /// <param name="key">32 bytes.</param>
    public static TokenProtection WithKey(ReadOnlySpan<byte> key) => new AesGcmProtection(key);

    /// <summary>Encrypts.</summary>
    /// <param name="plain">What is to be kept.</param>
    /// <param name="key">What it is kept under.</param>
    public abstract byte[] Protect(ReadOnlySpan<byte> plain, string key);

    /// <summary>Decrypts; null when it was changed, or belongs to another key.</summary>
    /// <param name="sealedBytes">What <see cref="Protect"/> made.</param>
    /// <param name="key">What it is kept under.</param>
    public abstract byte[]? Unprotect(ReadOnlySpan<byte> sealedBytes, string key);

    private sealed class AesGcmProtection : TokenProtection
    {
        private const int NonceLength = 12, TagLength = 16, KeyLength = 32;

        private readonly byte[] key;

        public AesGcmProtection(ReadOnlySpan<byte> key)
        {
            if (key.Length != KeyLength) throw new ArgumentException($"The key is not {KeyLength} bytes long.", nameof(key));
            this.key = key.ToArray();
        }

        public override byte[] Protect(ReadOnlySpan<byte> plain, string key)
        {
            var bytes = new byte[NonceLength + TagLength + plain.Length];
            RandomNumberGenerator.Fill(bytes.AsSpan(0, NonceLength));
            using var aes = new AesGcm(this.key, TagLength);
            aes.Encrypt(bytes.AsSpan(0, NonceLength), plain, bytes.AsSpan(NonceLength + TagLength), bytes.AsSpan(NonceLength, TagLength), Bound(key));
            return bytes;
        }

        public override byte[]? Unprotect(ReadOnlySpan<byte> sealedBytes, string key)
        {
            if (sealedBytes.Length < NonceLength + TagLength) return null;
            var plain = new byte[sealedBytes.Length - NonceLength - TagLength];
            using var aes = new AesGcm(this.key, TagLength);
            try
            {
                aes.Decrypt(sealedBytes[..NonceLength], sealedBytes[(NonceLength + TagLength)..], sealedBytes.Slice(NonceLength, TagLength), plain, Bound(key));
                return plain;
            }
            catch (AuthenticationTagMismatchException)
            {
                return null;
            }
        }

        private static byte[] Bound(string key) => Encoding.UTF8.GetBytes("stagedoor tokens 1\n" + key);
    }
}
