using System.Collections.Immutable;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Clients;

namespace Stagedoor.Server.Tokens;

/// <summary>What a grant proved. The only way to a token.</summary>
public sealed record Authorization
{
    public required Client Client { get; init; }

    /// <summary>A person's or a service account user's id: <c>user_id</c> and <c>sub</c>.</summary>
    public required string SubjectId { get; init; }

    /// <summary>The person's epoch; for a service account user its credential's.</summary>
    public required long SubjectEpoch { get; init; }
    public required ScopeSet Scopes { get; init; }

    /// <summary>Resources asked for, already checked (RFC 8707); empty for the usual audience.</summary>
    public ImmutableArray<string> Resources { get; init; } = [];

    /// <summary>The session, for people.</summary>
    public string? Sid { get; init; }

    /// <summary>The family, for people: the <c>rtid</c> claim.</summary>
    public string? FamilyId { get; init; }

    /// <summary>When the refresh token ends, the <c>rtea</c> claim.</summary>
    public DateTimeOffset? RefreshExpiresAt { get; init; }

    /// <summary>The acting service account of a delegation, RFC 8693 §4.1.</summary>
    public string? ActorId { get; init; }
    public DateTimeOffset? AuthenticatedAt { get; init; }
    public string? Acr { get; init; }

    /// <summary>RFC 8176 values.</summary>
    public ImmutableArray<string> Amr { get; init; } = [];
    public string? Nonce { get; init; }
    public ImmutableArray<string> IdTokenClaims { get; init; } = [];
    public ImmutableArray<string> UserinfoClaims { get; init; } = [];

    /// <summary>The dialect in which the token was asked for: it joins the scope claim its way.</summary>
    public required Dialects Dialect { get; init; }
}
