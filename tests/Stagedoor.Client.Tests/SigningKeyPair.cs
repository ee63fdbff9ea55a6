using System.Buffers.Text;
using System.Security.Cryptography;

namespace Stagedoor.Client.Tests;

/// <summary>An issuer's keys, and ID tokens signed with them, right or wrong.</summary>
public sealed class SigningKeyPair : IDisposable
{
    private readonly RSA rsa = RSA.Create(2048);
    private readonly ECDsa ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public string Jwks
    {
        get
        {
            var (one, other) = (rsa.ExportParameters(false), ec.ExportParameters(false));
            return $$"""{"keys":[{"kty":"RSA","use":"sig","alg":"RS256","kid":"k","n":"{{Base64Url.EncodeToString(one.Modulus)}}","e":"{{Base64Url.EncodeToString(one.Exponent)}}"},{"kty":"EC","crv":"P-256","alg":"ES256","kid":"k","x":"{{Base64Url.EncodeToString(other.Q.X)}}","y":"{{Base64Url.EncodeToString(other.Q.Y)}}"}]}""";
        }
    }

    public string IdToken(string issuer, string audience, string? nonce, string algorithm, DateTimeOffset now, string more = "") => Sign(
        algorithm, $$"""{"iss":"{{issuer}}","sub":"0A1B@AdobeID","aud":"{{audience}}","iat":{{now.ToUnixTimeSeconds()}},"exp":{{now.ToUnixTimeSeconds() + 3600}}{{(nonce is null ? "" : $",\"nonce\":\"{nonce}\"")}}{{more}}}""");

    public string Sign(string algorithm, string payload) => Jws.Make($$"""{"alg":"{{algorithm}}","kid":"k"}""", payload, input => algorithm switch
    {
        "RS256" => rsa.SignData(input, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        "ES256" => ec.SignData(input, HashAlgorithmName.SHA256),
        // RS/HS confusion: the public key as the shared secret.
        "HS256" => HMACSHA256.HashData(rsa.ExportSubjectPublicKeyInfo(), input),
        _ => [],
    });

    public void Dispose()
    {
        rsa.Dispose();
        ec.Dispose();
    }
}
