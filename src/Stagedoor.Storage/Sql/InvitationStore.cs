using Stagedoor.Server.Organizations;
using Stagedoor.Server.Users;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Sql;

internal sealed class InvitationStore(Database database) : IInvitationStore
{
    private const string Columns = "id, organization_id, email, admin_roles, account_role, invited_by, created_at, expires_at";
    private const string Add = """
        INSERT INTO invitations (hash, id, organization_id, email, email_key, admin_roles, account_role, invited_by, created_at, expires_at)
        VALUES (@hash, @id, @organization_id, @email, @email_key, @admin_roles, @account_role, @invited_by, @created_at, @expires_at)
        """;

    // An invitation is worth what its sender's word is worth: nothing once they administrate the organization no more, however that came about. An operator's, and a credential's, has nobody's name.
    private const string Stands = """
        ended_at IS NULL AND expires_at > @now AND (invited_by IS NULL OR EXISTS (
            SELECT 1 FROM memberships m JOIN persons q ON q.id = m.person_id
            WHERE m.organization_id = invitations.organization_id AND m.person_id = invitations.invited_by AND q.disabled_at IS NULL AND ' ' || m.admin_roles || ' ' LIKE '% system_admin %'))
        """;

    // Who invites, who accepts and who deactivates at once wait for each other at the organization's row.
    private const string HoldOrganization = "UPDATE organizations SET service_accounts = service_accounts WHERE id = @organization_id";
    private const string There = "organization_id = @organization_id AND ended_at IS NULL AND expires_at > @now";
    private const string EndOlder = $"UPDATE invitations SET ended_at = @now WHERE {There} AND email_key = @email_key";
    private const string EndOfLeaver = $"UPDATE invitations SET ended_at = @now WHERE {There} AND (invited_by = @id OR email_key = (SELECT email_key FROM persons WHERE id = @id))";
    private const string EndSent = $"UPDATE invitations SET ended_at = @now WHERE {There} AND invited_by = @id";
    private const string Find = "SELECT " + Columns + " FROM invitations WHERE hash = @hash AND " + Stands;

    // Holds the account, so that no service account takes the name meanwhile.
    private const string LockAccount = "UPDATE organizations SET service_accounts = service_accounts WHERE id = (SELECT organization_id FROM invitations WHERE hash = @hash)";
    private const string NameTaken = """
        SELECT 1 FROM invitations i JOIN organizations o ON o.id = i.organization_id JOIN persons p ON p.id = @person_id
        JOIN service_accounts s ON s.account_id = o.account_id AND s.name_skeleton = p.name_skeleton WHERE i.hash = @hash
        """;
    private const string Accept = $"""
        UPDATE invitations SET ended_at = @now, accepted_by = @person_id
        WHERE hash = @hash AND {Stands}
            AND EXISTS (SELECT 1 FROM persons p WHERE p.id = @person_id AND p.email_key = invitations.email_key AND p.email_verified = 1 AND p.disabled_at IS NULL)
        RETURNING organization_id
        """;
    private const string Join = """
        INSERT INTO memberships (organization_id, person_id, admin_roles, account_role)
        SELECT organization_id, @person_id, admin_roles, account_role FROM invitations WHERE hash = @hash ON CONFLICT DO NOTHING
        """;

    // Who was deactivated and is invited again begins anew.
    private const string ForgetFormer = "DELETE FROM former_memberships WHERE person_id = @person_id AND organization_id = (SELECT organization_id FROM invitations WHERE hash = @hash)";
    private const string OfOrganization = $"""
        SELECT id, organization_id, email, admin_roles, account_role, invited_by, created_at, expires_at FROM invitations
        WHERE organization_id = @organization_id AND id > @after AND {Stands} ORDER BY id LIMIT @count
        """;
    private const string Withdraw = "UPDATE invitations SET ended_at = @now WHERE organization_id = @organization_id AND id = @id AND ended_at IS NULL AND expires_at > @now";

    public Task AddAsync(string hash, Invitation invitation, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            var key = Person.EmailKey(invitation.Email);
            await link.ExecuteAsync(HoldOrganization, ("organization_id", invitation.OrganizationId));
            await link.ExecuteAsync(EndOlder, ("now", invitation.CreatedAt), ("organization_id", invitation.OrganizationId), ("email_key", key));
            return await link.ChangesAsync(
                Add,
                ("hash", hash), ("id", invitation.Id), ("organization_id", invitation.OrganizationId), ("email", invitation.Email), ("email_key", key),
                ("admin_roles", string.Join(' ', invitation.AdminRoles)), ("account_role", invitation.AccountRole), ("invited_by", invitation.InvitedBy), ("created_at", invitation.CreatedAt),
                ("expires_at", invitation.ExpiresAt));
        },
        cancellation);

    /// <summary>Somebody leaves an organization: what they sent ends, and what was sent to them. Called in the transaction that holds the organization, as who accepts does.</summary>
    public static Task EndOfLeaverAsync(Link link, string organizationId, string personId, DateTimeOffset now) =>
        link.ExecuteAsync(EndOfLeaver, ("now", now), ("organization_id", organizationId), ("id", personId));

    /// <summary>Somebody administrates an organization no more: what they sent ends.</summary>
    public static Task EndOfAdministratorAsync(Link link, string organizationId, string personId, DateTimeOffset now) =>
        link.ExecuteAsync(EndSent, ("now", now), ("organization_id", organizationId), ("id", personId));

    public ValueTask<Invitation?> FindAsync(string hash, DateTimeOffset now, CancellationToken cancellation) => database.ReadAsync(link => link.FirstAsync(Find, Read, ("hash", hash), ("now", now)), cancellation);

    public Task<InvitationOutcome> AcceptAsync(string hash, string personId, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            await link.ExecuteAsync(LockAccount, ("hash", hash));
            if (await link.NumberAsync(NameTaken, ("person_id", personId), ("hash", hash)) is not null) return InvitationOutcome.NameTaken;
            if (await link.FirstAsync(Accept, row => row.Text(0), ("now", now), ("person_id", personId), ("hash", hash)) is null) return InvitationOutcome.Dead;
            await link.ExecuteAsync(Join, ("person_id", personId), ("hash", hash));
            await link.ExecuteAsync(ForgetFormer, ("person_id", personId), ("hash", hash));
            return InvitationOutcome.Joined;
        },
        cancellation);

    public ValueTask<IReadOnlyList<Invitation>> OfOrganizationAsync(string organizationId, string? after, int count, DateTimeOffset now, CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<Invitation>>(
        async link => await link.AllAsync(OfOrganization, Read, ("organization_id", organizationId), ("after", after ?? ""), ("now", now), ("count", (long)count)), cancellation);

    public Task<bool> WithdrawAsync(string organizationId, string id, DateTimeOffset now, CancellationToken cancellation) =>
        database.ChangeAsync(Withdraw, cancellation, ("now", now), ("organization_id", organizationId), ("id", id));

    private static Invitation Read(Row row) => new()
    {
        Id = row.Text(0),
        OrganizationId = row.Text(1),
        Email = row.Text(2),
        AdminRoles = row.Names(3),
        AccountRole = row.Text(4),
        InvitedBy = row.TextOrNull(5),
        CreatedAt = row.Time(6),
        ExpiresAt = row.Time(7),
    };
}
