using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace Stagedoor.Protocol.Jose;

/// <summary>A JWS in compact form, RFC 7515 §7.1, taken apart and checked for shape, not for its signature: strict base64url, JSON objects without duplicate members, bounded size and depth.</summary>
public sealed class CompactJwt
{
    /// <summary>The longest token, in characters, that is looked at.</summary>
    public const int MaxLength = 16 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    private CompactJwt(string text, int signingInputLength, JsonElement header, JsonElement payload, byte[] signature)
    {
        Text = text;
        SigningInput = text[..signingInputLength];
        Header = header;
        Payload = payload;
        Signature = signature;
    }

    public string Text { get; }

    /// <summary>What the signature covers, RFC 7515 §5.1 step 5.</summary>
    public string SigningInput { get; }

    public JsonElement Header { get; }

    public JsonElement Payload { get; }

    public ReadOnlyMemory<byte> Signature { get; }

    /// <summary>A header member as text, or null.</summary>
    public string? HeaderText(string name) => TextOf(Header, name);

    /// <summary>A claim as text, or null.</summary>
    public string? ClaimText(string name) => TextOf(Payload, name);

    /// <summary>Null when the text is not a well-formed compact JWS with JSON objects inside.</summary>
    public static CompactJwt? Parse(string? text)
    {
        if (text is null || text.Length > MaxLength) return null;
        var first = text.IndexOf('.', StringComparison.Ordinal);
        if (first <= 0) return null;
        var second = text.IndexOf('.', first + 1);
        if (second < 0 || text.IndexOf('.', second + 1) >= 0) return null;
        var signature = Decode(text.AsSpan(second + 1));
        if (signature is null || ParseObject(text.AsSpan(0, first)) is not { } header || ParseObject(text.AsSpan(first + 1, second - first - 1)) is not { } payload) return null;
        return new(text, second, header, payload, signature);
    }

    private static JsonElement? ParseObject(ReadOnlySpan<char> segment)
    {
        if (Decode(segment) is not { Length: > 0 } bytes || !System.Text.Unicode.Utf8.IsValid(bytes) || !HasWholeCharacters(bytes)) return null;
        try
        {
            using var document = JsonDocument.Parse(bytes, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // An escaped half of a surrogate pair parses, and throws only when the text is asked for.
    private static bool HasWholeCharacters(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf("\\u"u8) < 0) return true;
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Strict.MaxDepth });
        try
        {
            while (reader.Read())
            {
                if (reader.ValueIsEscaped) _ = reader.GetString();
            }

            return true;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    // RFC 7515 §2: base64url without padding. Characters outside the alphabet, white space included, and stray bits are refused.
    private static byte[]? Decode(ReadOnlySpan<char> segment)
    {
        foreach (var c in segment)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')) return null;
        }

        var bytes = new byte[Base64Url.GetMaxDecodedLength(segment.Length)];
        if (Base64Url.DecodeFromChars(segment, bytes, out _, out var count) != OperationStatus.Done) return null;
        Array.Resize(ref bytes, count);
        return Base64Url.EncodeToString(bytes).AsSpan().SequenceEqual(segment) ? bytes : null;
    }

    private static string? TextOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
