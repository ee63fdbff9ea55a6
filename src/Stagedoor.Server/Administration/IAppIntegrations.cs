namespace Stagedoor.Server.Administration;

/// <summary>Which applications the people of an organization may allow.</summary>
public enum IntegrationPolicy
{
    All,

    /// <summary>Those that its administrators listed.</summary>
    Listed,
    None,
}

/// <summary>What an organization lets its people allow.</summary>
public sealed record Integrations(IntegrationPolicy Policy, long Version);

/// <summary>An application as administrators see it before they decide.</summary>
public sealed record IntegrationCard
{
    public required string ClientId { get; init; }
    public required string Name { get; init; }
    public required string Publisher { get; init; }
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>When it was put on the list; null where it is not there.</summary>
    public DateTimeOffset? AllowedAt { get; init; }

    /// <summary>How many people wait for it.</summary>
    public required int Asking { get; init; }

    /// <summary>Since when the first of them does.</summary>
    public DateTimeOffset? AskedAt { get; init; }
}

/// <summary>How many people of the organization have allowed something that would be blocked, and how many such permissions there are.</summary>
public sealed record IntegrationUse(int People, int Permissions);

/// <summary>What came of a change, and who had asked for it and is told.</summary>
public sealed record IntegrationChange(IntegrationOutcome Outcome)
{
    public IReadOnlyList<string> Askers { get; init; } = [];
}

public enum IntegrationOutcome
{
    Done,

    /// <summary>There is no such application, or nobody asked for it.</summary>
    Unknown,
    Changed,

    /// <summary>The organization allows none at all.</summary>
    AllowsNone,

    /// <summary>As many are listed as may be.</summary>
    TooMany,
}

/// <summary>The port to app integrations, as administrators change them. Every change is judged in the transaction that holds the organization.</summary>
public interface IAppIntegrations
{
    ValueTask<Integrations?> FindAsync(string organizationId, CancellationToken cancellation);

    Task<IntegrationChange> SetPolicyAsync(string organizationId, long? version, IntegrationPolicy policy, CancellationToken cancellation);

    /// <summary>Lists it, and ends the requests for it.</summary>
    Task<IntegrationChange> AllowAsync(string organizationId, long? version, string clientId, string by, int most, DateTimeOffset now, CancellationToken cancellation);

    Task<IntegrationChange> WithdrawAsync(string organizationId, long? version, string clientId, CancellationToken cancellation);

    /// <summary>Ends the requests for it.</summary>
    Task<IntegrationChange> DeclineAsync(string organizationId, string clientId, CancellationToken cancellation);

    /// <summary>The listed ones by id, after one.</summary>
    ValueTask<IReadOnlyList<IntegrationCard>> ListedAsync(string organizationId, string? after, int count, CancellationToken cancellation);

    /// <summary>Those that members asked for, by id, after one.</summary>
    ValueTask<IReadOnlyList<IntegrationCard>> AskedForAsync(string organizationId, string? after, int count, CancellationToken cancellation);

    /// <summary>Any application that is there.</summary>
    ValueTask<IntegrationCard?> FindApplicationAsync(string organizationId, string clientId, CancellationToken cancellation);

    /// <summary>Who asked for it, by id, after one.</summary>
    ValueTask<IReadOnlyList<ProductHolder>> AskersAsync(string organizationId, string clientId, string? after, int count, CancellationToken cancellation);

    /// <summary>What a policy would block of what is allowed now.</summary>
    ValueTask<IntegrationUse> UseBlockedByAsync(string organizationId, IntegrationPolicy policy, CancellationToken cancellation);

    /// <summary>What stands on one application.</summary>
    ValueTask<IntegrationUse> UseOfAsync(string organizationId, string clientId, CancellationToken cancellation);
}
