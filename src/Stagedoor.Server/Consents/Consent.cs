using Stagedoor.Protocol.OAuth;

namespace Stagedoor.Server.Consents;

/// <summary>A grant: what one person allowed one credential.</summary>
public sealed record Consent
{
    public required string PersonId { get; init; }
    public required string ClientId { get; init; }
    public required ScopeSet Scopes { get; init; }
    public required DateTimeOffset GrantedAt { get; init; }

    /// <summary>Names this grant from its first yes to its withdrawal, and no other: what carries it dies with it. Given by the store.</summary>
    public string GrantId { get; init; } = "";
    public DateTimeOffset? LastUsedAt { get; init; }
}

/// <summary>The port to grants.</summary>
public interface IConsentStore
{
    /// <summary>The live grant, or null when there is none or it was withdrawn.</summary>
    ValueTask<Consent?> FindAsync(string personId, string clientId, CancellationToken cancellation);

    /// <summary>A person's live grants by client id, after one: a page of them.</summary>
    ValueTask<IReadOnlyList<Consent>> OfPersonAsync(string personId, string? after, int count, CancellationToken cancellation);

    /// <summary>Adds the scopes to the grant, or makes it.</summary>
    Task AllowAsync(Consent consent, CancellationToken cancellation);

    /// <summary>Withdraws the grant: every family of the pair ends with its access tokens. False when there was none.</summary>
    Task<bool> WithdrawAsync(string personId, string clientId, DateTimeOffset now, CancellationToken cancellation);
}
