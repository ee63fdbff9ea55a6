using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Stagedoor.Client.Frameio;

/// <summary>Whether a webhook's delivery or a custom action's call comes from Frame.io: HMAC-SHA256 by its secret over <c>v0:{timestamp}:{body}</c>, compared in constant time.</summary>
public static class WebhookSignature
{
    /// <summary>The header that holds the signature.</summary>
    public const string SignatureHeader = "X-Frameio-Signature";

    /// <summary>The header that holds the time of sending, in seconds since 1970.</summary>
    public const string TimestampHeader = "X-Frameio-Request-Timestamp";

    private const string Version = "v0=";

    /// <summary>How far the time of sending may be from now, if nothing else is said: five minutes.</summary>
    public static readonly TimeSpan UsualWindow = TimeSpan.FromMinutes(5);

    /// <summary>Whether it is genuine and fresh. One that came before within the window is genuine too: whoever must not act twice keeps the ids of what was acted on.</summary>
    /// <param name="body">The body, byte by byte as it came: not parsed and written again.</param>
    /// <param name="timestamp">The value of <see cref="TimestampHeader"/>.</param>
    /// <param name="signature">The value of <see cref="SignatureHeader"/>.</param>
    /// <param name="secret">The secret that was shown when the webhook or action was made.</param>
    /// <param name="window">How far the time of sending may be from now, either way.</param>
    /// <param name="time">The clock.</param>
    public static bool IsValid(ReadOnlySpan<byte> body, string? timestamp, string? signature, string secret, TimeSpan? window = null, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(secret);
        // Twelve digits last until the year 33658.
        if (timestamp is null or { Length: > 12 } || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return false;
        if (Math.Abs((time ?? TimeProvider.System).GetUtcNow().ToUnixTimeMilliseconds() - (seconds * 1000)) > (window ?? UsualWindow).TotalMilliseconds) return false;
        Span<byte> sent = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (signature is null || signature.Length != Version.Length + (2 * sent.Length) || !signature.StartsWith(Version, StringComparison.Ordinal)) return false;
        if (Convert.FromHexString(signature.AsSpan(Version.Length), sent, out _, out _) != System.Buffers.OperationStatus.Done) return false;
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        mac.AppendData(Encoding.UTF8.GetBytes($"v0:{timestamp}:"));
        mac.AppendData(body);
        Span<byte> right = stackalloc byte[HMACSHA256.HashSizeInBytes];
        mac.GetHashAndReset(right);
        return CryptographicOperations.FixedTimeEquals(sent, right);
    }
}
