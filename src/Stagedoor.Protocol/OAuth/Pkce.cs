using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Stagedoor.Protocol.OAuth;

/// <summary>Proof key for code exchange, RFC 7636. S256 only (RFC 9700 §2.1.1).</summary>
public static class Pkce
{
    public const string S256 = "S256";

    /// <summary>RFC 7636 §4.2: an S256 challenge is 43 base64url characters.</summary>
    public static bool IsChallenge(string challenge) => challenge.Length == 43 && challenge.AsSpan().IndexOfAnyExcept(Base64UrlText) < 0;

    /// <summary>RFC 7636 §4.1: 43 to 128 unreserved characters.</summary>
    public static bool IsVerifier(string verifier) => verifier.Length is >= 43 and <= 128 && verifier.AsSpan().IndexOfAnyExcept(Unreserved) < 0;

    public static string ChallengeOf(string verifier) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

    /// <summary>Compares in constant time, case-sensitively (RFC 7636 §4.6).</summary>
    public static bool Matches(string challenge, string verifier) =>
        IsVerifier(verifier) && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(challenge), Encoding.ASCII.GetBytes(ChallengeOf(verifier)));

    private static readonly System.Buffers.SearchValues<char> Base64UrlText =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private static readonly System.Buffers.SearchValues<char> Unreserved =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");
}
