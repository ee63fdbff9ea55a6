namespace Stagedoor.Server.ServiceAccounts;

/// <summary>A service account user: whom a server-to-server credential acts as. <see cref="Id"/> is 24 hex digits and <c>@techacct.adobe.com</c>.</summary>
public sealed record ServiceAccount
{
    public const string IdDomain = "techacct.adobe.com";

    public required string Id { get; init; }
    public required Guid FrameioId { get; init; }
    public required string ClientId { get; init; }
    public required string OrganizationId { get; init; }
    public required Guid AccountId { get; init; }
    public required string Name { get; init; }
    public string? Description { get; init; }
    public string? OwnerId { get; init; }
    public string? CreatedBy { get; init; }
    public required string AccountRole { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? DisabledAt { get; init; }
    public DateTimeOffset? LastActivityAt { get; init; }
    public string Email => Id;
}

/// <summary>What is known of a service account user before it has its name.</summary>
public sealed record NewServiceAccount
{
    public required string Id { get; init; }
    public required Guid FrameioId { get; init; }
    public required string ClientId { get; init; }
    public required string OrganizationId { get; init; }
    public required Guid AccountId { get; init; }

    /// <summary>A chosen name; null for the next default one.</summary>
    public string? Name { get; init; }
    public string? Description { get; init; }
    public string? OwnerId { get; init; }
    public string? CreatedBy { get; init; }
    public required string AccountRole { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>The port to service account users.</summary>
public interface IServiceAccountStore
{
    ValueTask<ServiceAccount?> FindByClientAsync(string clientId, CancellationToken cancellation);
    ValueTask<ServiceAccount?> FindAsync(string id, CancellationToken cancellation);

    /// <summary>
    /// Creates it in one transaction: raises the account's counter and takes the first default name at or after it that no member has
    /// (compared by <see cref="ServiceAccountName.Skeleton"/>). The counter never falls. The existing one is returned when the credential has one already.
    /// </summary>
    Task<ServiceAccount> CreateAsync(NewServiceAccount account, CancellationToken cancellation);

    /// <summary>Gives another name. False when a member of the account has that name, compared by skeleton.</summary>
    Task<bool> RenameAsync(string id, string name, CancellationToken cancellation);
}
