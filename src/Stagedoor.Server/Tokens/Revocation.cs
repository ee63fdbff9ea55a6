namespace Stagedoor.Server.Tokens;

/// <summary>What a revocation names.</summary>
public enum RevocationKind
{
    /// <summary>A person or service account user, by epoch.</summary>
    Subject,
    /// <summary>A credential, by epoch.</summary>
    Client,
    /// <summary>A session id.</summary>
    Session,
    /// <summary>A family id; or the id of the grant by which a service account acts for a person.</summary>
    Family,
    /// <summary>One access token's jti.</summary>
    Token,
    /// <summary>A signing key's kid that was withdrawn.</summary>
    Key,
    /// <summary>The whole installation, by epoch, under the key <c>installation</c>: raised by a restored backup.</summary>
    Installation,
}

/// <summary>One entry of the revocation feed. Tokens that carry a lower epoch are dead; kinds without epochs use 1.</summary>
public sealed record Revocation(long Sequence, RevocationKind Kind, string Key, long Epoch);

/// <summary>The port to the revocation feed. Sequence numbers are given under a row lock, so a reader never misses one that commits late.</summary>
public interface IRevocationFeed
{
    ValueTask<IReadOnlyList<Revocation>> ReadAfterAsync(long sequence, CancellationToken cancellation);

    /// <summary>Those of the given keys that are in the set, asked of the database itself: for when the feed is stale.</summary>
    ValueTask<IReadOnlyList<Revocation>> FindAsync(IReadOnlyList<(RevocationKind Kind, string Key)> keys, CancellationToken cancellation);

    /// <summary>The installation's epoch, whether or not the set still has it.</summary>
    ValueTask<long> InstallationEpochAsync(CancellationToken cancellation);

    /// <summary>Adds to the set: kinds without epochs. Idempotent.</summary>
    Task RevokeAsync(RevocationKind kind, string key, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Raised in this process after a commit that fed the revocation, so that the local set need not wait for the next poll.</summary>
    event Action? Fed;
}
