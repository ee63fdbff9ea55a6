using System.Collections.Immutable;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Clients;

namespace Stagedoor.Server.Tokens;

/// <summary>What an access token is made from: an authorization that a grant proved.</summary>
public sealed record Authorization
{
    public required Client Client { get; init; }

    /// <summary>A person's or a service account user's id: <c>user_id</c> and <c>sub</c>.</summary>
    public required string SubjectId { get; init; }
    public required long SubjectEpoch { get; init; }
    public required ScopeSet Scopes { get; init; }

    /// <summary>Resources asked for, already checked; empty for the usual audience.</summary>
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
    public ImmutableArray<string> Amr { get; init; } = [];
    public string? Nonce { get; init; }
    public ImmutableArray<string> IdTokenClaims { get; init; } = [];
    public ImmutableArray<string> UserinfoClaims { get; init; } = [];

    /// <summary>The dialect in which the token was asked for: it joins the scope claim its way.</summary>
    public required Dialects Dialect { get; init; }
}

/// <summary>An access token that was made.</summary>
public sealed record AccessToken(string Text, string Jti, DateTimeOffset ExpiresAt, int LifetimeSeconds)
{
    public override string ToString() => $"AccessToken {Jti}";
}

/// <summary>What a live access token of ours says, after signature, times, type and revocation were checked.</summary>
public sealed record VerifiedToken
{
    public required string Jti { get; init; }
    public required string ClientId { get; init; }
    public required string SubjectId { get; init; }
    public required ScopeSet Scopes { get; init; }
    public required ImmutableArray<string> Audiences { get; init; }
    public required DateTimeOffset IssuedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public string? Sid { get; init; }
    public string? FamilyId { get; init; }
    public string? ActorId { get; init; }
    public required string Kid { get; init; }
    public required long SubjectEpoch { get; init; }
    public required long ClientEpoch { get; init; }
    public required long InstallationEpoch { get; init; }
    public ImmutableArray<string> UserinfoClaims { get; init; } = [];

    /// <summary>The payload as JSON text, for validate_token and introspection.</summary>
    public required string PayloadJson { get; init; }
    public bool IsServiceAccount => SubjectId.EndsWith("@techacct.adobe.com", StringComparison.Ordinal);
}

/// <summary>Makes access tokens: JWT with IMS's claims and RFC 9068's side by side (design §5, ims.md §3.2).</summary>
public sealed class AccessTokenIssuer
{
    public AccessToken Issue(Authorization authorization) => throw new NotImplementedException();
}

/// <summary>Makes ID tokens, OIDC Core §2 and §3.1.3.6.</summary>
public sealed class IdTokenIssuer
{
    /// <summary>With <c>at_hash</c> of the access token; claims of the person by scope and by the claims parameter.</summary>
    public string Issue(Authorization authorization, AccessToken accessToken, Users.Person person) => throw new NotImplementedException();

    /// <summary>Reads an id_token_hint: ours, right signature, expired or not (OIDC Core §3.1.2.1). Null otherwise.</summary>
    public IdTokenHint? ReadHint(string text) => throw new NotImplementedException();
}

/// <summary>Whom and what an ID token names.</summary>
public sealed record IdTokenHint(string SubjectId, string ClientId, string? Sid);

/// <summary>
/// Checks access tokens: shape, <c>typ</c>, algorithm, signature, issuer, times, <c>type</c>, then the revocation set. Has a bounded cache of verified tokens in front, keyed by
/// SHA-256 of the whole token; a hit re-checks expiry, revocation and that the signing key is still trusted.
/// </summary>
public sealed class AccessTokenVerifier
{
    /// <summary><see cref="RefusalCause.BadToken"/> when it is not a live token of ours; <see cref="RefusalCause.Unavailable"/> when the revocation set is stale and the database does not answer. The audience is the caller's to check.</summary>
    public ValueTask<Result<VerifiedToken>> VerifyAsync(string token, CancellationToken cancellation) => throw new NotImplementedException();
}

/// <summary>The revocation set in memory, fed by the database (design §5).</summary>
public sealed class RevocationSet
{
    /// <summary>The epoch of the whole installation, put into every token.</summary>
    public long InstallationEpoch => throw new NotImplementedException();

    /// <summary>Loads everything; the service is not ready before this ends.</summary>
    public Task LoadAsync(CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>True when the token is revoked; null when nobody can say (stale feed, no database): then answer 503.</summary>
    public ValueTask<bool?> IsRevokedAsync(VerifiedToken token, CancellationToken cancellation) => throw new NotImplementedException();
}
