namespace Stagedoor.Frameio.Door;

/// <summary>Whom a live access token stands for, and by which grant who acts for a person acts. Ids are the identity service's.</summary>
public sealed record Bearer(string SubjectId, string? ActorId, string? GrantId, string ClientId, bool IsServiceAccount, IReadOnlyList<string> Scopes, IReadOnlyList<string> Audiences);

/// <summary>What came of looking at a token.</summary>
public enum BearerState
{
    Live,
    Refused,
    /// <summary>Nobody can say for now: 503.</summary>
    Unavailable,
}

/// <summary>The port through which the API learns of identity: the identity service verifies, the API decides what the token opens.</summary>
public interface IBearerTokens
{
    ValueTask<(BearerState State, Bearer? Bearer)> VerifyAsync(string token, CancellationToken cancellation);

    /// <summary>The audience that a token for this API must have.</summary>
    string Audience { get; }
}
