using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Administration;

/// <summary>The open invitations of an organization.</summary>
public sealed class OrganizationInvitations(
    IInvitationStore store, Invitations invitations, IOrganizationStore organizations, IOrganizationPeople people, IPersonStore persons, IAttempts attempts, Cursors cursors, ActRecord record, TimeProvider time)
{
    public const int PageSize = 25;

    private const int LongestId = 64;

    // Mails to strangers: enough for a company that arrives, too few for a flood. And nobody's mailbox is filled.
    private static readonly AttemptPolicy OfOrganization = new(200, TimeSpan.FromMinutes(1), TimeSpan.FromHours(1), TimeSpan.FromDays(1));
    private static readonly AttemptPolicy ForMailbox = new(4, TimeSpan.FromMinutes(1), TimeSpan.FromHours(1), TimeSpan.FromDays(1));

    public async ValueTask<Outcome<Listed<Invitation>>> ListAsync(Administrator administrator, string? after, int size, CancellationToken cancellation)
    {
        if (Permissions.Judge(Act.ListInvitations, administrator) is { } refused) return refused;
        if (cursors.Read(administrator, "invitations", after, out var place) is { } wrong) return wrong;
        var found = await store.OfOrganizationAsync(administrator.OrganizationId, place?.Id, size + 1, time.GetUtcNow(), cancellation);
        return cursors.Page(administrator, "invitations", found, size, invitation => new("", invitation.Id));
    }

    /// <summary>
    /// Sends an invitation to an address. Whether it belongs to somebody of another organization, or to somebody who has left this one, is not told: only that it is a member's, which its list says too (decision 0030).
    /// </summary>
    public async Task<Outcome<Invitation>> InviteAsync(Administrator administrator, string? email, IReadOnlyList<string> adminRoles, string? accountRole, string? language, CancellationToken cancellation)
    {
        if (Permissions.Judge(Act.InvitePerson, administrator) is { } refused) return refused;
        var (address, role) = (email?.Trim() ?? "", string.IsNullOrEmpty(accountRole) ? "member" : accountRole);
        if (EmailAddress.WhatIsWrongWith(address) is not null) return Objection.Invalid("email", "bad_email", "This is not an e-mail address that a person can have.");
        if (People.WhatIsWrongWith(administrator, [], adminRoles, role) is { } wrong) return wrong;
        if (await organizations.FindAsync(administrator.OrganizationId, cancellation) is not { } organization) return Objection.NotFound();
        var invited = await persons.FindByEmailAsync(address, cancellation);
        if (invited is not null && await people.FindAsync(organization.Id, invited.Id, cancellation) is { IsActive: true }) return Objection.Conflict("member_already", "Somebody with this address is in the organization.");
        var now = time.GetUtcNow();
        if (await attempts.ClaimAsync(MailboxKey(organization.Id, address), ForMailbox, now, cancellation) > TimeSpan.Zero || await attempts.ClaimAsync($"invite:of:{organization.Id}", OfOrganization, now, cancellation) > TimeSpan.Zero)
        {
            return Objection.Limit("too_many_invitations", "Enough invitations were sent for now: wait for an hour.");
        }

        var inviter = administrator.IsPerson ? await persons.FindAsync(administrator.Id, cancellation) : null;
        var invitation = await invitations.InviteAsync(organization, address, MemberCard.AllAdminRoles.Where(adminRoles.Contains), role, inviter, invited, language, cancellation);
        await record.OfAsync(administrator, AuditAct.InvitationSent, invitation.Id, string.Join(' ', invitation.AdminRoles.Append(role)), was: address);
        return invitation;
    }

    public async Task<Outcome<Done>> WithdrawAsync(Administrator administrator, string id, CancellationToken cancellation)
    {
        if (Permissions.Judge(Act.WithdrawInvitation, administrator) is { } refused) return refused;
        if (id.Length is 0 or > LongestId || !await store.WithdrawAsync(administrator.OrganizationId, id, time.GetUtcNow(), cancellation)) return Objection.NotFound();
        await record.OfAsync(administrator, AuditAct.InvitationWithdrawn, id);
        return Done.Value;
    }

    // Only a hash of the address is kept.
    private static string MailboxKey(string organizationId, string address) =>
        "invite:to:" + Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"{organizationId}\n{Person.EmailKey(address)}")).AsSpan(0, 16));
}
