using System.Collections.Immutable;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Clients.Kinds;

namespace Stagedoor.Server.Clients;

/// <summary>Which dialects a credential may use.</summary>
[Flags]
public enum Dialects
{
    None = 0,
    Ims = 1,
    Standard = 2,
    Both = Ims | Standard,
}

/// <summary>Who may use a credential (ims.md §5, publishing).</summary>
public enum ClientStatus
{
    /// <summary>The people of its own organization, and its beta users.</summary>
    InDevelopment,
    /// <summary>Everyone.</summary>
    InProduction,
}

/// <summary>One credential: a client id of one kind, RFC 6749 §2.</summary>
public sealed record Client
{
    public required string ClientId { get; init; }
    public required string OrganizationId { get; init; }
    public required string ProjectId { get; init; }
    public required ApplicationKind Kind { get; init; }
    public required string Name { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Set when an administrator revoked it: nothing of it works until it is restored.</summary>
    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>Rises with every revocation: tokens made before the rise are dead (design §5).</summary>
    public long Epoch { get; init; }

    /// <summary>When a system administrator let it manage its organization; null while it may not.</summary>
    public DateTimeOffset? ManagementAllowedAt { get; init; }

    /// <summary>Who let it.</summary>
    public string? ManagementAllowedBy { get; init; }

    public required ClientSettings Settings { get; init; }

    public ImmutableArray<ClientSecret> Secrets { get; init; } = [];

    public bool MayUse(string grantType) => Kind.GrantTypes.Contains(grantType);

    public bool MayUse(Dialects dialect) => Settings.Dialects.HasFlag(dialect);

    public bool NeedsPkce => Kind.PkceAlways || Settings.RequirePkce;
}

/// <summary>What may be changed about a credential, kept as one JSON document.</summary>
public sealed record ClientSettings
{
    public string? Description { get; init; }
    public string? Publisher { get; init; }

    /// <summary>The person who answers for it.</summary>
    public string? OwnerId { get; init; }
    public ClientStatus Status { get; init; }
    public ImmutableArray<string> Scopes { get; init; } = [];
    public Dialects Dialects { get; init; } = Dialects.Both;
    public bool RequirePkce { get; init; } = true;
    public bool SecretInQuery { get; init; }
    public string? DefaultRedirectUri { get; init; }
    public ImmutableArray<string> RedirectUris { get; init; } = [];
    public ImmutableArray<string> RedirectUriPatterns { get; init; } = [];
    public ImmutableArray<string> PostLogoutRedirectUris { get; init; } = [];

    /// <summary>Where it hears of sessions that ended; null for nowhere. See <see cref="BackchannelLogoutAddress"/>.</summary>
    public string? BackchannelLogoutUri { get; init; }

    /// <summary>Whether it can do nothing with a notice without <c>sid</c>. Ours always have one.</summary>
    public bool BackchannelLogoutSessionRequired { get; init; }

    /// <summary>E-mail addresses, at most 25, of people outside the organization who may use it in development.</summary>
    public ImmutableArray<string> BetaUsers { get; init; } = [];

    /// <summary>Audiences beside the usual ones that it may ask for, RFC 8707.</summary>
    public ImmutableArray<string> Resources { get; init; } = [];
    public ImmutableArray<string> ProductProfiles { get; init; } = [];

    /// <summary>An administrator has chosen its product profiles: without any it reaches nothing. One that never had any is not bounded.</summary>
    public bool IsBounded { get; init; }

    /// <summary>Seconds.</summary>
    public int AccessTokenLifetime { get; init; } = 86_400;

    /// <summary>Seconds from the last use.</summary>
    public int RefreshTokenSlidingLifetime { get; init; } = 14 * 86_400;

    /// <summary>Seconds from the first.</summary>
    public int RefreshTokenAbsoluteLifetime { get; init; } = 90 * 86_400;

    /// <summary>Seconds, 0 to 30, in which a repeated refresh gets the same answer.</summary>
    public int RefreshRetryWindow { get; init; } = 10;
    public string AccessTokenAlgorithm { get; init; } = "ES256";
    public string IdTokenAlgorithm { get; init; } = "RS256";

    public ScopeSet ScopeSet => ScopeSet.Of(Scopes);
}

/// <summary>One secret of a credential: a salted SHA-256 of a 256-bit secret, never the secret.</summary>
public sealed record ClientSecret
{
    public required string Id { get; init; }
    public required string ClientId { get; init; }
    public required string Name { get; init; }
    public required ReadOnlyMemory<byte> Salt { get; init; }
    public required ReadOnlyMemory<byte> Hash { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? NotBefore { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public DateTimeOffset? RevokedAt { get; init; }
    public DateTimeOffset? LastUsedAt { get; init; }
    public string? LastUsedAddress { get; init; }
    public string? LastUsedGrant { get; init; }

    public bool IsLive(DateTimeOffset now) => RevokedAt is null && (NotBefore is null || NotBefore <= now) && (ExpiresAt is null || ExpiresAt > now);
}
