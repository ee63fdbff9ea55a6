using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Stagedoor.TestKit;

/// <summary>A signed token as a stranger reads it: taken apart and verified with published keys, without the server's own code.</summary>
public sealed record Jws(string Text, JsonElement Header, JsonElement Payload)
{
    public string? this[string claim] => !Payload.TryGetProperty(claim, out var value) ? null : value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();

    public string? Kid => Header.GetProperty("kid").GetString();

    public string? Algorithm => Header.GetProperty("alg").GetString();

    public static Jws Read(string? text)
    {
        var parts = (text ?? "").Split('.');
        Xunit.Assert.True(parts.Length == 3, $"not a compact JWS: {text}");
        return new(text!, Json(parts[0]), Json(parts[1]));
    }

    /// <summary>Reads it, and fails the test when its signature does not fit a published key.</summary>
    public static async Task<Jws> VerifiedAsync(HttpClient http, string jwksPath, string? text)
    {
        var jws = Read(text);
        var keys = (await Answer.OfAsync(await http.GetAsync(new Uri(jwksPath, UriKind.RelativeOrAbsolute)))).Ok().Json.GetProperty("keys").EnumerateArray().ToList();
        var key = keys.Find(candidate => candidate.GetProperty("kid").GetString() == jws.Kid);
        Xunit.Assert.True(key.ValueKind == JsonValueKind.Object, $"no published key {jws.Kid}");
        Xunit.Assert.True(jws.IsSignedBy(key), $"the signature does not fit: {text}");
        return jws;
    }

    public bool IsSignedBy(JsonElement key)
    {
        var at = Text.LastIndexOf('.');
        var input = Encoding.ASCII.GetBytes(Text[..at]);
        var signature = Base64Url.DecodeFromChars(Text.AsSpan(at + 1));
        if (Algorithm == "RS256")
        {
            using var rsa = RSA.Create(new RSAParameters { Modulus = Bytes(key, "n"), Exponent = Bytes(key, "e") });
            return rsa.VerifyData(input, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }

        if (Algorithm != "ES256") return false;
        using var ecdsa = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = Bytes(key, "x"), Y = Bytes(key, "y") } });
        return ecdsa.VerifyData(input, signature, HashAlgorithmName.SHA256);
    }

    /// <summary>The same token with other header, payload or signature; parts that are null stay.</summary>
    public string With(string? header = null, string? payload = null, byte[]? signature = null)
    {
        var parts = Text.Split('.');
        return $"{(header is null ? parts[0] : Part(header))}.{(payload is null ? parts[1] : Part(payload))}.{(signature is null ? parts[2] : Base64Url.EncodeToString(signature))}";
    }

    /// <summary>A token of one's own: any header and payload, signed by the given function.</summary>
    public static string Make(string header, string payload, Func<byte[], byte[]>? sign = null)
    {
        var input = $"{Part(header)}.{Part(payload)}";
        return $"{input}.{Base64Url.EncodeToString(sign?.Invoke(Encoding.ASCII.GetBytes(input)) ?? [])}";
    }

    private static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private static byte[] Bytes(JsonElement key, string name) => Base64Url.DecodeFromChars(key.GetProperty(name).GetString());

    private static JsonElement Json(string part)
    {
        using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(part));
        return document.RootElement.Clone();
    }
}
