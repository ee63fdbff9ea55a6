using System.Collections.Immutable;
using Stagedoor.Server.Keys;
using Stagedoor.Server.Mail;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Organizations;

/// <summary>An invitation to an organization: for one address, and for a while. Nobody joins but who signs in with that address, proven, and says yes (design §3).</summary>
public sealed record Invitation
{
    /// <summary>For lists; opens nothing.</summary>
    public required string Id { get; init; }
    public required string OrganizationId { get; init; }
    public required string Email { get; init; }
    public ImmutableArray<string> AdminRoles { get; init; } = [];
    public required string AccountRole { get; init; }

    /// <summary>The person who invites; null for an operator.</summary>
    public string? InvitedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>What came of a yes.</summary>
public enum InvitationOutcome
{
    Joined,

    /// <summary>It was accepted, withdrawn or is too old; or it is not this person's.</summary>
    Dead,

    /// <summary>A service account of that account has the person's name (design §6).</summary>
    NameTaken,
}

/// <summary>The port to invitations. Hashes only.</summary>
public interface IInvitationStore
{
    /// <summary>Adds it, and ends what is open for the same address there: the last word counts.</summary>
    Task AddAsync(string hash, Invitation invitation, CancellationToken cancellation);

    /// <summary>An open invitation: not accepted, not ended, not expired, and sent by an operator, a credential or somebody who still administrates the organization.</summary>
    ValueTask<Invitation?> FindAsync(string hash, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Accepts an open invitation by one conditional statement, for an enabled person who has its address, proven; and makes the membership with it. Somebody who is a member stays as they are.</summary>
    Task<InvitationOutcome> AcceptAsync(string hash, string personId, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>The open invitations of an organization, by id, after one.</summary>
    ValueTask<IReadOnlyList<Invitation>> OfOrganizationAsync(string organizationId, string? after, int count, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>False when there is no such open invitation in that organization.</summary>
    Task<bool> WithdrawAsync(string organizationId, string id, DateTimeOffset now, CancellationToken cancellation);
}

/// <summary>Invites people. The link goes to the address by mail; who invites never sees it.</summary>
public sealed class Invitations(IInvitationStore store, OutgoingMail mails, TimeProvider time)
{
    public static readonly TimeSpan Life = TimeSpan.FromDays(7);

    /// <summary>The invitation. <paramref name="language"/> is the mail's where the address is nobody's here yet.</summary>
    public async Task<Invitation> InviteAsync(Organization organization, string email, IEnumerable<string> adminRoles, string accountRole, Person? invitedBy, Person? invited, string? language, CancellationToken cancellation)
    {
        var (handle, now) = (OneTimeValue.New(), time.GetUtcNow());
        var invitation = new Invitation
        {
            Id = Protocol.Wire.RandomIds.Uuid().ToString("N"),
            OrganizationId = organization.Id,
            Email = email,
            AdminRoles = [.. adminRoles],
            AccountRole = accountRole,
            InvitedBy = invitedBy?.Id,
            CreatedAt = now,
            ExpiresAt = now + Life,
        };
        await store.AddAsync(OneTimeValue.Invitation.Hash(handle), invitation, cancellation);
        await mails.AddAsync(
            new()
            {
                Kind = MailKind.Invited,
                Recipient = email,
                Name = invited is { EmailVerified: true } ? invited.Name : null,
                Language = invited?.Locale ?? language,
                PersonId = invited?.Id,
                About = organization.Name,
                Link = "/invitation?link=" + handle,
                UsefulUntil = invitation.ExpiresAt,
            });
        return invitation;
    }

    /// <summary>Null when it is no open invitation.</summary>
    public async ValueTask<Invitation?> FindAsync(string? handle, CancellationToken cancellation) =>
        handle is { Length: OneTimeValue.Length } ? await store.FindAsync(OneTimeValue.Invitation.Hash(handle), time.GetUtcNow(), cancellation) : null;

    public async Task<InvitationOutcome> AcceptAsync(string? handle, Person person, CancellationToken cancellation) =>
        handle is { Length: OneTimeValue.Length } ? await store.AcceptAsync(OneTimeValue.Invitation.Hash(handle), person.Id, time.GetUtcNow(), cancellation) : InvitationOutcome.Dead;
}
