namespace Stagedoor.Server.Authorizations;

/// <summary>
/// An authorization request on its way through the pages. Steps never call each other: each reads the journey by its handle, records what it proved
/// with one conditional statement, and returns to the authorize endpoint, which looks at what is still missing.
/// </summary>
public sealed record Journey
{
    public required string Hash { get; init; }
    public required AuthorizationRequest Request { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The session that a sign-in within this journey made; satisfies prompt=login and max_age.</summary>
    public string? SignedInSid { get; init; }

    /// <summary>The session that was chosen in this journey; satisfies prompt=select_account.</summary>
    public string? ChosenSid { get; init; }

    /// <summary>The session in which access was allowed within this journey.</summary>
    public string? ConsentedSid { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }
}

/// <summary>The port to journeys.</summary>
public interface IJourneyStore
{
    Task AddAsync(Journey journey, CancellationToken cancellation);

    /// <summary>The journey, completed ones included while they are kept; null when unknown or expired.</summary>
    ValueTask<Journey?> FindAsync(string hash, DateTimeOffset now, CancellationToken cancellation);

    Task<bool> RecordSignInAsync(string hash, string sid, DateTimeOffset now, CancellationToken cancellation);
    Task<bool> RecordChoiceAsync(string hash, string sid, DateTimeOffset now, CancellationToken cancellation);
    Task<bool> RecordConsentAsync(string hash, string sid, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Ends the journey; exactly one caller gets true.</summary>
    Task<bool> CompleteAsync(string hash, DateTimeOffset now, CancellationToken cancellation);
}

/// <summary>The port to pushed authorization requests, RFC 9126.</summary>
public interface IPushedRequestStore
{
    Task AddAsync(string hash, AuthorizationRequest request, DateTimeOffset expiresAt, CancellationToken cancellation);

    /// <summary>The request while it is neither spent nor expired.</summary>
    ValueTask<AuthorizationRequest?> FindAsync(string hash, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Spends it; exactly one caller gets true. Counts at completion, not at the first visit, and may come after the expiry of a journey that began in time.</summary>
    Task<bool> SpendAsync(string hash, DateTimeOffset now, CancellationToken cancellation);
}
