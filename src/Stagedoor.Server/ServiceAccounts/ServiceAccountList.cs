namespace Stagedoor.Server.ServiceAccounts;

/// <summary>What a list of service account users is sorted by.</summary>
public enum ServiceAccountOrder
{
    Name,

    /// <summary>Who was idle longest comes first; one that never acted counts from its creation.</summary>
    LongestIdle,
}

/// <summary>What is asked of a list of service account users.</summary>
public sealed record ServiceAccountQuery
{
    /// <summary>For how long one must have done nothing to be shown as inactive.</summary>
    public static readonly TimeSpan Inactive = TimeSpan.FromDays(90);

    /// <summary>How long before its end a secret is shown as near it.</summary>
    public static readonly TimeSpan NearExpiry = TimeSpan.FromDays(14);

    public required string OrganizationId { get; init; }

    public ServiceAccountOrder Order { get; init; }

    /// <summary>Part of the name, compared by skeleton.</summary>
    public string? Text { get; init; }

    public ServiceAccountStatus? Status { get; init; }

    public string? OwnerId { get; init; }

    /// <summary>Those that did nothing since.</summary>
    public DateTimeOffset? InactiveSince { get; init; }

    /// <summary>Those with a live secret that ends by then.</summary>
    public DateTimeOffset? SecretEndsBy { get; init; }

    /// <summary>Those without an owner who is there.</summary>
    public bool WithoutOwner { get; init; }

    /// <summary>The last one of the page before, as <see cref="ListedServiceAccount.Cursor"/> gave it.</summary>
    public ServiceAccountCursor? After { get; init; }

    public int Most { get; init; } = 50;
}

/// <summary>A place in a list: the last one's key in its order, and its id.</summary>
public sealed record ServiceAccountCursor(string Key, string Id);

/// <summary>One of a list, with what is shown of its owner and its credential.</summary>
public sealed record ListedServiceAccount
{
    public required ServiceAccount Account { get; init; }

    /// <summary>The owner's name, deactivated people's too.</summary>
    public string? OwnerName { get; init; }

    /// <summary>False when there is no owner, or one who is deactivated or no member any more.</summary>
    public required bool HasOwner { get; init; }

    public required string CredentialName { get; init; }

    public required string ProjectId { get; init; }

    public required string ProjectName { get; init; }

    public DateTimeOffset? CredentialRevokedAt { get; init; }

    /// <summary>How many of its secrets work now.</summary>
    public required long LiveSecrets { get; init; }

    /// <summary>When the first of its live secrets ends; null when none of them does.</summary>
    public DateTimeOffset? FirstSecretEndsAt { get; init; }

    /// <summary>The name of its picture, if there is one.</summary>
    public string? Avatar { get; init; }

    /// <summary>What it is sorted by as a name, as the database has it.</summary>
    public required string NameKey { get; init; }

    public bool IsInactive(DateTimeOffset now) => (Account.LastActivityAt ?? Account.CreatedAt) < now - ServiceAccountQuery.Inactive;

    public bool HasSecretNearExpiry(DateTimeOffset now) => FirstSecretEndsAt <= now + ServiceAccountQuery.NearExpiry;

    public ServiceAccountCursor Cursor(ServiceAccountOrder order) => new(
        order == ServiceAccountOrder.Name
            ? NameKey
            : (Account.LastActivityAt ?? Account.CreatedAt).ToUnixTimeMilliseconds().ToString("D15", System.Globalization.CultureInfo.InvariantCulture),
        Account.Id);
}

/// <summary>What there is of a service account user's making, and what it still has: what an administrator is told before it is disabled or deleted.</summary>
public sealed record ServiceAccountWork
{
    public required long Assets { get; init; }
    public required long Comments { get; init; }
    public required long Shares { get; init; }

    /// <summary>Webhooks and custom actions: they rest while it cannot act.</summary>
    public required long Webhooks { get; init; }
    public required long Actions { get; init; }

    /// <summary>Workspaces, projects and folders that it was given a role on.</summary>
    public required long Memberships { get; init; }
    public required long LiveSecrets { get; init; }
}
