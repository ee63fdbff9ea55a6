using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Stagedoor.Protocol.Wire;

namespace Stagedoor.Frameio.Deliveries;

/// <summary>How Frame.io signs what it sends: HMAC-SHA256 under the webhook's secret over <c>v0:{timestamp}:{body}</c>, in hex after <c>v0=</c> (frameio-v4.md §3.1).</summary>
public static class Signature
{
    public const string Header = "X-Frameio-Signature", TimestampHeader = "X-Frameio-Request-Timestamp";

    public static (string Timestamp, string Signature) Of(Secret secret, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var timestamp = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret.Reveal()));
        mac.AppendData(Encoding.UTF8.GetBytes($"v0:{timestamp}:"));
        mac.AppendData(body);
        return (timestamp, "v0=" + Convert.ToHexStringLower(mac.GetHashAndReset()));
    }
}
