using System.Collections.Immutable;

namespace Stagedoor.Server.Administration;

/// <summary>A person of an organization, as its administrators see them.</summary>
public sealed record MemberCard
{
    /// <summary>The roles in the consoles that there are.</summary>
    public static readonly ImmutableArray<string> AllAdminRoles = [SystemAdministrator, Developer];

    /// <summary>The roles in the Frame.io account that there are.</summary>
    public static readonly ImmutableArray<string> AllAccountRoles = ["owner", "admin", "member", "reviewer"];

    public const string SystemAdministrator = "system_admin", Developer = "developer";

    public required string Id { get; init; }
    public required string Name { get; init; }

    /// <summary>Empty for who has left: their address is theirs.</summary>
    public required string Email { get; init; }
    public required bool EmailVerified { get; init; }
    public required ImmutableArray<string> AdminRoles { get; init; }
    public required string AccountRole { get; init; }

    /// <summary>Rises with every change.</summary>
    public required long Version { get; init; }

    /// <summary>When the person was deactivated in this organization; null while they are active.</summary>
    public DateTimeOffset? DeactivatedAt { get; init; }
    public string? DeactivatedBy { get; init; }
    public DateTimeOffset? LastSignInAt { get; init; }

    /// <summary>How many service account users of the organization the person owns.</summary>
    public required int ServiceAccounts { get; init; }

    /// <summary>Where it stands in the list that it was read from.</summary>
    public required string Key { get; init; }

    public bool IsActive => DeactivatedAt is null;
}

/// <summary>How a list of people is sorted.</summary>
public enum PeopleSort
{
    Name,
    Email,

    /// <summary>Who signed in last, first.</summary>
    SignIn,
}

/// <summary>Which people are asked for; null asks for all.</summary>
public sealed record PeopleQuestion
{
    /// <summary>A part of the name or of the address.</summary>
    public string? Text { get; init; }

    /// <summary><c>system_admin</c>, <c>developer</c>, or <c>none</c> for people without either.</summary>
    public string? Role { get; init; }

    /// <summary>Active people, or those who were deactivated.</summary>
    public bool? IsActive { get; init; }
    public PeopleSort Sort { get; init; }

    /// <summary>As a text, for cursors: equal questions are equal texts.</summary>
    public override string ToString() => string.Join('\u001f', Sort, Text, Role, IsActive);
}

/// <summary>What came of a change of a person's place in an organization.</summary>
public enum MemberChange
{
    Done,

    /// <summary>There is no such person there, or not as it takes.</summary>
    Unknown,

    /// <summary>Somebody else changed it.</summary>
    Changed,

    /// <summary>Nobody else administrates the organization.</summary>
    LastAdministrator,

    /// <summary>Nobody else owns the account.</summary>
    LastOwner,

    /// <summary>The person owns service account users, and nobody was named who takes them over.</summary>
    OwnsServiceAccounts,

    /// <summary>Who was named is no active person of the organization.</summary>
    HeirUnknown,

    /// <summary>A service account user took the name meanwhile.</summary>
    NameTaken,
}

/// <summary>The port to the people of organizations.</summary>
public interface IOrganizationPeople
{
    ValueTask<IReadOnlyList<MemberCard>> ListAsync(string organizationId, PeopleQuestion question, Place? after, int count, CancellationToken cancellation);

    ValueTask<MemberCard?> FindAsync(string organizationId, string personId, CancellationToken cancellation);

    /// <summary>Whether the person is an active member of another organization.</summary>
    ValueTask<bool> IsElsewhereAsync(string organizationId, string personId, CancellationToken cancellation);

    /// <summary>
    /// Gives an active person other roles by one conditional statement: not at another version, and never so that nobody administrates the organization or owns its account. Who administrates it no more takes along the
    /// open invitations that they sent.
    /// </summary>
    Task<MemberChange> ChangeRolesAsync(string organizationId, string personId, long? version, IReadOnlyList<string> adminRoles, string accountRole, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>
    /// Deactivates a person in an organization, under the same conditions, in one transaction: the place there goes, the heir takes the service account users over, the open invitations from and
    /// to the person end, everything that is open ends, and where it was the person's only place, the sign-in too.
    /// </summary>
    Task<MemberChange> DeactivateAsync(string organizationId, string personId, long? version, string? heirId, string by, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Takes that back. What had ended stays ended.</summary>
    Task<MemberChange> ReactivateAsync(string organizationId, string personId, long? version, CancellationToken cancellation);
}
