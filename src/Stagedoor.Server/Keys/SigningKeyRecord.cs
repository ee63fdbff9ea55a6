namespace Stagedoor.Server.Keys;

/// <summary>A stored signing key. The private part is sealed with the master key.</summary>
public sealed record SigningKeyRecord
{
    public required string Kid { get; init; }

    /// <summary><c>ES256</c> or <c>RS256</c>.</summary>
    public required string Algorithm { get; init; }

    /// <summary>PKCS#8, sealed.</summary>
    public required ReadOnlyMemory<byte> SealedPrivateKey { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it begins to sign. Published before that, so that verifiers know it in time.</summary>
    public required DateTimeOffset SignsFrom { get; init; }

    /// <summary>When it stops signing; it stays published until <see cref="PublishedUntil"/>, at least one token life later.</summary>
    public DateTimeOffset? SignsUntil { get; init; }
    public DateTimeOffset? PublishedUntil { get; init; }

    /// <summary>Set when it was compromised: its tokens are dead within 1 s.</summary>
    public DateTimeOffset? WithdrawnAt { get; init; }
}
