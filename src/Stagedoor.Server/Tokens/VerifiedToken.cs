using System.Collections.Immutable;
using Stagedoor.Protocol.OAuth;

namespace Stagedoor.Server.Tokens;

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

    /// <summary>The grant by which a person lets a service account act, of a token that is passed on and of the one that came of it.</summary>
    public string? GrantId { get; init; }

    /// <summary>Who acts for the subject; null where nobody does.</summary>
    public Delegation? Delegation { get; init; }
    public string? ActorId => Delegation?.ActorId;
    public required string Kid { get; init; }
    public required long SubjectEpoch { get; init; }
    public required long ClientEpoch { get; init; }
    public required long InstallationEpoch { get; init; }
    public ImmutableArray<string> UserinfoClaims { get; init; } = [];

    /// <summary>The payload as JSON text, for validate_token and introspection.</summary>
    public required string PayloadJson { get; init; }
    public bool IsServiceAccount => SubjectId.EndsWith("@" + ServiceAccounts.ServiceAccount.IdDomain, StringComparison.Ordinal);
}
