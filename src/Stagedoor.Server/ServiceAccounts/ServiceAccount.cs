namespace Stagedoor.Server.ServiceAccounts;

/// <summary>A service account user: whom a server-to-server credential acts as. <see cref="Id"/> is 24 hex digits and <c>@techacct.adobe.com</c>.</summary>
public sealed record ServiceAccount
{
    public const string IdDomain = "techacct.adobe.com";

    /// <summary>The longest description, in characters.</summary>
    public const int LongestDescription = 300;

    /// <summary>The account roles that one may have: an account has one owner, and that is a person.</summary>
    public static readonly IReadOnlyList<string> AccountRoles = ["member", "admin", "reviewer"];

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

    /// <summary>Since when it can do nothing, whatever the reason is: see <see cref="Status"/>.</summary>
    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>When an administrator disabled it, itself; its credential being revoked is another thing.</summary>
    public DateTimeOffset? SwitchedOffAt { get; init; }

    /// <summary>When it was deleted. The row stays for the name of what it made, and the name stays taken.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>When it last got a token or called the API; may lag 5 s.</summary>
    public DateTimeOffset? LastActivityAt { get; init; }

    /// <summary>Rises with every change that somebody makes to it.</summary>
    public long Version { get; init; } = 1;

    public string Email => Id;

    public ServiceAccountStatus Status =>
        DeletedAt is not null ? ServiceAccountStatus.Deleted
        : SwitchedOffAt is not null ? ServiceAccountStatus.Disabled
        : DisabledAt is not null ? ServiceAccountStatus.Revoked
        : ServiceAccountStatus.Active;

    /// <summary>Whether an id is a service account user's.</summary>
    public static bool IsIdOf(string subjectId) => subjectId.EndsWith("@" + IdDomain, StringComparison.Ordinal);
}

/// <summary>How a service account user stands. Two switches and an end: its own, its credential's, and deletion; it acts only when neither is off.</summary>
public enum ServiceAccountStatus
{
    Active,

    /// <summary>It was disabled itself, whatever its credential is.</summary>
    Disabled,

    /// <summary>Its credential is revoked, and it itself is not disabled: restoring the credential brings it back.</summary>
    Revoked,
    Deleted,
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
