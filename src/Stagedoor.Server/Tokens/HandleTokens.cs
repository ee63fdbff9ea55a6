using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Stagedoor.Protocol.Jose;
using Stagedoor.Server.Keys;

namespace Stagedoor.Server.Tokens;

/// <summary>
/// Codes and refresh tokens: shaped like a JWT because IMS's clients decode them, with a random handle inside and an HMAC as third part.
/// They hold no iss, sub, aud, exp, scope or personal data (design §5).
/// </summary>
public sealed class HandleTokens(KeyRing keys, StagedoorOptions options)
{
    /// <summary>The longest code or refresh token, in bytes.</summary>
    public const int MaxLength = 1024;

    private const string Code = "code", Refresh = "rt";

    private readonly Lock derivation = new();
    private byte[]? codeKey, refreshKey;

    /// <summary>A code for a handle; at most 512 bytes.</summary>
    public string WriteCode(string handle, string clientId, DateTimeOffset createdAt, DateTimeOffset expiresAt) => Write(Code, "authorization_code", handle, clientId, createdAt, expiresAt);

    /// <summary>The handle, or null when it is not a code of ours.</summary>
    public string? ReadCode(string text) => Read(Code, "authorization_code", text)?.ClaimText("id");

    /// <summary>A refresh token: the family id and a random part, joined by a dot.</summary>
    public string WriteRefreshToken(string familyId, string handle, string clientId, DateTimeOffset createdAt, DateTimeOffset expiresAt) =>
        Write(Refresh, "refresh_token", familyId + "." + handle, clientId, createdAt, expiresAt);

    public RefreshTokenHandle? ReadRefreshToken(string text) =>
        Read(Refresh, "refresh_token", text) is { } jwt && jwt.ClaimText("id") is { } id && jwt.ClaimText("client_id") is { } clientId && id.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot
            ? new(id[..dot], id[(dot + 1)..], clientId)
            : null;

    private string Write(string kind, string type, string id, string clientId, DateTimeOffset createdAt, DateTimeOffset expiresAt)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("type", type);
            writer.WriteString("id", id);
            writer.WriteString("client_id", clientId);
            writer.WriteString("as", options.AuthorizationServerLabel);
            writer.WriteString("created_at", createdAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
            writer.WriteString("expires_in", ((long)(expiresAt - createdAt).TotalMilliseconds).ToString(CultureInfo.InvariantCulture));
            writer.WriteEndObject();
        }

        var input = $"{Base64Url.EncodeToString(Encoding.ASCII.GetBytes($$"""{"alg":"HS256","typ":"{{kind}}+jwt"}"""))}.{Base64Url.EncodeToString(buffer.WrittenSpan)}";
        return $"{input}.{Base64Url.EncodeToString(Mac(kind, input))}";
    }

    private CompactJwt? Read(string kind, string type, string text)
    {
        if (text.Length > MaxLength || CompactJwt.Parse(text) is not { } jwt) return null;
        if (!CryptographicOperations.FixedTimeEquals(Mac(kind, jwt.SigningInput), jwt.Signature.Span)) return null;
        return jwt.HeaderText("typ") == kind + "+jwt" && jwt.ClaimText("type") == type ? jwt : null;
    }

    private byte[] Mac(string kind, string input) => HMACSHA256.HashData(KeyOf(kind), Encoding.ASCII.GetBytes(input));

    // Each kind has a key of its own, so that one kind's text is never another's.
    private byte[] KeyOf(string kind)
    {
        lock (derivation)
        {
            return kind == Code
                ? codeKey ??= HKDF.DeriveKey(HashAlgorithmName.SHA256, keys.HandleKey, 32, info: "stagedoor/code"u8.ToArray())
                : refreshKey ??= HKDF.DeriveKey(HashAlgorithmName.SHA256, keys.HandleKey, 32, info: "stagedoor/refresh"u8.ToArray());
        }
    }
}

/// <summary>What an authentic refresh token names.</summary>
public sealed record RefreshTokenHandle(string FamilyId, string Handle, string ClientId)
{
    public override string ToString() => $"RefreshToken of {FamilyId}";
}
