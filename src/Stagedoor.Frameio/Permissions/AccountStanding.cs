namespace Stagedoor.Frameio.Permissions;

/// <summary>Where a caller stands in an account. Where one acts for another, the lower of both.</summary>
public sealed record AccountStanding
{
    public required Guid AccountId { get; init; }

    /// <summary>The account's Adobe id: its organization.</summary>
    public required string OrganizationId { get; init; }

    /// <summary>The caller's own role.</summary>
    public required AccountRole Role { get; init; }

    /// <summary>The role of the service account that acts for the caller; null where nobody does.</summary>
    public AccountRole? ActingRole { get; init; }

    /// <summary>For a credential whose product profiles do not open this API, the names of those that would: it is a member and reaches nothing. Else null.</summary>
    public required IReadOnlyList<string>? MissingProfiles { get; init; }

    /// <summary>What may be done: never more than either may.</summary>
    public AccountRole Least => ActingRole is { } acting && acting < Role ? acting : Role;
}

/// <summary>One user's membership of an account, as stored.</summary>
public sealed record AccountMembership(Guid AccountId, string OrganizationId, AccountRole Role, IReadOnlyList<string>? MissingProfiles);
