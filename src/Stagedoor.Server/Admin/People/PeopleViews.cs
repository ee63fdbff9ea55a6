using System.Globalization;
using Microsoft.AspNetCore.Http;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Consoles;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.Sessions;

namespace Stagedoor.Server.Admin.People;

/// <summary>What the list was asked for, in its address, so that a view can be shared. What cannot be read is as if it were not there.</summary>
public sealed record PeopleAsked(string Text, string Role, string Status, string Sort)
{
    public static readonly string[] Roles = [MemberCard.SystemAdministrator, MemberCard.Developer, "none"], Statuses = ["active", "deactivated"];

    private const int LongestText = 100;

    public bool IsNarrowed => Text.Length + Role.Length + Status.Length > 0;

    public PeopleQuestion Question => new()
    {
        Text = Text.Length == 0 ? null : Text,
        Role = Role.Length == 0 ? null : Role,
        IsActive = Status switch { "active" => true, "deactivated" => false, _ => null },
        Sort = Sort switch { "email" => PeopleSort.Email, "signin" => PeopleSort.SignIn, _ => PeopleSort.Name },
    };

    public static PeopleAsked Read(IQueryCollection query) => new(
        query["text"].ToString().Trim() is { Length: <= LongestText } text ? text : "",
        Roles.Contains(query["role"].ToString()) ? query["role"].ToString() : "",
        Statuses.Contains(query["status"].ToString()) ? query["status"].ToString() : "",
        query["sort"].ToString() is "email" or "signin" ? query["sort"].ToString() : "");

    /// <summary>The address of the list so asked.</summary>
    public string At(string? after = null)
    {
        var parts = new List<string>();
        foreach (var (name, value) in (ReadOnlySpan<(string, string?)>)[("text", Text), ("role", Role), ("status", Status), ("sort", Sort), ("after", after)])
        {
            if (!string.IsNullOrEmpty(value)) parts.Add(string.Create(CultureInfo.InvariantCulture, $"{name}={Uri.EscapeDataString(value)}"));
        }

        return parts.Count == 0 ? PeopleStep.Root : $"{PeopleStep.Root}?{string.Join('&', parts)}";
    }
}

/// <summary>A page of the people of an organization.</summary>
public sealed record PeopleView : ConsoleView
{
    public required PeopleAsked Asked { get; init; }
    public required IReadOnlyList<MemberCard> People { get; init; }
    public string? Next { get; init; }
    public bool IsFirst { get; init; } = true;
}

/// <summary>One person.</summary>
public sealed record PersonView : ConsoleView
{
    public required MemberCard Person { get; init; }
}

/// <summary>The roles that a person is to have.</summary>
public sealed record RolesView : ConsoleView
{
    public required MemberCard Person { get; init; }
    public required IReadOnlyList<string> AdminRoles { get; init; }
    public required string AccountRole { get; init; }
}

/// <summary>Before a person is deactivated.</summary>
public sealed record DeactivateView : ConsoleView
{
    public required MemberCard Person { get; init; }

    /// <summary>The address that was typed, of who takes the service account users over.</summary>
    public string Heir { get; init; } = "";
    public bool IsPossible { get; init; } = true;
}

/// <summary>What is to be recovered for a person.</summary>
public sealed record RecoverView : ConsoleView
{
    public required MemberCard Person { get; init; }
}

/// <summary>Where a person is signed in.</summary>
public sealed record SessionsView : ConsoleView
{
    public required MemberCard Person { get; init; }
    public required IReadOnlyList<Session> Sessions { get; init; }
    public string? Next { get; init; }
}

/// <summary>The sign-ins of a person.</summary>
public sealed record SignInsView : ConsoleView
{
    public required MemberCard Person { get; init; }
    public required IReadOnlyList<MemberSignIn> SignIns { get; init; }
    public string? Next { get; init; }
}

/// <summary>An invitation that is to be sent.</summary>
public sealed record InviteView : ConsoleView
{
    public string Email { get; init; } = "";
    public IReadOnlyList<string> AdminRoles { get; init; } = [];
    public string AccountRole { get; init; } = "member";
}

/// <summary>The open invitations.</summary>
public sealed record InvitationsView : ConsoleView
{
    public required IReadOnlyList<Invitation> Invitations { get; init; }
    public string? Next { get; init; }
    public bool IsFirst { get; init; } = true;
}
