namespace Stagedoor.Server.Authorizations;

/// <summary>An authorization code, RFC 6749 §4.1.2: 60 s, one use, bound to client, redirect URI and challenge.</summary>
public sealed record AuthorizationCode
{
    /// <summary>Hash of the handle inside the code.</summary>
    public required string Hash { get; init; }

    /// <summary>The id of what the code will produce: the family of its refresh tokens, and the <c>rtid</c> of its access tokens.</summary>
    public required string FamilyId { get; init; }
    public required AuthorizationRequest Request { get; init; }
    public required string PersonId { get; init; }
    public required string Sid { get; init; }
    public required DateTimeOffset AuthenticatedAt { get; init; }
    public required string Acr { get; init; }
    public required string Amr { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>What came of redeeming a code.</summary>
public abstract record Redemption
{
    private Redemption()
    {
    }

    /// <summary>This caller, and only this one, may use the code. It is spent whatever follows.</summary>
    public sealed record Redeemed(AuthorizationCode Code) : Redemption;

    /// <summary>It was spent before: what it produced is to be revoked, RFC 6749 §4.1.2.</summary>
    public sealed record Replayed(AuthorizationCode Code) : Redemption;

    /// <summary>No such code, or too old.</summary>
    public sealed record Unknown : Redemption;
}

/// <summary>The port to authorization codes.</summary>
public interface IAuthorizationCodeStore
{
    Task AddAsync(AuthorizationCode code, CancellationToken cancellation);

    /// <summary>Whether a code could still be redeemed; spends nothing.</summary>
    ValueTask<bool> IsLiveAsync(string hash, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Spends the code in one conditional statement: of any number of callers exactly one gets <see cref="Redemption.Redeemed"/>. Any attempt burns it, a wrong client's too.</summary>
    Task<Redemption> RedeemAsync(string hash, DateTimeOffset now, CancellationToken cancellation);
}
