namespace Stagedoor.Server.Tokens;

/// <summary>
/// A refresh token and all its successors, one row: the hash of the live token and of the one before it. Rotation is one conditional update of that row,
/// RFC 9700 §4.14.2. An authentic token of the family that is neither of the two was used before and kills the family.
/// </summary>
public sealed record RefreshTokenFamily
{
    public required string FamilyId { get; init; }
    public required string ClientId { get; init; }
    public required string PersonId { get; init; }
    public required string Sid { get; init; }

    /// <summary>Space-joined scopes of the grant; a refresh may narrow one answer, never this.</summary>
    public required string Scope { get; init; }

    /// <summary>Space-joined resources of the grant, RFC 8707.</summary>
    public string Resources { get; init; } = "";

    /// <summary>The server-to-server credential that its tokens are made for; null for the application's own use.</summary>
    public string? PassedOnTo { get; init; }

    /// <summary>Space-joined names of claims that the claims parameter asked for at userinfo, OIDC Core §5.5: a refreshed token still shows them.</summary>
    public string UserinfoClaims { get; init; } = "";
    public required DateTimeOffset AuthenticatedAt { get; init; }
    public required string Acr { get; init; }
    public required string Amr { get; init; }
    public string? Nonce { get; init; }
    public required string CurrentHash { get; init; }
    public string? PreviousHash { get; init; }

    /// <summary>When <see cref="PreviousHash"/> was used.</summary>
    public DateTimeOffset? RotatedAt { get; init; }

    /// <summary>The answer to that use, sealed with a key derived from the presented token.</summary>
    public ReadOnlyMemory<byte>? SealedAnswer { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public required DateTimeOffset AbsoluteExpiresAt { get; init; }
    public DateTimeOffset? RevokedAt { get; init; }
    public long PersonEpoch { get; init; }
    public long ClientEpoch { get; init; }
}

/// <summary>The port to families.</summary>
public interface IRefreshTokenStore
{
    /// <summary>False when the family id was revoked already (its code was used twice at once): then no token of it may leave.</summary>
    Task<bool> StartAsync(RefreshTokenFamily family, CancellationToken cancellation);

    /// <summary>The family, revoked and expired ones included while they are kept.</summary>
    ValueTask<RefreshTokenFamily?> FindAsync(string familyId, CancellationToken cancellation);

    /// <summary>Rotates in one conditional statement: only where the presented hash is the live one, the family neither revoked nor expired. Of any number of callers exactly one gets true.</summary>
    Task<bool> RotateAsync(string familyId, string presentedHash, string nextHash, ReadOnlyMemory<byte> sealedAnswer, DateTimeOffset expiresAt, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Revokes the family and puts it in the revocation set, so that its access tokens die too. Works for a family id without a row. False when it was revoked before.</summary>
    Task<bool> RevokeAsync(string familyId, DateTimeOffset now, CancellationToken cancellation);
}
