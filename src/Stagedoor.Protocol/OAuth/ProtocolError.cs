namespace Stagedoor.Protocol.OAuth;

/// <summary>Why a request is refused, where the dialects answer one code differently (IMS: ims.md §1.4).</summary>
public enum RefusalCause
{
    /// <summary>Nothing that a dialect treats apart.</summary>
    General,
    /// <summary>No such client, or one that is not in service.</summary>
    UnknownClient,
    /// <summary>The client secret is missing, wrong, expired or revoked.</summary>
    WrongSecret,
    /// <summary>The authorization code is unknown, spent, expired or another's.</summary>
    BadCode,
    /// <summary>Too many failures: 429 with Retry-After.</summary>
    Throttled,
    /// <summary>The service cannot answer for now: 503 with Retry-After.</summary>
    Unavailable,
    /// <summary>The access token is dead or not meant for this place: 401 with a challenge.</summary>
    BadToken,
    /// <summary>No access token was sent: 401 with a challenge that names no error (RFC 6750 §3.1).</summary>
    NoToken,
}

/// <summary>A refusal as a value, RFC 6749 §5.2. <see cref="Description"/> is safe to show; <see cref="Because"/> is for the log only.</summary>
public sealed record ProtocolError(string Code, string Description, RefusalCause Cause = RefusalCause.General)
{
    /// <summary>What only the operator reads. Never a secret.</summary>
    public string? Because { get; init; }

    /// <summary>After how many seconds a repeat makes sense, for 429 and 503.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>The scope that the access token lacks, RFC 6750 §3.</summary>
    public string? MissingScope { get; init; }

    public static ProtocolError InvalidRequest(string description) => new(ErrorCode.InvalidRequest, description);
    public static ProtocolError InvalidGrant(string description) => new(ErrorCode.InvalidGrant, description);
    public static ProtocolError InvalidScope(string description) => new(ErrorCode.InvalidScope, description);
    public static ProtocolError InvalidTarget(string description) => new(ErrorCode.InvalidTarget, description);
    public static ProtocolError UnauthorizedClient(string description) => new(ErrorCode.UnauthorizedClient, description);
    public static ProtocolError UnsupportedGrantType(string description) => new(ErrorCode.UnsupportedGrantType, description);
    public static ProtocolError AccessDenied(string description) => new(ErrorCode.AccessDenied, description);
    public static ProtocolError BadCode(string description) => new(ErrorCode.InvalidGrant, description, RefusalCause.BadCode);
    public static ProtocolError BadToken(string description) => new(ErrorCode.InvalidToken, description, RefusalCause.BadToken);
    public static ProtocolError NoToken() => new(ErrorCode.InvalidToken, "an access token is needed: send it as Bearer in the Authorization header", RefusalCause.NoToken);
    public static ProtocolError InsufficientScope(string scope) => new(ErrorCode.InsufficientScope, $"the access token lacks the scope {scope}") { MissingScope = scope };
    public static ProtocolError ServerError() => new(ErrorCode.ServerError, "something went wrong here: try again later, and quote the request id if it stays");
    public static ProtocolError UnknownClient() => new(ErrorCode.InvalidClient, "invalid client_id parameter", RefusalCause.UnknownClient);
    public static ProtocolError WrongSecret() => new(ErrorCode.InvalidClient, "invalid client_secret parameter", RefusalCause.WrongSecret);
    public static ProtocolError Throttled(int retryAfterSeconds) =>
        new(ErrorCode.SlowDown, "too many failed attempts: wait, then try again", RefusalCause.Throttled) { RetryAfterSeconds = retryAfterSeconds };
    public static ProtocolError Unavailable(int retryAfterSeconds) =>
        new(ErrorCode.TemporarilyUnavailable, "the service cannot answer for now: try again shortly", RefusalCause.Unavailable) { RetryAfterSeconds = retryAfterSeconds };

    /// <summary>The same refusal with a reason for the log.</summary>
    public ProtocolError WithReason(string because) => this with { Because = because };
}
