using Stagedoor.Frameio.Door;
using Stagedoor.Server;
using Stagedoor.Server.Users;
using Stagedoor.Storage.Connections;
using Stagedoor.Storage.Content;

namespace Stagedoor.Storage.Sql;

/// <summary>People, service accounts and accounts as the V4 API sees them.</summary>
internal sealed class PeopleDirectory(Database database, StagedoorOptions? options = null) : IDirectory
{
    // When somebody left the account that asks.
    private const string Left = "(SELECT f.deactivated_at FROM former_memberships f JOIN organizations o ON o.id = f.organization_id WHERE f.person_id = persons.id AND o.account_id = @account_id)";

    private readonly string users = $"""
        SELECT p.id, p.frameio_id, p.name, CASE WHEN p.left_at IS NULL THEN p.email ELSE '' END, COALESCE(p.left_at, p.disabled_at), (SELECT a.name FROM avatars a WHERE a.subject_id = p.id)
        FROM (SELECT id, frameio_id, name, email, disabled_at, {Left} AS left_at FROM persons WHERE id IN ({database.Engine.List})) p
        UNION ALL
        SELECT id, frameio_id, name, id, disabled_at, (SELECT a.name FROM avatars a WHERE a.subject_id = service_accounts.id) FROM service_accounts WHERE id IN ({database.Engine.List})
        """;

    private const string Person = "SELECT id, frameio_id, name, email, disabled_at, (SELECT a.name FROM avatars a WHERE a.subject_id = persons.id) FROM persons WHERE id = @id";
    private const string ServiceAccount = "SELECT id, frameio_id, name, id, disabled_at, (SELECT a.name FROM avatars a WHERE a.subject_id = service_accounts.id) FROM service_accounts WHERE id = @id";
    private const string AccountColumns = """
        o.account_id, o.account_name, o.id, %role%, o.created_at, COALESCE(o.account_updated_at, o.created_at), o.account_image, o.account_storage_limit,
        (SELECT CAST(COALESCE(SUM(p.storage), 0) AS BIGINT) FROM api_projects p WHERE p.account_id = o.account_id AND p.deleted_at IS NULL)
        """;
    private static readonly string AccountsOfPerson = $"""
        SELECT {AccountColumns.Replace("%role%", "m.account_role", StringComparison.Ordinal)} FROM memberships m JOIN organizations o ON o.id = m.organization_id
        WHERE m.person_id = @id ORDER BY o.id LIMIT 1000
        """;
    private static readonly string AccountOfServiceAccount = $"""
        SELECT {AccountColumns.Replace("%role%", "s.account_role", StringComparison.Ordinal)}, c.settings FROM service_accounts s
        JOIN organizations o ON o.id = s.organization_id JOIN clients c ON c.id = s.client_id
        WHERE s.id = @id AND s.disabled_at IS NULL
        """;
    private const string UserOfAccount = """
        SELECT p.id, p.frameio_id, p.name, p.email, p.disabled_at, (SELECT a.name FROM avatars a WHERE a.subject_id = p.id) FROM persons p JOIN memberships m ON m.person_id = p.id JOIN organizations o ON o.id = m.organization_id
        WHERE p.frameio_id = @user_id AND o.account_id = @account_id
        UNION ALL
        SELECT s.id, s.frameio_id, s.name, s.id, s.disabled_at, (SELECT a.name FROM avatars a WHERE a.subject_id = s.id) FROM service_accounts s WHERE s.frameio_id = @user_id AND s.account_id = @account_id
        """;

    public ValueTask<DirectoryUser?> FindUserAsync(string subjectId, CancellationToken cancellation) => database.ReadAsync(
        link => link.FirstAsync(
            IsServiceAccount(subjectId) ? ServiceAccount : Person,
            ReadUser,
            ("id", subjectId)),
        cancellation);

    public ValueTask<IReadOnlyList<DirectoryUser>> FindUsersAsync(Guid accountId, IReadOnlyCollection<string> subjectIds, CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<DirectoryUser>>(
        async link => await link.AllAsync(users, ReadUser, ("account_id", accountId), ("list", Value.List(subjectIds))),
        cancellation);

    public ValueTask<DirectoryUser?> FindUserAsync(Guid accountId, Guid userId, CancellationToken cancellation) =>
        database.ReadAsync(link => link.FirstAsync(UserOfAccount, ReadUser, ("account_id", accountId), ("user_id", userId)), cancellation);

    public ValueTask<IReadOnlyList<DirectoryAccount>> AccountsOfAsync(string subjectId, CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<DirectoryAccount>>(
        async link => IsServiceAccount(subjectId) ? await OfServiceAccountAsync(link, subjectId) : await link.AllAsync(AccountsOfPerson, Read, ("id", subjectId)),
        cancellation);

    private static bool IsServiceAccount(string subjectId) => subjectId.EndsWith("@" + Server.ServiceAccounts.ServiceAccount.IdDomain, StringComparison.Ordinal);

    // A credential with product profiles reaches the account only when one of them is for this API (design §3, Settled).
    private static async Task<List<DirectoryAccount>> OfServiceAccountAsync(Link link, string id)
    {
        var found = await link.AllAsync(AccountOfServiceAccount, row => (Account: Read(row), Settings: row.Text(9)), ("id", id));
        return found is [var (account, settings)] && await Profiles.MissingAsync(link, account.OrganizationId, settings) is null ? [account] : [];
    }

    private DirectoryUser ReadUser(Row row) => new(row.Text(0), row.Guid(1), row.Text(2), row.Text(3), row.TextOrNull(5) is { } picture ? options?.Issuer + Avatar.PathOf(picture) : null, row.IsNull(4));

    private static DirectoryAccount Read(Row row) => new(row.Guid(0), row.Text(1), row.Text(2), row.Text(3), row.Time(4), row.Time(5))
    {
        Image = row.TextOrNull(6),
        StorageLimit = row.NumberOrNull(7),
        StorageUsage = row.Number(8),
    };
}
