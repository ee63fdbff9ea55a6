using System.Text.Json;
using Stagedoor.Server.Users;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Sql;

/// <summary>What organizations lose with a person, and who takes it over.</summary>
internal static class Estates
{
    private const string Owner = "owner", Administrator = "system_admin";

    // Two people who leave at once must not each count on the other: who holds the organization's row decides first.
    private const string Hold = "UPDATE organizations SET service_accounts = service_accounts WHERE id IN (SELECT organization_id FROM memberships WHERE person_id = @id)";
    private const string Of = """
        SELECT m.organization_id, o.name, m.account_role, m.admin_roles FROM memberships m JOIN organizations o ON o.id = m.organization_id WHERE m.person_id = @id ORDER BY m.organization_id
        """;
    private const string Others = """
        SELECT p.id, p.name, p.email, m.account_role, m.admin_roles FROM memberships m JOIN persons p ON p.id = m.person_id
        WHERE m.organization_id = @organization_id AND m.person_id <> @id AND p.disabled_at IS NULL ORDER BY p.name, p.id
        """;
    private const string OwnedAccounts = "SELECT name FROM service_accounts WHERE organization_id = @organization_id AND owner_id = @id AND deleted_at IS NULL ORDER BY name, id";
    private const string Credentials = "SELECT id, name, settings FROM clients WHERE organization_id = @organization_id ORDER BY id";

    // The address may stand in any credential's list of beta users.
    private const string Mentioning = "SELECT id FROM clients WHERE REPLACE(LOWER(settings), @person, '') <> LOWER(settings) OR REPLACE(LOWER(settings), @address, '') <> LOWER(settings)";
    private const string AddressOf = "SELECT email FROM persons WHERE id = @id";
    private const string Settings = "SELECT organization_id, settings FROM clients WHERE id = @id";
    private const string SetSettings = "UPDATE clients SET settings = @settings WHERE id = @id";
    private const string Promote = "UPDATE memberships SET account_role = @account_role, admin_roles = @admin_roles WHERE organization_id = @organization_id AND person_id = @id";
    private const string PassAccounts = "UPDATE service_accounts SET owner_id = @heir, version = version + 1 WHERE organization_id = @organization_id AND owner_id = @id";

    public static Task HoldAsync(Link link, string personId) => link.ExecuteAsync(Hold, ("id", personId));

    public static async Task<List<Estate>> OfAsync(Link link, string personId)
    {
        var estates = new List<Estate>();
        foreach (var (id, name, role, roles) in await link.AllAsync(Of, row => (row.Text(0), row.Text(1), row.Text(2), row.Text(3)), ("id", personId)))
        {
            var others = await OthersAsync(link, id, personId);
            var credentials = await link.AllAsync(Credentials, row => (Name: row.Text(1), Settings: row.Text(2)), ("organization_id", id));
            estates.Add(new()
            {
                OrganizationId = id,
                Organization = name,
                IsLastOwner = role == Owner && others.All(other => other.AccountRole != Owner),
                IsLastAdministrator = roles.Split(' ').Contains(Administrator) && others.All(other => !other.AdminRoles.Split(' ').Contains(Administrator)),
                ServiceAccounts = await link.AllAsync(OwnedAccounts, row => row.Text(0), ("organization_id", id), ("id", personId)),
                Credentials = [.. credentials.Where(credential => SettingsText.Read(credential.Settings).OwnerId == personId).Select(credential => credential.Name)],
                Heirs = [.. others.Select(other => other.Heir)],
            });
        }

        return estates;
    }

    /// <summary>Credentials that a person owns, or where the person's address stands among the beta users; or that look so.</summary>
    public static async Task<IReadOnlyList<string>> CredentialsThatMentionAsync(Link link, string personId) =>
        await link.FirstAsync(AddressOf, row => row.Text(0), ("id", personId)) is not { } email ? []
            : await link.AllAsync(Mentioning, row => row.Text(0), ("person", personId.ToLowerInvariant()), ("address", JsonEncodedText.Encode(email).ToString().ToLowerInvariant()));

    /// <summary>Who was named for an organization, when that is one of its people.</summary>
    public static Heir? HeirOf(Estate estate, IReadOnlyDictionary<string, string> heirs) =>
        heirs.TryGetValue(estate.OrganizationId, out var named) ? estate.Heirs.FirstOrDefault(heir => heir.PersonId == named) : null;

    public static async Task PassOnAsync(
        Link link, string personId, string emailKey, IReadOnlyList<Estate> estates, IReadOnlyList<string> mentioned, IReadOnlyDictionary<string, string> heirs, DateTimeOffset now)
    {
        var inherited = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var estate in estates.Where(estate => estate.IsNeeded))
        {
            if (HeirOf(estate, heirs) is { } heir)
            {
                inherited[estate.OrganizationId] = heir.PersonId;
                await PromoteAsync(link, estate, heir, personId);
                await link.ExecuteAsync(PassAccounts, ("heir", heir.PersonId), ("organization_id", estate.OrganizationId), ("id", personId));
                continue;
            }

            // Nobody is left who could answer for them.
            foreach (var client in await link.AllAsync(Credentials, row => row.Text(0), ("organization_id", estate.OrganizationId))) await ClientStore.DisableAsync(link, client, now);
        }

        foreach (var client in mentioned)
        {
            if (await link.FirstAsync(Settings, row => new[] { row.Text(0), row.Text(1) }, ("id", client)) is not [var organization, var text]) continue;
            var settings = SettingsText.Read(text);
            var without = settings with
            {
                OwnerId = settings.OwnerId == personId ? inherited.GetValueOrDefault(organization) : settings.OwnerId,
                BetaUsers = [.. settings.BetaUsers.Where(address => Person.EmailKey(address) != emailKey)],
            };
            await link.ExecuteAsync(SetSettings, ("settings", SettingsText.Write(without)), ("id", client));
        }
    }

    private static async Task PromoteAsync(Link link, Estate estate, Heir heir, string personId)
    {
        var now = (await OthersAsync(link, estate.OrganizationId, personId)).First(other => other.Heir.PersonId == heir.PersonId);
        await link.ExecuteAsync(
            Promote,
            ("account_role", estate.IsLastOwner ? Owner : now.AccountRole),
            ("admin_roles", estate.IsLastAdministrator ? string.Join(' ', now.AdminRoles.Split(' ', StringSplitOptions.RemoveEmptyEntries).Append(Administrator).Distinct()) : now.AdminRoles),
            ("organization_id", estate.OrganizationId), ("id", heir.PersonId));
    }

    private static Task<List<Member>> OthersAsync(Link link, string organizationId, string personId) => link.AllAsync(
        Others, row => new Member(new(row.Text(0), row.Text(1), row.Text(2)), row.Text(3), row.Text(4)), ("organization_id", organizationId), ("id", personId));

    private sealed record Member(Heir Heir, string AccountRole, string AdminRoles);
}
