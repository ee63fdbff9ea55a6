using System.Security.Cryptography;
using System.Text;

namespace Stagedoor.Protocol.Wire;

/// <summary>A secret text that cannot reach a log by accident: <see cref="ToString"/> is redacted.</summary>
public readonly struct Secret(string value) : IEquatable<Secret>
{
    private readonly string value = value;

    /// <summary>The secret itself. Call only where it is shown once, sent or compared.</summary>
    public string Reveal() => value ?? "";

    public bool IsEmpty => string.IsNullOrEmpty(value);

    /// <summary>A new secret of 256 random bits as base64url, with a readable prefix.</summary>
    public static Secret New(string prefix = "") => new(prefix + System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));

    /// <summary>Constant time for equal lengths.</summary>
    public bool Equals(Secret other) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Reveal()), Encoding.UTF8.GetBytes(other.Reveal()));
    public override bool Equals(object? obj) => obj is Secret other && Equals(other);
    public override int GetHashCode() => 0;
    public override string ToString() => "(redacted)";
    public static bool operator ==(Secret left, Secret right) => left.Equals(right);
    public static bool operator !=(Secret left, Secret right) => !left.Equals(right);
}
