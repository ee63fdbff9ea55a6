using System.Text.Json.Serialization;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.Sessions;

namespace Stagedoor.Server.Management.People;

/// <summary>The roles that a person is to have; what is absent stays.</summary>
public sealed record RolesBody
{
    /// <summary>Some of <c>system_admin</c>, <c>developer</c>. No credential makes a system administrator.</summary>
    public IReadOnlyList<string>? AdminRoles { get; init; }

    /// <summary><c>owner</c>, <c>admin</c>, <c>member</c> or <c>reviewer</c>.</summary>
    public string? AccountRole { get; init; }
}

public sealed record DeactivationBody
{
    /// <summary>The id of the person who takes the service account users over; needed where the person owns any.</summary>
    public string? Heir { get; init; }
}

public sealed record RecoveryBody
{
    /// <summary><c>password</c> or <c>second_factor</c>.</summary>
    public required string What { get; init; }
}

public sealed record InvitationBody
{
    public required string Email { get; init; }

    /// <summary>Some of <c>system_admin</c>, <c>developer</c>; none when absent.</summary>
    public IReadOnlyList<string>? AdminRoles { get; init; }

    /// <summary><c>member</c>, when absent.</summary>
    public string? AccountRole { get; init; }

    /// <summary>The mail's language, where the address is nobody's here yet.</summary>
    public string? Language { get; init; }
}

public sealed record PersonAnswer : VersionedAnswer
{
    public required string Id { get; init; }

    /// <summary>Always <c>person</c>: told apart from service account users.</summary>
    public required string Type { get; init; }
    public required string Name { get; init; }

    /// <summary>Empty for who was deactivated: their address is no business of the organization any more.</summary>
    public required string Email { get; init; }
    public required bool EmailVerified { get; init; }
    public required IReadOnlyList<string> AdminRoles { get; init; }
    public required string AccountRole { get; init; }

    /// <summary><c>active</c> or <c>deactivated</c>, in this organization.</summary>
    public required string Status { get; init; }
    public required DateTimeOffset? DeactivatedAt { get; init; }
    public required string? DeactivatedBy { get; init; }
    public required DateTimeOffset? LastSignInAt { get; init; }

    /// <summary>How many service account users the person owns.</summary>
    public required int ServiceAccounts { get; init; }

    public static PersonAnswer Of(MemberCard card) => new()
    {
        Id = card.Id,
        Type = "person",
        Name = card.Name,
        Email = card.Email,
        EmailVerified = card.EmailVerified,
        AdminRoles = card.AdminRoles,
        AccountRole = card.AccountRole,
        Status = card.IsActive ? "active" : "deactivated",
        DeactivatedAt = card.DeactivatedAt,
        DeactivatedBy = card.DeactivatedBy,
        LastSignInAt = card.LastSignInAt,
        ServiceAccounts = card.ServiceAccounts,
        Version = card.Version,
    };
}

public sealed record PersonList
{
    public required IReadOnlyList<PersonAnswer> Items { get; init; }

    /// <summary>What <c>after</c> takes for the next page; null on the last.</summary>
    public required string? Next { get; init; }

    public static PersonList Of(Listed<MemberCard> listed) => new() { Items = [.. listed.Items.Select(PersonAnswer.Of)], Next = listed.Next };
}

public sealed record SessionAnswer
{
    public required string Id { get; init; }
    public required DateTimeOffset SignedInAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public required string? Address { get; init; }
    public required string? Browser { get; init; }
}

public sealed record SessionList
{
    public required IReadOnlyList<SessionAnswer> Items { get; init; }
    public required string? Next { get; init; }

    public static SessionList Of(Listed<Session> listed) => new()
    {
        Items = [.. listed.Items.Select(session => new SessionAnswer { Id = session.Sid, SignedInAt = session.AuthenticatedAt, ExpiresAt = session.ExpiresAt, Address = session.Address, Browser = session.UserAgent })],
        Next = listed.Next,
    };
}

public sealed record SignInAnswer
{
    public required DateTimeOffset At { get; init; }

    /// <summary>The audit's name of it, such as <c>signin.succeeded</c>.</summary>
    public required string Act { get; init; }

    /// <summary><c>allowed</c> or an error code.</summary>
    public required string Result { get; init; }

    /// <summary>The methods of a sign-in, or why it was refused.</summary>
    public required string? Detail { get; init; }

    /// <summary>The application of this organization that the person was on the way to.</summary>
    public required string? Application { get; init; }
    public required string? Address { get; init; }
    public required string? Browser { get; init; }
}

public sealed record SignInList
{
    public required IReadOnlyList<SignInAnswer> Items { get; init; }
    public required string? Next { get; init; }

    public static SignInList Of(Listed<MemberSignIn> listed) => new()
    {
        Items =
        [
            .. listed.Items.Select(one => new SignInAnswer
            {
                At = one.Record.At, Act = one.Record.Act, Result = one.Record.Result, Detail = one.Record.Detail, Application = one.Application, Address = one.Record.Address, Browser = one.Record.UserAgent,
            }),
        ],
        Next = listed.Next,
    };
}

public sealed record InvitationAnswer
{
    public required string Id { get; init; }
    public required string Email { get; init; }
    public required IReadOnlyList<string> AdminRoles { get; init; }
    public required string AccountRole { get; init; }

    /// <summary>A person's id; null where an operator or a credential invited.</summary>
    public required string? InvitedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }

    public static InvitationAnswer Of(Invitation invitation) => new()
    {
        Id = invitation.Id,
        Email = invitation.Email,
        AdminRoles = invitation.AdminRoles,
        AccountRole = invitation.AccountRole,
        InvitedBy = invitation.InvitedBy,
        CreatedAt = invitation.CreatedAt,
        ExpiresAt = invitation.ExpiresAt,
    };
}

public sealed record InvitationList
{
    public required IReadOnlyList<InvitationAnswer> Items { get; init; }
    public required string? Next { get; init; }

    public static InvitationList Of(Listed<Invitation> listed) => new() { Items = [.. listed.Items.Select(InvitationAnswer.Of)], Next = listed.Next };
}

/// <summary>JSON of people, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(RolesBody))]
[JsonSerializable(typeof(DeactivationBody))]
[JsonSerializable(typeof(RecoveryBody))]
[JsonSerializable(typeof(InvitationBody))]
[JsonSerializable(typeof(PersonAnswer))]
[JsonSerializable(typeof(PersonList))]
[JsonSerializable(typeof(SessionList))]
[JsonSerializable(typeof(SignInList))]
[JsonSerializable(typeof(InvitationAnswer))]
[JsonSerializable(typeof(InvitationList))]
internal sealed partial class PeopleJson : JsonSerializerContext;
