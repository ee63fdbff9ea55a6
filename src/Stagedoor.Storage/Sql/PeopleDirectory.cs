using Stagedoor.Frameio.Door;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Sql;

/// <summary>People, service accounts and accounts as the V4 API sees them.</summary>
internal sealed class PeopleDirectory(Database database) : IDirectory
{
    private const string Person = "SELECT id, frameio_id, name, email, disabled_at FROM persons WHERE id = @id";
    private const string ServiceAccount = "SELECT id, frameio_id, name, id, disabled_at FROM service_accounts WHERE id = @id";
    private const string AccountsOfPerson = """
        SELECT o.account_id, o.account_name, o.id, m.account_role, o.created_at FROM memberships m JOIN organizations o ON o.id = m.organization_id
        WHERE m.person_id = @id ORDER BY o.id LIMIT 1000
        """;
    private const string AccountOfServiceAccount = """
        SELECT o.account_id, o.account_name, o.id, s.account_role, o.created_at, c.settings FROM service_accounts s
        JOIN organizations o ON o.id = s.organization_id JOIN clients c ON c.id = s.client_id
        WHERE s.id = @id AND s.disabled_at IS NULL
        """;
    private const string FrameioProfiles = "SELECT id, name FROM product_profiles WHERE organization_id = @organization_id AND api = 'frameio' ORDER BY id LIMIT 1000";

    public ValueTask<DirectoryUser?> FindUserAsync(string subjectId, CancellationToken cancellation) => database.ReadAsync(
        link => link.FirstAsync(
            IsServiceAccount(subjectId) ? ServiceAccount : Person,
            row => new DirectoryUser(row.Text(0), row.Guid(1), row.Text(2), row.Text(3), null, row.IsNull(4)),
            ("id", subjectId)),
        cancellation);

    public ValueTask<IReadOnlyList<DirectoryAccount>> AccountsOfAsync(string subjectId, CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<DirectoryAccount>>(
        async link => IsServiceAccount(subjectId) ? await OfServiceAccountAsync(link, subjectId) : await link.AllAsync(AccountsOfPerson, Read, ("id", subjectId)),
        cancellation);

    private static bool IsServiceAccount(string subjectId) => subjectId.EndsWith("@" + Server.ServiceAccounts.ServiceAccount.IdDomain, StringComparison.Ordinal);

    // A credential with product profiles reaches the account only when one of them is for this API (design §3, Settled).
    private static async Task<List<DirectoryAccount>> OfServiceAccountAsync(Link link, string id)
    {
        var found = await link.AllAsync(AccountOfServiceAccount, row => (Account: Read(row), SettingsText.Read(row.Text(5)).ProductProfiles), ("id", id));
        if (found is not [var (account, profiles)]) return [];
        if (profiles.IsEmpty) return [account];
        var opening = await link.AllAsync(FrameioProfiles, row => (Id: row.Text(0), Name: row.Text(1)), ("organization_id", account.OrganizationId));
        return opening.Any(profile => profiles.Contains(profile.Id) || profiles.Contains(profile.Name)) ? [account] : [];
    }

    private static DirectoryAccount Read(Row row) => new(row.Guid(0), row.Text(1), row.Text(2), row.Text(3), row.Time(4), row.Time(4));
}
