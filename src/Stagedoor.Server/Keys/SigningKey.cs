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

/// <summary>The port to signing keys.</summary>
public interface ISigningKeyStore
{
    ValueTask<IReadOnlyList<SigningKeyRecord>> AllAsync(CancellationToken cancellation);

    /// <summary>
    /// Adds a key and retires the older ones of its algorithm at its <see cref="SigningKeyRecord.SignsFrom"/>, in one transaction, only when no key of that algorithm
    /// begins to sign after <paramref name="notAfter"/>: of two nodes that rotate at once one wins and the other gets false.
    /// </summary>
    Task<bool> AddAsync(SigningKeyRecord key, DateTimeOffset notAfter, TimeSpan overlap, CancellationToken cancellation);

    /// <summary>Withdraws a key and feeds the revocation.</summary>
    Task<bool> WithdrawAsync(string kid, DateTimeOffset now, CancellationToken cancellation);

    Task<int> RemoveUnpublishedAsync(DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Named sealed values that every node shares (the HMAC key of codes and refresh tokens, the audit key's check value). The first writer wins; the stored value is returned.</summary>
    Task<ReadOnlyMemory<byte>> KeepAsync(string name, ReadOnlyMemory<byte> sealedValue, CancellationToken cancellation);

    ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string name, CancellationToken cancellation);
}
