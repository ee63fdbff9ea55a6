using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Stagedoor.Server.Keys;

namespace Stagedoor.Server.Tokens;

/// <summary>A signed JWT in compact form, RFC 7515 §7.1, RFC 7519 §7.1.</summary>
internal static class JwtWriter
{
    // No page shows a token: a plus sign stays one, which keeps the typ readable and the token short.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Header members beside <c>alg</c> and <c>kid</c> come as finished JSON text.</summary>
    public static string Write(SigningKey key, string typ, string? itt, Action<Utf8JsonWriter> payload)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(buffer, Plain);
        writer.WriteStartObject();
        writer.WriteString("alg", key.Algorithm);
        writer.WriteString("kid", key.Kid);
        writer.WriteString("typ", typ);
        if (itt is not null) writer.WriteString("itt", itt);
        writer.WriteEndObject();
        writer.Flush();
        var headerLength = buffer.WrittenCount;
        writer.Reset();
        payload(writer);
        writer.Flush();
        var header = buffer.WrittenSpan[..headerLength];
        var body = buffer.WrittenSpan[headerLength..];
        var signed = new byte[Base64Url.GetEncodedLength(header.Length) + 1 + Base64Url.GetEncodedLength(body.Length)];
        var at = Base64Url.EncodeToUtf8(header, signed);
        signed[at++] = (byte)'.';
        Base64Url.EncodeToUtf8(body, signed.AsSpan(at));
        return $"{Encoding.ASCII.GetString(signed)}.{Base64Url.EncodeToString(key.Sign(signed))}";
    }
}
