using Stagedoor.Frameio.Permissions;

namespace Stagedoor.Frameio.App.ServiceAccounts;

/// <summary>What the list of service accounts shows.</summary>
public sealed record ListView
{
    public required AppVisit Visit { get; init; }
    public required IReadOnlyList<AppServiceAccount> Accounts { get; init; }

    /// <summary>What was searched for.</summary>
    public string? Text { get; init; }

    /// <summary>Where the next ones are; null on the last page.</summary>
    public string? More { get; init; }
    public required DateTimeOffset Now { get; init; }
}

/// <summary>What every page of one service account shows.</summary>
public record AccountView
{
    public required AppVisit Visit { get; init; }
    public required AppServiceAccount Account { get; init; }
    public required DateTimeOffset Now { get; init; }

    /// <summary>Whether who looks may change it: the account's owner and admins, and its own owner.</summary>
    public required bool MayManage { get; init; }
    public string? Problem { get; init; }

    /// <summary>The field that the problem is about.</summary>
    public string? Field { get; init; }
    public string? Done { get; init; }
    public string FormToken { get; init; } = "";

    /// <summary>Its address, with a page below it.</summary>
    public string At(string page = "") => Visit.At($"{ServiceAccountPages.Place}/{Account.Id}{page}");
}

/// <summary>What it may do, and where the rest of that is listed.</summary>
public sealed record AccountRolesView : AccountView
{
    public required IReadOnlyList<GivenRole> Roles { get; init; }
    public string? More { get; init; }
}

/// <summary>What the page shows on which name, description and picture are changed.</summary>
public sealed record EditView : AccountView
{
    public required string Name { get; init; }
    public required string Description { get; init; }
}

/// <summary>What the page shows on which owner, account role and memberships are changed.</summary>
public sealed record AccessView : AccountView
{
    public required string OwnerEmail { get; init; }

    /// <summary>Whether who looks may make it an admin of the account.</summary>
    public required bool MayRaise { get; init; }
    public required IReadOnlyList<GivenRole> Roles { get; init; }
    public string? More { get; init; }

    /// <summary>What was searched for among workspaces and projects.</summary>
    public required string Find { get; init; }

    /// <summary>Where a role can be given.</summary>
    public required IReadOnlyList<GivingPlace> Places { get; init; }
}
