using System.Buffers;
using System.Buffers.Text;
using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Bare;

/// <summary>A token answer made by hand: the form read, the client found, its secret checked, the same claims as Stagedoor's token signed, the same answer written. No error is told apart, nothing is kept.</summary>
internal sealed class Tokens(string issuer) : IDisposable
{
    private const int Lifetime = 86_400;

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly byte[] Salt = new byte[16];

    private readonly FrozenDictionary<string, byte[]> secrets = new Dictionary<string, byte[]>(StringComparer.Ordinal)
    {
        ["be0c0000000000000000000000000256"] = HashOf("p8e-bench-secret-not-for-production"),
        ["be0c0000000000000000000000002256"] = HashOf("p8e-bench-secret-not-for-production"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public Signer Es256 { get; } = Signer.Es256();

    public Signer Rs256 { get; } = Signer.Rs256();

    public void Dispose()
    {
        Es256.Dispose();
        Rs256.Dispose();
    }

    public async Task AnswerAsync(HttpContext context, Signer signer, Journal? journal)
    {
        var form = await new FormPipeReader(context.Request.BodyReader).ReadFormAsync(context.RequestAborted);
        if (form["grant_type"] != "client_credentials" || !secrets.TryGetValue(form["client_id"].ToString(), out var hash) || !CryptographicOperations.FixedTimeEquals(hash, HashOf(form["client_secret"].ToString())))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        var scope = form["scope"].ToString();
        var jti = $"{DateTimeOffset.UtcNow.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)}_{Guid.NewGuid()}_sd";
        var token = Sign(signer, form["client_id"].ToString(), scope, jti);
        if (journal is not null) await journal.AddAsync(Entry(form["client_id"].ToString(), jti), context.RequestAborted);
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        var answer = new ArrayBufferWriter<byte>(1536);
        using (var writer = new Utf8JsonWriter(answer))
        {
            writer.WriteStartObject();
            writer.WriteString("access_token", token);
            writer.WriteString("token_type", "bearer");
            writer.WriteNumber("expires_in", Lifetime);
            writer.WriteString("scope", scope);
            writer.WriteEndObject();
        }

        context.Response.ContentLength = answer.WrittenCount;
        await context.Response.BodyWriter.WriteAsync(answer.WrittenMemory, context.RequestAborted);
    }

    // As many bytes as the entry that an audit keeps of it.
    private static byte[] Entry(string clientId, string jti) => JsonSerializer.SerializeToUtf8Bytes(
        $"token.issued client_credentials {clientId} {jti} 127.0.0.1 5A1D00C0FFEE00C0FFEE0001@AdobeOrg 0123456789abcdef01234567@techacct.adobe.com {new string('-', 120)}", BareJson.Default.String);

    private byte[] Sign(Signer signer, string clientId, string scope, string jti)
    {
        var now = DateTimeOffset.UtcNow;
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(buffer, Plain);
        writer.WriteStartObject();
        writer.WriteString("alg", signer.Algorithm);
        writer.WriteString("kid", "sd-0123456789abcdef");
        writer.WriteString("typ", "at+jwt");
        writer.WriteString("itt", "at");
        writer.WriteEndObject();
        writer.Flush();
        var header = buffer.WrittenCount;
        writer.Reset();
        WriteClaims(writer, clientId, scope, jti, now);
        writer.Flush();
        var signed = new byte[Base64Url.GetEncodedLength(header) + 1 + Base64Url.GetEncodedLength(buffer.WrittenCount - header)];
        var at = Base64Url.EncodeToUtf8(buffer.WrittenSpan[..header], signed);
        signed[at++] = (byte)'.';
        Base64Url.EncodeToUtf8(buffer.WrittenSpan[header..], signed.AsSpan(at));
        var signature = signer.Sign(signed);
        var token = new byte[signed.Length + 1 + Base64Url.GetEncodedLength(signature.Length)];
        signed.CopyTo(token, 0);
        token[signed.Length] = (byte)'.';
        Base64Url.EncodeToUtf8(signature, token.AsSpan(signed.Length + 1));
        return token;
    }

    private void WriteClaims(Utf8JsonWriter writer, string clientId, string scope, string jti, DateTimeOffset now)
    {
        var seconds = now.ToUnixTimeSeconds();
        writer.WriteStartObject();
        writer.WriteString("id", jti);
        writer.WriteString("type", "access_token");
        writer.WriteString("client_id", clientId);
        writer.WriteString("user_id", "0123456789abcdef01234567@techacct.adobe.com");
        writer.WriteString("aa_id", "0123456789abcdef01234567@techacct.adobe.com");
        writer.WriteString("as", "stagedoor");
        writer.WriteNumber("ctp", 0);
        writer.WriteString("moi", jti.AsSpan(14, 8));
        writer.WriteString("pba", "");
        writer.WriteString("created_at", now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        writer.WriteString("expires_in", "86400000");
        writer.WriteString("scope", scope);
        writer.WriteString("iss", issuer);
        writer.WriteString("sub", "0123456789abcdef01234567@techacct.adobe.com");
        writer.WriteString("aud", issuer + "/v4");
        writer.WriteNumber("iat", seconds);
        writer.WriteNumber("nbf", seconds);
        writer.WriteNumber("exp", seconds + Lifetime);
        writer.WriteString("jti", jti);
        writer.WriteNumber("se", 1);
        writer.WriteNumber("ce", 1);
        writer.WriteNumber("ie", 1);
        writer.WriteEndObject();
    }

    private static byte[] HashOf(string secret) => SHA256.HashData([.. Salt, .. Encoding.UTF8.GetBytes(secret)]);
}
