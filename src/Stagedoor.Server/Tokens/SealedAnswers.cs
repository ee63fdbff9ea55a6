using System.Security.Cryptography;
using System.Text;
using Stagedoor.Server.Keys;

namespace Stagedoor.Server.Tokens;

/// <summary>The answer to a refresh, kept for a retry: sealed with a key derived from the presented token, so that the database alone cannot open it (design §5).</summary>
public static class SealedAnswers
{
    /// <summary>Under the refresh token that the answer replaces; the fingerprint holds client and parameters, so that another request does not open it.</summary>
    public static byte[] Seal(string presentedToken, string fingerprint, ReadOnlySpan<byte> answer) => Sealing.Seal(KeyFrom(presentedToken), answer, Encoding.UTF8.GetBytes(fingerprint));

    public static byte[]? Open(string presentedToken, string fingerprint, ReadOnlySpan<byte> sealedAnswer) => Sealing.Open(KeyFrom(presentedToken), sealedAnswer, Encoding.UTF8.GetBytes(fingerprint));

    private static byte[] KeyFrom(string presentedToken) => HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(presentedToken), 32, info: "stagedoor/sealed-answer"u8.ToArray());
}
