using System.Security.Cryptography;

namespace Bare;

/// <summary>Signs; one key object for each thread, since they are not shared safely.</summary>
internal sealed class Signer(string algorithm, Func<Func<byte[], byte[]>> open) : IDisposable
{
    private readonly ThreadLocal<Func<byte[], byte[]>> sign = new(open);

    public string Algorithm => algorithm;

    public byte[] Sign(byte[] data) => sign.Value!(data);

    public void Dispose() => sign.Dispose();

    public static Signer Es256()
    {
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var parameters = made.ExportParameters(true);
        return new("ES256", () =>
        {
            var key = ECDsa.Create(parameters);
            return data => key.SignData(data, HashAlgorithmName.SHA256);
        });
    }

    public static Signer Rs256()
    {
        using var made = RSA.Create(2048);
        var parameters = made.ExportParameters(true);
        return new("RS256", () =>
        {
            var key = RSA.Create(parameters);
            return data => key.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        });
    }
}
