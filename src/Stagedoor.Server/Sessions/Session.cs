using System.Collections.Immutable;

namespace Stagedoor.Server.Sessions;

/// <summary>One person's sign-in in one browser. A browser may hold several, of different people.</summary>
public sealed record Session
{
    /// <summary>The public id, the <c>sid</c> claim.</summary>
    public required string Sid { get; init; }

    /// <summary>SHA-256 of the browser's cookie value, which changes with every sign-in.</summary>
    public required string BrowserHash { get; init; }
    public required string PersonId { get; init; }
    public required DateTimeOffset AuthenticatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public required string Acr { get; init; }

    /// <summary>RFC 8176 values.</summary>
    public ImmutableArray<string> Amr { get; init; } = [];
    public long PersonEpoch { get; init; }
    public string? Address { get; init; }
    public string? UserAgent { get; init; }
}

/// <summary>The port to sessions.</summary>
public interface ISessionStore
{
    /// <summary>The live sessions of a browser, newest sign-in first: not ended, not expired, their person enabled and at the same epoch.</summary>
    ValueTask<IReadOnlyList<Session>> OfBrowserAsync(string browserHash, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>
    /// Adds a session and moves the browser's other ones to the new browser hash, in one transaction, so that a cookie set before sign-in is worth nothing.
    /// An older session of the same person in the same browser ends and its sid is revoked.
    /// </summary>
    Task AddAsync(Session session, string? previousBrowserHash, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>
    /// Renews a live session after the same person signed in again in the same browser: the new browser hash for it and for the browser's other sessions, the new times, acr and amr, the same sid,
    /// so that what was allowed in it goes on. One transaction; false when it is not live in that browser any more: then add a new one.
    /// </summary>
    Task<bool> RenewAsync(Session session, string previousBrowserHash, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Ends one session: its sid joins the revocation set, its families end. False when it was not live.</summary>
    Task<bool> EndAsync(string sid, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>A person's live sessions in every browser, newest sign-in first; after <paramref name="after"/>, the last of the page before.</summary>
    ValueTask<IReadOnlyList<Session>> OfPersonAsync(string personId, Session? after, int count, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>A person's live session; null when it has ended, or is somebody else's.</summary>
    ValueTask<Session?> FindAsync(string personId, string sid, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Ends every session of a person but one, and every family that does not come from that one, in one transaction. How many sessions ended.</summary>
    Task<int> EndOthersAsync(string personId, string sid, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Whether a session is live, for refresh and userinfo.</summary>
    ValueTask<bool> IsLiveAsync(string sid, DateTimeOffset now, CancellationToken cancellation);
}
