using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;

namespace Stagedoor.Server.Keys;

/// <summary>One asymmetric key in memory, JWA ES256 or RS256 (RFC 7518 §3.3, §3.4). Key handles are pooled, because one must not be used by two threads.</summary>
public sealed class SigningKey
{
    public const string Es256 = "ES256", Rs256 = "RS256";

    private const int RsaBits = 2048;

    private readonly byte[] pkcs8;
    private readonly ConcurrentBag<AsymmetricAlgorithm> pool = [];

    private SigningKey(string kid, string algorithm, byte[] pkcs8) => (Kid, Algorithm, this.pkcs8) = (kid, algorithm, pkcs8);

    public string Kid { get; }

    public string Algorithm { get; }

    /// <summary>A new key as PKCS#8.</summary>
    public static byte[] Generate(string algorithm)
    {
        using AsymmetricAlgorithm key = algorithm == Es256 ? ECDsa.Create(ECCurve.NamedCurves.nistP256) : RSA.Create(RsaBits);
        return key.ExportPkcs8PrivateKey();
    }

    public static SigningKey Load(string kid, string algorithm, byte[] pkcs8)
    {
        if (algorithm is not (Es256 or Rs256)) throw new ArgumentException("the algorithm of a signing key is ES256 or RS256", nameof(algorithm));
        var key = new SigningKey(kid, algorithm, pkcs8);
        key.pool.Add(key.Import());
        return key;
    }

    /// <summary>The JWS signature: for ES256 the two integers one after the other (RFC 7518 §3.4).</summary>
    public byte[] Sign(ReadOnlySpan<byte> data)
    {
        var key = Rent();
        try
        {
            return key is ECDsa ecdsa ? ecdsa.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation) : ((RSA)key).SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        finally
        {
            pool.Add(key);
        }
    }

    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        var key = Rent();
        try
        {
            return key is ECDsa ecdsa ? ecdsa.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation) : ((RSA)key).VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        finally
        {
            pool.Add(key);
        }
    }

    /// <summary>The public part as a JWK, RFC 7517 §4 and RFC 7518 §6.</summary>
    public void WriteJwk(Utf8JsonWriter writer)
    {
        var key = Rent();
        writer.WriteStartObject();
        if (key is ECDsa ecdsa)
        {
            var point = ecdsa.ExportParameters(includePrivateParameters: false).Q;
            writer.WriteString("kty", "EC");
            writer.WriteString("crv", "P-256");
            writer.WriteString("x", System.Buffers.Text.Base64Url.EncodeToString(point.X));
            writer.WriteString("y", System.Buffers.Text.Base64Url.EncodeToString(point.Y));
        }
        else
        {
            var parameters = ((RSA)key).ExportParameters(includePrivateParameters: false);
            writer.WriteString("kty", "RSA");
            writer.WriteString("n", System.Buffers.Text.Base64Url.EncodeToString(parameters.Modulus));
            writer.WriteString("e", System.Buffers.Text.Base64Url.EncodeToString(parameters.Exponent));
        }

        writer.WriteString("use", "sig");
        writer.WriteString("alg", Algorithm);
        writer.WriteString("kid", Kid);
        writer.WriteEndObject();
        pool.Add(key);
    }

    public override string ToString() => $"SigningKey {Kid}";

    private AsymmetricAlgorithm Rent() => pool.TryTake(out var key) ? key : Import();

    private AsymmetricAlgorithm Import()
    {
        AsymmetricAlgorithm key = Algorithm == Es256 ? ECDsa.Create() : RSA.Create();
        key.ImportPkcs8PrivateKey(pkcs8, out _);
        return key;
    }
}
