namespace Stagedoor.Server.Factors;

/// <summary>A person's authenticator app, RFC 6238. Its secret is sealed for this person.</summary>
public sealed record Authenticator
{
    public required string PersonId { get; init; }
    public required ReadOnlyMemory<byte> SealedSecret { get; init; }

    /// <summary>The last time step that was used, RFC 6238 §5.2: it and those before it are spent.</summary>
    public required long LastStep { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? LastUsedAt { get; init; }
}

/// <summary>The port to authenticator apps: one for each person.</summary>
public interface IAuthenticatorStore
{
    ValueTask<Authenticator?> FindAsync(string personId, CancellationToken cancellation);

    /// <summary>
    /// Sets it in place of an earlier one, and forgets the person's remembered devices. Where it is the person's first factor, everything ends that was opened without, unless <paramref name="keepsSessions"/>.
    /// </summary>
    Task SetAsync(Authenticator authenticator, bool keepsSessions, CancellationToken cancellation);

    /// <summary>Spends a time step: of all who come with it at once, exactly one gets true.</summary>
    Task<bool> UseStepAsync(string personId, long step, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Removes it and forgets the person's remembered devices; with the last factor the recovery codes go too.</summary>
    Task<FactorRemoval> RemoveAsync(string personId, CancellationToken cancellation);
}

/// <summary>The port to recovery codes: hashes only.</summary>
public interface IRecoveryCodeStore
{
    /// <summary>Replaces all that there were.</summary>
    Task ReplaceAsync(string personId, IReadOnlyList<string> hashes, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Spends one: of all who come with it at once, exactly one gets true.</summary>
    Task<bool> UseAsync(string personId, string hash, DateTimeOffset now, CancellationToken cancellation);
}
