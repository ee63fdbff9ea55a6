using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Stagedoor.Client.Authentication;

/// <summary>All that is kept of one identity's tokens: what stores hold and what export and import carry. Holds secrets; its <see cref="ToString"/> is redacted.</summary>
public sealed record TokenState
{
    private const int Version = 1;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    /// <summary>The issuer that gave the tokens.</summary>
    public required string Issuer { get; init; }

    /// <summary>The credential that they were given to.</summary>
    public required string ClientId { get; init; }

    /// <summary>The access token.</summary>
    public required string AccessToken { get; init; }

    /// <summary>When the access token was obtained, by this machine's clock.</summary>
    public required DateTimeOffset ObtainedAt { get; init; }

    /// <summary>When the access token ends.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The refresh token; null where none was given.</summary>
    public string? RefreshToken { get; init; }

    /// <summary>When the refresh token ends, where the issuer says so (Stagedoor does, Adobe does not).</summary>
    public DateTimeOffset? RefreshExpiresAt { get; init; }

    /// <summary>The ID token of the sign-in, a hint for signing out.</summary>
    public string? IdToken { get; init; }

    /// <summary>Whom the tokens stand for; null where the issuer does not say.</summary>
    public string? Subject { get; init; }

    /// <summary>What was granted.</summary>
    public ImmutableArray<string> Scopes { get; init; } = [];

    /// <summary>Writes it as JSON. Whoever has this text has the tokens.</summary>
    public string ToJson() => Encoding.UTF8.GetString(ToUtf8());

    /// <summary>Reads what <see cref="ToJson"/> wrote; null when it is anything else.</summary>
    /// <param name="json">The text.</param>
    public static TokenState? FromJson(string json) => FromUtf8(Encoding.UTF8.GetBytes(json ?? ""));

    /// <summary>Says whose tokens these are and when they end, and nothing that opens anything.</summary>
    public override string ToString() => $"(tokens of {ClientId} at {Issuer}, redacted, until {ExpiresAt:u})";

    internal byte[] ToUtf8()
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", Version);
            writer.WriteString("issuer", Issuer);
            writer.WriteString("client_id", ClientId);
            writer.WriteString("access_token", AccessToken);
            writer.WriteNumber("obtained_at", ObtainedAt.ToUnixTimeSeconds());
            writer.WriteNumber("expires_at", ExpiresAt.ToUnixTimeSeconds());
            if (RefreshToken is not null) writer.WriteString("refresh_token", RefreshToken);
            if (RefreshExpiresAt is { } ends) writer.WriteNumber("refresh_expires_at", ends.ToUnixTimeSeconds());
            if (IdToken is not null) writer.WriteString("id_token", IdToken);
            if (Subject is not null) writer.WriteString("sub", Subject);
            writer.WriteString("scope", string.Join(' ', Scopes));
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    internal static TokenState? FromUtf8(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || Number(root, "version") != Version) return null;
            if (Text(root, "issuer") is not { } issuer || Text(root, "client_id") is not { } clientId || Text(root, "access_token") is not { Length: > 0 } accessToken) return null;
            if (Time(root, "obtained_at") is not { } obtained || Time(root, "expires_at") is not { } expires) return null;
            return new()
            {
                Issuer = issuer,
                ClientId = clientId,
                AccessToken = accessToken,
                ObtainedAt = obtained,
                ExpiresAt = expires,
                RefreshToken = Text(root, "refresh_token"),
                RefreshExpiresAt = Time(root, "refresh_expires_at"),
                IdToken = Text(root, "id_token"),
                Subject = Text(root, "sub"),
                Scopes = [.. (Text(root, "scope") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            };
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement root, string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Number(JsonElement root, string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;

    // RFC 3339's last second; what is beyond was not written by this class.
    private static DateTimeOffset? Time(JsonElement root, string name) => Number(root, name) is { } seconds and >= 0 and <= 253_402_300_799 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}
