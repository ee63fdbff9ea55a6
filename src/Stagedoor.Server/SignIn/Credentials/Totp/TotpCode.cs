using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Stagedoor.Server.SignIn.Credentials.Totp;

/// <summary>Time-based one-time passwords, RFC 6238 over RFC 4226: SHA-1, six digits, thirty seconds: what every authenticator app knows.</summary>
public static class TotpCode
{
    public const int Digits = 6;

    public const int Period = 30;

    /// <summary>RFC 4226 §4 R6: at least 128 bits, 160 recommended.</summary>
    public const int SecretLength = 20;

    /// <summary>Steps on either side that count too, RFC 6238 §5.2 and §6: clocks differ, and typing takes time.</summary>
    private const int Window = 1;

    public static long StepAt(DateTimeOffset time) => time.ToUnixTimeSeconds() / Period;

    public static string At(ReadOnlySpan<byte> secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[20];
#pragma warning disable CA5350 // RFC 6238 §1.2: HMAC-SHA-1 is what authenticator apps speak; HMAC does not rest on collision resistance.
        HMACSHA1.HashData(secret, counter, hash);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xf)..]) & 0x7fffffff;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>The step whose code this is, inside the window; null when it is none. Every step is computed and compared whole.</summary>
    public static long? FindStep(ReadOnlySpan<byte> secret, string code, DateTimeOffset now)
    {
        var typed = Encoding.ASCII.GetBytes(code.Length == Digits ? code : new string('x', Digits));
        long? found = null;
        for (var step = StepAt(now) - Window; step <= StepAt(now) + Window; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(At(secret, step)), typed)) found = step;
        }

        return found;
    }
}
