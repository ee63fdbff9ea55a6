using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Stagedoor.Host.Configuration;

namespace Stagedoor.Host.Listening;

/// <summary>The certificate of https addresses, with its chain: PEM, or PFX.</summary>
internal static class Certificate
{
    public static HttpsConnectionAdapterOptions Load(HttpsOptions options)
    {
        var file = options.Certificate!;
        try
        {
            var chain = new X509Certificate2Collection();
            if (X509Certificate2.GetCertContentType(file) is X509ContentType.Pfx)
            {
                chain = X509CertificateLoader.LoadPkcs12CollectionFromFile(file, options.Password);
                var own = chain.FirstOrDefault(certificate => certificate.HasPrivateKey) ?? throw new StartRefusedException($"The certificate file {file} holds no private key.");
                chain.Remove(own);
                return Of(own, chain);
            }

            var certificate = options.Password is { } password
                ? X509Certificate2.CreateFromEncryptedPemFile(file, password, options.Key ?? file)
                : X509Certificate2.CreateFromPemFile(file, options.Key ?? file);
            chain.ImportFromPemFile(file);
            chain.RemoveAt(0);
            return Of(certificate, chain);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new StartRefusedException($"The certificate {file} cannot be used: {problem.Message}", problem);
        }
    }

    private static HttpsConnectionAdapterOptions Of(X509Certificate2 certificate, X509Certificate2Collection chain) => new() { ServerCertificate = certificate, ServerCertificateChain = chain };
}
