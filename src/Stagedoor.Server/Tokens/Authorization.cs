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

    /// <summary>Those of the access token: one that is passed on has no more than whoever gets it may have.</summary>
    public ScopeSet TokenScopes => PassedOn is null ? Scopes : Scopes.Intersect(PassedOn.Scopes);

    /// <summary>Resources asked for, already checked (RFC 8707); empty for the usual audience.</summary>
    public ImmutableArray<string> Resources { get; init; } = [];

    /// <summary>The session, for people.</summary>
    public string? Sid { get; init; }

    /// <summary>The family, for people: the <c>rtid</c> claim.</summary>
    public string? FamilyId { get; init; }

    /// <summary>When the refresh token ends, the <c>rtea</c> claim.</summary>
    public DateTimeOffset? RefreshExpiresAt { get; init; }

    /// <summary>Whom the access token is made for, to be exchanged; null where the application keeps it.</summary>
    public PassedOn? PassedOn { get; init; }

    /// <summary>The grant by which a person lets a service account act, of a token that came of an exchange.</summary>
    public string? GrantId { get; init; }

    /// <summary>Who acts for the subject.</summary>
    public Delegation? Delegation { get; init; }

    /// <summary>The token ends no later, however long its credential's live.</summary>
    public DateTimeOffset? NotAfter { get; init; }
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

/// <summary>The server-to-server credential that an access token is made for, by which grant, and what of the person's scopes it may have. Its client id is the only audience.</summary>
public sealed record PassedOn(string ClientId, string GrantId, ScopeSet Scopes);
