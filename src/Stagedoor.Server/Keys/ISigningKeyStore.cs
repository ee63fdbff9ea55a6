namespace Stagedoor.Server.Keys;

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
