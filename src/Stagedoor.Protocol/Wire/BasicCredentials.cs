using System.Text;

namespace Stagedoor.Protocol.Wire;

/// <summary>Client credentials in an Authorization header, RFC 6749 §2.3.1: form-urlencoded before base64, though many clients do not encode.</summary>
public sealed record BasicCredentials(string ClientId, Secret ClientSecret)
{
    private const int MaxLength = 4096;

    /// <summary>Reads the part after the scheme name. Null when malformed.</summary>
    public static BasicCredentials? Parse(ReadOnlySpan<char> parameter)
    {
        parameter = parameter.Trim(' ');
        // The decoder below would skip white space.
        if (parameter.Length is 0 or > MaxLength || parameter.ContainsAny(" \t\r\n")) return null;
        var bytes = new byte[parameter.Length];
        if (!Convert.TryFromBase64Chars(parameter, bytes, out var count)) return null;
        if (!System.Text.Unicode.Utf8.IsValid(bytes.AsSpan(0, count))) return null;
        var text = Encoding.UTF8.GetString(bytes, 0, count);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || text.AsSpan().ContainsAnyInRange('\0', '\x1f')) return null;
        return new(DecodeOrKeep(text[..colon]), new Secret(DecodeOrKeep(text[(colon + 1)..])));
    }

    // A secret of ours holds no percent or plus sign, so decoding is harmless for clients that did not encode.
    private static string DecodeOrKeep(string text) => FormUrlEncoded.TryDecode(text, out var decoded) ? decoded : text;
}
