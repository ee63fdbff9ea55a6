using System.Collections.Immutable;

namespace Stagedoor.Server.Factors;

/// <summary>A passkey, WebAuthn §4 <i>public key credential source</i>, as the relying party keeps it.</summary>
public sealed record Passkey
{
    public const int MaxName = 64;

    /// <summary>The most that one person has.</summary>
    public const int MaxPerPerson = 20;

    /// <summary>The credential id, as base64url.</summary>
    public required string Id { get; init; }
    public required string PersonId { get; init; }

    /// <summary>What the person calls it.</summary>
    public required string Name { get; init; }

    /// <summary>COSE_Key, RFC 9052 §7.</summary>
    public required ReadOnlyMemory<byte> PublicKey { get; init; }
    public required long SignCount { get; init; }
    public ImmutableArray<string> Transports { get; init; } = [];

    /// <summary>It may be copied to other devices of its owner: then its key is not bound to one piece of hardware.</summary>
    public required bool IsBackupEligible { get; init; }
    public required bool IsBackedUp { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? LastUsedAt { get; init; }
}

/// <summary>The port to passkeys.</summary>
public interface IPasskeyStore
{
    ValueTask<Passkey?> FindAsync(string id, CancellationToken cancellation);

    /// <summary>A person's passkeys, oldest first; never more than <see cref="Passkey.MaxPerPerson"/>.</summary>
    ValueTask<IReadOnlyList<Passkey>> OfPersonAsync(string personId, CancellationToken cancellation);

    /// <summary>
    /// Adds one and forgets the person's remembered devices. False when its id is known, the person has the most already, or there is no such person. Where it is the person's first factor, everything ends that was opened without,
    /// unless <paramref name="keepsSessions"/>.
    /// </summary>
    Task<bool> AddAsync(Passkey passkey, bool keepsSessions, CancellationToken cancellation);

    Task<bool> RenameAsync(string id, string personId, string name, CancellationToken cancellation);

    /// <summary>
    /// Records a use. False when the counter did not rise: another use was first, or the key was copied (WebAuthn §6.1.1). Authenticators without a counter always send zero.
    /// </summary>
    Task<bool> UseAsync(string id, long signCount, bool isBackedUp, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Removes one and forgets the person's remembered devices; with the last factor the recovery codes go too.</summary>
    Task<FactorRemoval> RemoveAsync(string id, string personId, CancellationToken cancellation);
}

/// <summary>The port to challenges that were answered, so that each is answered once.</summary>
public interface ISpentChallenges
{
    /// <summary>Exactly one caller gets true.</summary>
    Task<bool> SpendAsync(string id, DateTimeOffset expiresAt, CancellationToken cancellation);
}
