using Stagedoor.Server.Audit;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Administration;

/// <summary>
/// The people of an organization: who they are, their roles, deactivated and reactivated, and a recovery begun for them. An administrator's word reaches as far as their organization: what a person is elsewhere, and
/// whether anywhere, they neither see nor change (decision 0030).
/// </summary>
public sealed class People(IOrganizationPeople store, IPersonStore persons, PersonRecovery recovery, IAttempts attempts, Cursors cursors, ActRecord record, TimeProvider time)
{
    public const int PageSize = 25;

    private const int LongestId = 128, LongestText = 100;

    /// <summary>What can be recovered.</summary>
    public const string Password = "password", SecondFactor = "second_factor";

    // A person's mailbox is nobody's to fill.
    private static readonly AttemptPolicy Recoveries = new(4, TimeSpan.FromMinutes(1), TimeSpan.FromHours(1), TimeSpan.FromDays(1));

    public async ValueTask<Outcome<Listed<MemberCard>>> ListAsync(Administrator administrator, PeopleQuestion question, string? after, int size, CancellationToken cancellation)
    {
        if (Permissions.Judge(Act.ListPeople, administrator) is { } refused) return refused;
        if (question.Text?.Length > LongestText) return Objection.Invalid("text", "bad_text", "The text has at most 100 characters.");
        var list = $"people {question}";
        if (cursors.Read(administrator, list, after, out var place) is { } wrong) return wrong;
        var found = await store.ListAsync(administrator.OrganizationId, question, place, size + 1, cancellation);
        return cursors.Page(administrator, list, found, size, card => new(card.Key, card.Id));
    }

    public ValueTask<Outcome<MemberCard>> FindAsync(Administrator administrator, string id, CancellationToken cancellation) => OpenAsync(administrator, Act.ReadPerson, id, cancellation);

    /// <summary>Gives a person other roles; null leaves as it is. <paramref name="version"/> is the one that was looked at; null for whatever is there.</summary>
    public async Task<Outcome<MemberCard>> ChangeRolesAsync(Administrator administrator, string id, long? version, IReadOnlyList<string>? adminRoles, string? accountRole, CancellationToken cancellation)
    {
        if ((await OpenAsync(administrator, Act.ChangeRoles, id, cancellation)).Failed(out var refused, out var card)) return refused;
        if (version is { } looked && looked != card.Version) return Objection.Changed();
        if (!card.IsActive) return Objection.Conflict("deactivated", "The person is deactivated: reactivate them first.");
        if (IsForPeopleOnly(administrator, card.AdminRoles)) return AdministratorsArePeoples();
        if (WhatIsWrongWith(administrator, card.AdminRoles, adminRoles, accountRole) is { } wrong) return wrong;
        var (roles, role) = (adminRoles is null ? [.. card.AdminRoles] : MemberCard.AllAdminRoles.Where(adminRoles.Contains).ToList(), accountRole ?? card.AccountRole);
        if (Why(await store.ChangeRolesAsync(administrator.OrganizationId, id, version ?? card.Version, roles, role, time.GetUtcNow(), cancellation)) is { } why) return why;
        await record.OfAsync(administrator, AuditAct.RolesChanged, id, $"{Words(card.AdminRoles, card.AccountRole)} -> {Words(roles, role)}");
        return await OpenAsync(administrator, Act.ReadPerson, id, cancellation);
    }

    /// <summary>Ends what a person is in the organization, and everything that they have open. <paramref name="heirId"/> takes their service account users over, where they own any.</summary>
    public async Task<Outcome<MemberCard>> DeactivateAsync(Administrator administrator, string id, long? version, string? heirId, CancellationToken cancellation)
    {
        if ((await OpenAsync(administrator, Act.DeactivatePerson, id, cancellation)).Failed(out var refused, out var card)) return refused;
        if (WhyNotDeactivate(administrator, card) is { } impossible) return impossible;
        if (version is { } looked && looked != card.Version) return Objection.Changed();
        if (IsForPeopleOnly(administrator, card.AdminRoles)) return AdministratorsArePeoples();
        var heir = string.IsNullOrEmpty(heirId) ? null : heirId;
        if (Why(await store.DeactivateAsync(administrator.OrganizationId, id, version ?? card.Version, heir, administrator.Id, time.GetUtcNow(), cancellation)) is { } why) return why;
        if (heir is not null && card.ServiceAccounts > 0) await record.OfAsync(administrator, AuditAct.ServiceAccountsPassedOn, heir, id);
        await record.OfAsync(administrator, AuditAct.PersonDeactivated, id);
        return await OpenAsync(administrator, Act.ReadPerson, id, cancellation);
    }

    /// <summary>What stands in the way at first sight; null when nothing does.</summary>
    public static Objection? WhyNotDeactivate(Administrator administrator, MemberCard card)
    {
        if (!card.IsActive) return Objection.Conflict("deactivated_before", "The person is deactivated already.");
        return card.Id == administrator.Id ? Objection.Conflict("not_yourself", "Nobody deactivates themselves: ask another system administrator.") : null;
    }

    /// <summary>Takes a deactivation back. The person signs in again; nothing that was open before lives again.</summary>
    public async Task<Outcome<MemberCard>> ReactivateAsync(Administrator administrator, string id, long? version, CancellationToken cancellation)
    {
        if ((await OpenAsync(administrator, Act.ReactivatePerson, id, cancellation)).Failed(out var refused, out var card)) return refused;
        if (card.IsActive) return Objection.Conflict("active_already", "The person is active.");
        if (version is { } looked && looked != card.Version) return Objection.Changed();
        if (IsForPeopleOnly(administrator, card.AdminRoles)) return PeopleOnly();
        if (Why(await store.ReactivateAsync(administrator.OrganizationId, id, version ?? card.Version, cancellation)) is { } why) return why;
        await record.OfAsync(administrator, AuditAct.PersonReactivated, id);
        return await OpenAsync(administrator, Act.ReadPerson, id, cancellation);
    }

    /// <summary>
    /// Sends a person the link to set a new password, or to go on without a lost second factor. It goes to the person's address and to nobody else. Where the person belongs to another organization too, this one's
    /// administrator does not vouch for the second factor: the link is then one that the person could have asked for, with the wait that goes with it.
    /// </summary>
    public async Task<Outcome<MemberCard>> RecoverAsync(Administrator administrator, string id, string what, CancellationToken cancellation)
    {
        if ((await OpenAsync(administrator, Act.RecoverPerson, id, cancellation)).Failed(out var refused, out var card)) return refused;
        if (what is not (Password or SecondFactor)) return Objection.Invalid("what", "bad_recovery", "One of password, second_factor.");
        if (!card.IsActive) return Objection.Conflict("deactivated", "The person is deactivated: reactivate them first.");
        if (what == SecondFactor && !administrator.IsPerson) return Objection.Forbidden("people_only", "Only a person may begin the recovery of a second factor: no credential does it for them.");
        if (await persons.FindAsync(id, cancellation) is not { DisabledAt: null } person) return Objection.NotFound();
        if (await attempts.ClaimAsync($"recover:administrator:{id}", Recoveries, time.GetUtcNow(), cancellation) > TimeSpan.Zero) return Objection.Limit("too_many_mails", "This person was sent enough for now: wait for an hour.");
        var beginner = await store.IsElsewhereAsync(administrator.OrganizationId, id, cancellation) ? RecoveryBeginner.Anybody : RecoveryBeginner.Administrator;
        var now = time.GetUtcNow();
        if (what == Password) await recovery.SendPasswordLinkAsync(person, beginner, mail => mail with { At = now }, "", cancellation);
        else await recovery.SendFactorLinkAsync(person, beginner, mail => mail with { At = now }, "", cancellation);
        await record.OfAsync(administrator, AuditAct.RecoveryBegun, id, what);
        return card;
    }

    internal async ValueTask<Outcome<MemberCard>> OpenAsync(Administrator administrator, Act act, string id, CancellationToken cancellation)
    {
        if (Permissions.Judge(act, administrator) is { } refused) return refused;
        return id.Length is > 0 and <= LongestId && await store.FindAsync(administrator.OrganizationId, id, cancellation) is { } card ? card : Objection.NotFound();
    }

    /// <summary>The same for what is no business of an organization any more once somebody has left it.</summary>
    internal async ValueTask<Outcome<MemberCard>> OpenActiveAsync(Administrator administrator, Act act, string id, CancellationToken cancellation) =>
        (await OpenAsync(administrator, act, id, cancellation)).Failed(out var refused, out var card) ? refused : card.IsActive ? card : Objection.NotFound();

    /// <summary>What is wrong with roles that are to be given; null when nothing is.</summary>
    internal static Objection? WhatIsWrongWith(Administrator administrator, IReadOnlyList<string> had, IReadOnlyList<string>? adminRoles, string? accountRole)
    {
        if (adminRoles is not null && adminRoles.Any(role => !MemberCard.AllAdminRoles.Contains(role))) return Objection.Invalid("admin_roles", "bad_admin_role", "The roles in the consoles are system_admin and developer.");
        if (accountRole is not null && !MemberCard.AllAccountRoles.Contains(accountRole)) return Objection.Invalid("account_role", "bad_account_role", "The role in the account is owner, admin, member or reviewer.");
        return adminRoles is not null && IsForPeopleOnly(administrator, adminRoles) && !had.Contains(MemberCard.SystemAdministrator) ? PeopleOnly() : null;
    }

    // A credential that manages must not make administrators, nor rid an organization of them: whoever steals it would stay.
    private static bool IsForPeopleOnly(Administrator administrator, IReadOnlyList<string> roles) => !administrator.IsPerson && roles.Contains(MemberCard.SystemAdministrator);

    private static Objection PeopleOnly() => Objection.Forbidden("people_only", "Only a person may make somebody a system administrator: no credential does it for them.");

    private static Objection AdministratorsArePeoples() => Objection.Forbidden("people_only", "Only a person may change or deactivate a system administrator: no credential does it for them.");

    private static string Words(IReadOnlyList<string> adminRoles, string accountRole) => string.Join(' ', adminRoles.Append(accountRole));

    private static Objection? Why(MemberChange change) => change switch
    {
        MemberChange.Done => null,
        MemberChange.Changed => Objection.Changed(),
        MemberChange.LastAdministrator => Objection.Conflict("last_administrator", "This is the last system administrator of the organization: give somebody else that role first."),
        MemberChange.LastOwner => Objection.Conflict("last_owner", "This is the last owner of the account: make somebody else an owner first."),
        MemberChange.OwnsServiceAccounts => Objection.Conflict("owns_service_accounts", "The person owns service account users: name who takes them over."),
        MemberChange.HeirUnknown => Objection.Invalid("heir", "heir_unknown", "Who takes over is another active person of the organization."),
        MemberChange.NameTaken => Objection.Conflict("name_taken", "A service account user of the account has the person's name by now: rename it first."),
        _ => Objection.NotFound(),
    };
}
