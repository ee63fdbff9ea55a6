using System.Globalization;
using Stagedoor.Server.Administration;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Sql;

internal sealed class OrganizationPeople(Database database) : IOrganizationPeople
{
    private const string Chosen = $"""

            AND (@text = '' OR LOWER(p.name) LIKE @text ESCAPE '\' OR {Email} LIKE @text ESCAPE '\')
            AND (@role = '' OR (@role = 'none' AND found.admin_roles = '') OR ' ' || found.admin_roles || ' ' LIKE '% ' || @role || ' %')
            AND (@active < 0 OR @active = CASE WHEN found.deactivated_at IS NULL THEN 1 ELSE 0 END)
        """;
    private const string Name = "LOWER(p.name)";

    // Of who has left, an organization learns neither which address is theirs now nor when they signed in since (decision 0030).
    private const string Email = "CASE WHEN found.deactivated_at IS NULL THEN p.email_key ELSE '' END";
    private const string LastSignIn =
        "(SELECT s.at FROM sign_ins s WHERE s.person_id = p.id AND found.deactivated_at IS NULL AND s.act = 'signin.succeeded' AND s.result = 'allowed' ORDER BY s.at DESC LIMIT 1)";
    private const string SignedIn = $"COALESCE({LastSignIn}, 0)";

    private static readonly string Find = Rows(Name) + " AND p.id = @id";
    private static readonly string ByName = Upwards(Name), ByEmail = Upwards(Email);
    private static readonly string BySignIn = Rows($"CAST({SignedIn} AS TEXT)") + Chosen
        + $" AND (@after = '' OR ({SignedIn}, p.id) < (CAST(@key AS BIGINT), @after)) ORDER BY {SignedIn} DESC, p.id DESC LIMIT @count";

    private const string Elsewhere = "SELECT 1 FROM memberships WHERE person_id = @id AND organization_id <> @organization_id LIMIT 1";

    // Two administrators who remove each other at once must not each count on the other: who holds the organization's row decides first.
    private const string Hold = "UPDATE organizations SET service_accounts = service_accounts WHERE id = @organization_id";
    private const string OthersWithRole = """
        EXISTS (SELECT 1 FROM memberships m JOIN persons q ON q.id = m.person_id
            WHERE m.organization_id = @organization_id AND m.person_id <> @id AND q.disabled_at IS NULL AND ' ' || m.admin_roles || ' ' LIKE '% system_admin %')
        """;
    private const string OthersWhoOwn = """
        EXISTS (SELECT 1 FROM memberships m JOIN persons q ON q.id = m.person_id
            WHERE m.organization_id = @organization_id AND m.person_id <> @id AND q.disabled_at IS NULL AND m.account_role = 'owner')
        """;
    private const string IsNoAdministrator = "' ' || memberships.admin_roles || ' ' NOT LIKE '% system_admin %'";
    private const string One = "memberships.organization_id = @organization_id AND memberships.person_id = @id AND (@version < 0 OR memberships.version = @version)";
    private const string OwnsAccounts = "EXISTS (SELECT 1 FROM service_accounts a WHERE a.organization_id = @organization_id AND a.owner_id = @id AND a.deleted_at IS NULL)";
    private const string ChangeRoles = $"""
        UPDATE memberships SET admin_roles = @admin_roles, account_role = @account_role, version = version + 1
        WHERE {One} AND (@administrator = 1 OR {IsNoAdministrator} OR {OthersWithRole}) AND (@account_role = 'owner' OR memberships.account_role <> 'owner' OR {OthersWhoOwn})
        """;
    private const string Retire = $"""
        INSERT INTO former_memberships (organization_id, person_id, admin_roles, account_role, version, deactivated_at, deactivated_by, disabled_person)
        SELECT organization_id, person_id, admin_roles, account_role, version + 1, @now, @by, 0 FROM memberships
        WHERE {One} AND ({IsNoAdministrator} OR {OthersWithRole}) AND (memberships.account_role <> 'owner' OR {OthersWhoOwn}) AND (@heir <> '' OR NOT {OwnsAccounts})
        """;
    // Whoever is invited again later has what they are given then.
    private const string GiveProductsBack = """
        UPDATE product_profiles SET people = TRIM(REPLACE(' ' || people || ' ', ' ' || @id || ' ', ' ')), version = version + 1
        WHERE organization_id = @organization_id AND ' ' || people || ' ' LIKE '% ' || @id || ' %'
        """;
    private const string Leave = "DELETE FROM memberships WHERE organization_id = @organization_id AND person_id = @id";

    // What was in the way of either, in the transaction that found it so.
    private const string Why = $"""
        SELECT memberships.version, CASE WHEN {IsNoAdministrator} OR {OthersWithRole} THEN 1 ELSE 0 END, CASE WHEN memberships.account_role <> 'owner' OR {OthersWhoOwn} THEN 1 ELSE 0 END
        FROM memberships WHERE memberships.organization_id = @organization_id AND memberships.person_id = @id
        """;
    private const string IsActiveMember = """
        SELECT 1 FROM memberships m JOIN persons q ON q.id = m.person_id WHERE m.organization_id = @organization_id AND m.person_id = @heir AND q.disabled_at IS NULL
        """;
    private const string PassOn = "UPDATE service_accounts SET owner_id = @heir, version = version + 1 WHERE organization_id = @organization_id AND owner_id = @id AND deleted_at IS NULL";

    // The sign-in belongs to the person: it ends only where no organization is left that wants it.
    private const string EndSignIn = "UPDATE persons SET disabled_at = @now WHERE id = @id AND disabled_at IS NULL AND NOT EXISTS (SELECT 1 FROM memberships WHERE person_id = @id)";
    private const string NoteSignIn = "UPDATE former_memberships SET disabled_person = 1 WHERE organization_id = @organization_id AND person_id = @id";

    private const string HoldPerson = "UPDATE persons SET epoch = epoch WHERE id = @id AND deleted_at IS NULL";
    private const string FindFormer = "SELECT version FROM former_memberships WHERE organization_id = @organization_id AND person_id = @id";
    private const string NameTaken = """
        SELECT 1 FROM persons p JOIN service_accounts s ON s.name_skeleton = p.name_skeleton WHERE p.id = @id AND s.organization_id = @organization_id AND s.deleted_at IS NULL
        """;
    private const string Return = """
        INSERT INTO memberships (organization_id, person_id, admin_roles, account_role, version)
        SELECT organization_id, person_id, admin_roles, account_role, version + 1 FROM former_memberships
        WHERE organization_id = @organization_id AND person_id = @id AND (@version < 0 OR version = @version) ON CONFLICT DO NOTHING
        """;
    private const string LetSignIn = """
        UPDATE persons SET disabled_at = NULL WHERE id = @id AND deleted_at IS NULL AND disabled_at IS NOT NULL AND EXISTS (SELECT 1 FROM former_memberships WHERE person_id = @id AND disabled_person = 1)
        """;
    private const string NotedNoMore = "UPDATE former_memberships SET disabled_person = 0 WHERE person_id = @id";
    private const string Forget = "DELETE FROM former_memberships WHERE organization_id = @organization_id AND person_id = @id";

    private const long AnyVersion = -1;

    public ValueTask<IReadOnlyList<MemberCard>> ListAsync(string organizationId, PeopleQuestion question, Place? after, int count, CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<MemberCard>>(
        async link => await link.AllAsync(
            question.Sort switch { PeopleSort.Email => ByEmail, PeopleSort.SignIn => BySignIn, _ => ByName },
            Read,
            ("organization_id", organizationId), ("text", Like(question.Text)), ("role", question.Role ?? ""), ("active", question.IsActive switch { true => 1L, false => 0L, null => -1L }),
            ("key", after?.Value ?? (question.Sort == PeopleSort.SignIn ? long.MaxValue.ToString(CultureInfo.InvariantCulture) : "")), ("after", after?.Id ?? ""), ("count", (long)count)),
        cancellation);

    public ValueTask<MemberCard?> FindAsync(string organizationId, string personId, CancellationToken cancellation) =>
        database.ReadAsync(link => link.FirstAsync(Find, Read, ("organization_id", organizationId), ("id", personId)), cancellation);

    public ValueTask<bool> IsElsewhereAsync(string organizationId, string personId, CancellationToken cancellation) =>
        database.ReadAsync(async link => await link.NumberAsync(Elsewhere, ("id", personId), ("organization_id", organizationId)) is not null, cancellation);

    public Task<MemberChange> ChangeRolesAsync(string organizationId, string personId, long? version, IReadOnlyList<string> adminRoles, string accountRole, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            await link.ExecuteAsync(Hold, ("organization_id", organizationId));
            var administrates = adminRoles.Contains(MemberCard.SystemAdministrator);
            if (!await link.ChangesAsync(
                ChangeRoles,
                ("admin_roles", string.Join(' ', adminRoles)), ("account_role", accountRole), ("administrator", administrates),
                ("organization_id", organizationId), ("id", personId), ("version", version ?? AnyVersion)))
            {
                return await WhyNotAsync(link, organizationId, personId, version, staysAdministrator: administrates, staysOwner: accountRole == "owner");
            }

            if (!administrates) await InvitationStore.EndOfAdministratorAsync(link, organizationId, personId, now);
            return MemberChange.Done;
        },
        cancellation);

    public Task<MemberChange> DeactivateAsync(string organizationId, string personId, long? version, string? heirId, string by, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            await link.ExecuteAsync(Hold, ("organization_id", organizationId));
            if (heirId is not null && (heirId == personId || await link.NumberAsync(IsActiveMember, ("organization_id", organizationId), ("heir", heirId)) is null)) return MemberChange.HeirUnknown;
            if (!await link.ChangesAsync(Retire, ("now", now), ("by", by), ("organization_id", organizationId), ("id", personId), ("version", version ?? AnyVersion), ("heir", heirId ?? "")))
            {
                return await WhyNotAsync(link, organizationId, personId, version, staysAdministrator: false, staysOwner: false);
            }

            if (heirId is not null) await link.ExecuteAsync(PassOn, ("heir", heirId), ("organization_id", organizationId), ("id", personId));
            await link.ExecuteAsync(Leave, ("organization_id", organizationId), ("id", personId));
            await link.ExecuteAsync(GiveProductsBack, ("organization_id", organizationId), ("id", personId));
            await InvitationStore.EndOfLeaverAsync(link, organizationId, personId, now);
            await PersonStore.EndEverythingAsync(link, personId, now);
            if (await link.ChangesAsync(EndSignIn, ("now", now), ("id", personId))) await link.ExecuteAsync(NoteSignIn, ("organization_id", organizationId), ("id", personId));
            return MemberChange.Done;
        },
        cancellation);

    public Task<MemberChange> ReactivateAsync(string organizationId, string personId, long? version, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            await link.ExecuteAsync(Hold, ("organization_id", organizationId));
            if (!await link.ChangesAsync(HoldPerson, ("id", personId)) || await link.NumberAsync(FindFormer, ("organization_id", organizationId), ("id", personId)) is null) return MemberChange.Unknown;
            if (await link.NumberAsync(NameTaken, ("id", personId), ("organization_id", organizationId)) is not null) return MemberChange.NameTaken;
            if (!await link.ChangesAsync(Return, ("organization_id", organizationId), ("id", personId), ("version", version ?? AnyVersion))) return MemberChange.Changed;
            await link.ExecuteAsync(LetSignIn, ("id", personId));
            await link.ExecuteAsync(NotedNoMore, ("id", personId));
            await link.ExecuteAsync(Forget, ("organization_id", organizationId), ("id", personId));
            return MemberChange.Done;
        },
        cancellation);

    private static async Task<MemberChange> WhyNotAsync(Link link, string organizationId, string personId, long? version, bool staysAdministrator, bool staysOwner)
    {
        var found = await link.FirstAsync(Why, row => new[] { row.Number(0), row.Number(1), row.Number(2) }, ("organization_id", organizationId), ("id", personId));
        return found switch
        {
            null => MemberChange.Unknown,
            _ when version is not null && found[0] != version => MemberChange.Changed,
            [_, 0, _] when !staysAdministrator => MemberChange.LastAdministrator,
            [_, _, 0] when !staysOwner => MemberChange.LastOwner,
            _ => MemberChange.OwnsServiceAccounts,
        };
    }

    private static string Rows(string key) => $"""
        SELECT p.id, p.name, CASE WHEN found.deactivated_at IS NULL THEN p.email ELSE '' END, CASE WHEN found.deactivated_at IS NULL THEN p.email_verified ELSE 0 END,
            found.admin_roles, found.account_role, found.version, found.deactivated_at, found.deactivated_by,
            {LastSignIn},
            (SELECT COUNT(*) FROM service_accounts a WHERE a.organization_id = @organization_id AND a.owner_id = p.id AND a.deleted_at IS NULL), {key}
        FROM (
            SELECT person_id, admin_roles, account_role, version, CAST(NULL AS BIGINT) AS deactivated_at, CAST(NULL AS TEXT) AS deactivated_by FROM memberships WHERE organization_id = @organization_id
            UNION ALL
            SELECT person_id, admin_roles, account_role, version, deactivated_at, deactivated_by FROM former_memberships WHERE organization_id = @organization_id
        ) found JOIN persons p ON p.id = found.person_id
        WHERE p.deleted_at IS NULL
        """;

    private static string Upwards(string key) => Rows(key) + Chosen + $" AND (@after = '' OR ({key}, p.id) > (@key, @after)) ORDER BY {key}, p.id LIMIT @count";

    private static string Like(string? text) =>
        string.IsNullOrEmpty(text) ? "" : $"%{text.ToLowerInvariant().Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";

    private static MemberCard Read(Row row) => new()
    {
        Id = row.Text(0),
        Name = row.Text(1),
        Email = row.Text(2),
        EmailVerified = row.Flag(3),
        AdminRoles = row.Names(4),
        AccountRole = row.Text(5),
        Version = row.Number(6),
        DeactivatedAt = row.TimeOrNull(7),
        DeactivatedBy = row.TextOrNull(8),
        LastSignInAt = row.TimeOrNull(9),
        ServiceAccounts = (int)row.Number(10),
        Key = row.Text(11),
    };
}
