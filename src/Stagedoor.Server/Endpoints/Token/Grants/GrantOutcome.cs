using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Tokens;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Endpoints.Token.Grants;

/// <summary>What a grant decided.</summary>
internal abstract record GrantOutcome
{
    private GrantOutcome()
    {
    }

    /// <summary>Tokens may be made.</summary>
    public sealed record Granted(Authorization Authorization) : GrantOutcome
    {
        /// <summary>The person, where one stands behind the grant.</summary>
        public Person? Person { get; init; }

        /// <summary>The refresh token that goes with the answer.</summary>
        public string? RefreshToken { get; init; }

        /// <summary>An ID token belongs to this answer (OIDC Core §3.1.3.3).</summary>
        public bool WithIdToken { get; init; }

        /// <summary>Stores what must be durable before the answer leaves; sees the finished answer. May put an earlier one in its place, or refuse.</summary>
        public Func<ReadOnlyMemory<byte>, CancellationToken, Task<Result<GrantOutcome>>>? Keep { get; init; }
    }

    /// <summary>The same request was answered a moment ago: the same bytes again.</summary>
    public sealed record Repeated(TokenAnswer Answer, string SubjectId, string FamilyId) : GrantOutcome;
}

/// <summary>A finished token answer as UTF-8 JSON. Holds tokens; <see cref="ToString"/> does not show it.</summary>
internal sealed record TokenAnswer(ReadOnlyMemory<byte> Json)
{
    public override string ToString() => "(redacted)";
}
