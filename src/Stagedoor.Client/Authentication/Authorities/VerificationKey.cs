using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Stagedoor.Client.Authentication.Authorities;

// One published key, RFC 7517 §4, of the two algorithms that issuers here use: RS256 and ES256 (RFC 7518 §3.3, §3.4).
internal sealed class VerificationKey
{
    // RFC 7518 §3.3: 2048 bits or more; beyond 8192 a check costs too much.
    private const int MinModulus = 256, MaxModulus = 1024;

    private readonly RSAParameters? rsa;
    private readonly ECParameters? ec;

    private VerificationKey(string? id, string algorithm, RSAParameters? rsa, ECParameters? ec) => (Id, Algorithm, this.rsa, this.ec) = (id, algorithm, rsa, ec);

    public string? Id { get; }

    public string Algorithm { get; }

    /// <summary>Null for a key that is for something else, or that nobody should trust.</summary>
    public static VerificationKey? Read(JsonElement key)
    {
        if (key.ValueKind != JsonValueKind.Object || Text(key, "use") is not (null or "sig")) return null;
        var algorithm = Text(key, "alg");
        switch (Text(key, "kty"))
        {
            case "RSA" when algorithm is null or "RS256":
                if (Bytes(key, "n") is not { Length: >= MinModulus and <= MaxModulus } modulus || Bytes(key, "e") is not { Length: > 0 and <= 4 } exponent) return null;
                return new(Text(key, "kid"), "RS256", new RSAParameters { Modulus = modulus, Exponent = exponent }, null);
            case "EC" when algorithm is null or "ES256" && Text(key, "crv") == "P-256":
                if (Bytes(key, "x") is not { Length: 32 } x || Bytes(key, "y") is not { Length: 32 } y) return null;
                return new(Text(key, "kid"), "ES256", null, new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = x, Y = y } });
            default:
                return null;
        }
    }

    public bool Verifies(ReadOnlySpan<byte> input, ReadOnlySpan<byte> signature)
    {
        try
        {
            if (rsa is { } modulus)
            {
                using var key = RSA.Create(modulus);
                return key.VerifyData(input, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            }

            using var point = ECDsa.Create(ec!.Value);
            return point.VerifyData(input, signature, HashAlgorithmName.SHA256);
        }
        catch (CryptographicException)
        {
            // A point that is not on the curve, or a signature of another length.
            return false;
        }
    }

    private static string? Text(JsonElement key, string name) => key.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static byte[]? Bytes(JsonElement key, string name)
    {
        if (Text(key, name) is not { Length: > 0 and < 2048 } text || !Base64Url.IsValid(text)) return null;
        return Base64Url.DecodeFromChars(text);
    }
}
