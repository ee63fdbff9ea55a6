namespace Stagedoor.Server.LogoutNotices;

/// <summary>That a session ended, for one credential that got an ID token in it: what is to be sent, OIDC Back-Channel Logout 1.0 §2.5. One for each of both, ever.</summary>
public sealed record LogoutNotice
{
    public required string Sid { get; init; }
    public required string ClientId { get; init; }
    public required string PersonId { get; init; }

    /// <summary>When the session ended.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The number of this attempt, from 1.</summary>
    public required int Attempt { get; init; }
}

/// <summary>Where a notice stands. The numbers are stored.</summary>
public enum LogoutNoticeState
{
    Waiting = 0,
    Delivered = 1,

    /// <summary>Every attempt failed, or it waited too long.</summary>
    GivenUp = 2,

    /// <summary>While it waited the credential was revoked or deleted, or its address taken away.</summary>
    Dropped = 3,
}

/// <summary>What came of one attempt.</summary>
public sealed record LogoutNoticeResult(DateTimeOffset At, LogoutNoticeState State)
{
    /// <summary>The status that the receiver answered; null when it answered none.</summary>
    public int? Status { get; init; }

    /// <summary>Why there was no answer, in a word.</summary>
    public string? Problem { get; init; }

    /// <summary>When to try again, while <see cref="State"/> is waiting.</summary>
    public DateTimeOffset? Again { get; init; }
}

/// <summary>The newest notice of a credential, as its page shows it.</summary>
public sealed record LatestLogoutNotice
{
    public required LogoutNoticeState State { get; init; }
    public required int Attempts { get; init; }

    /// <summary>When it was last tried; when the session ended where it was not yet.</summary>
    public required DateTimeOffset At { get; init; }
    public int? Status { get; init; }
    public string? Problem { get; init; }

    /// <summary>When it is tried again, while it waits.</summary>
    public DateTimeOffset? Next { get; init; }
}

/// <summary>The port to the durable queue. Notices are put into it by the store, in the transaction that ends the session.</summary>
public interface ILogoutNotices
{
    /// <summary>Whether anything is due, for the cost of one look.</summary>
    ValueTask<bool> IsDueAsync(DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Claims due notices by conditional statements: each is this node's alone until <paramref name="until"/>. None of credentials that <paramref name="busy"/> names.</summary>
    Task<IReadOnlyList<LogoutNotice>> ClaimAsync(DateTimeOffset now, DateTimeOffset until, int most, IReadOnlyCollection<string> busy, CancellationToken cancellation);

    /// <summary>Writes down what came of an attempt; false when it was claimed again since.</summary>
    Task<bool> EndAsync(LogoutNotice notice, LogoutNoticeResult result, CancellationToken cancellation);

    /// <summary>The newest one of a credential; null when there was none lately.</summary>
    ValueTask<LatestLogoutNotice?> LatestAsync(string clientId, CancellationToken cancellation);
}
