using System.Globalization;
using System.Text;

namespace Stagedoor.Protocol.Wire;

/// <summary>application/x-www-form-urlencoded, as the URL Standard §5.1 reads it and RFC 6749 appendix B wants it: strict UTF-8, no lone percent sign.</summary>
public static class FormUrlEncoded
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Adds every pair of the text. False when it is malformed.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, Parameters into)
    {
        foreach (var range in text.Split('&'))
        {
            var pair = text[range];
            if (pair.IsEmpty) continue;
            if (into.TooMany) return true;
            var equals = pair.IndexOf('=');
            var rawName = equals < 0 ? pair : pair[..equals];
            var rawValue = equals < 0 ? default : pair[(equals + 1)..];
            if (!TryDecode(rawName, out var name) || !TryDecode(rawValue, out var value)) return false;
            into.Add(name, value);
        }

        return true;
    }

    /// <summary>Decodes one component: plus to space, percent escapes, UTF-8. False when malformed or when it holds a NUL.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, out string decoded)
    {
        if (text.IndexOfAny("%+\0") < 0 && System.Text.Ascii.IsValid(text))
        {
            decoded = text.ToString();
            return true;
        }

        decoded = "";
        var bytes = new byte[StrictUtf8.GetMaxByteCount(text.Length)];
        var count = 0;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '+':
                    bytes[count++] = (byte)' ';
                    break;
                case '%':
                    if (i + 2 >= text.Length || !byte.TryParse(text.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)) return false;
                    bytes[count++] = value;
                    i += 2;
                    break;
                default:
                    var length = char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? 2 : 1;
                    try
                    {
                        count += StrictUtf8.GetBytes(text.Slice(i, length), bytes.AsSpan(count));
                    }
                    catch (EncoderFallbackException)
                    {
                        return false;
                    }

                    i += length - 1;
                    break;
            }
        }

        if (bytes.AsSpan(0, count).Contains((byte)0)) return false;
        if (!System.Text.Unicode.Utf8.IsValid(bytes.AsSpan(0, count))) return false;
        decoded = StrictUtf8.GetString(bytes, 0, count);
        return true;
    }

    /// <summary>Encodes one component for a query or a form.</summary>
    public static string Encode(string text) => Uri.EscapeDataString(text);
}
