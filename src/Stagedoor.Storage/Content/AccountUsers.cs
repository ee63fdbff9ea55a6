using Stagedoor.Frameio.Door;
using Stagedoor.Frameio.Resources.Users;
using Stagedoor.Server.Users;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Content;

internal sealed class AccountUsers(Database database) : IAccountUsers
{
    // A service account is shown with its id for an address.
    private readonly string byId = Select(database, "p.frameio_id", "s.frameio_id"), byAdobeId = Select(database, "p.id", "s.id"), byEmail = Select(database, "p.email_key", "LOWER(s.id)");

    public ValueTask<IReadOnlyList<(string Key, DirectoryUser User)>> FindAsync(Guid accountId, UserKey by, IReadOnlyCollection<string> keys, CancellationToken cancellation)
    {
        var sql = by switch { UserKey.Id => byId, UserKey.AdobeId => byAdobeId, _ => byEmail };
        var given = keys.ToLookup(key => by == UserKey.Email ? Person.EmailKey(key) : key, StringComparer.Ordinal);
        return database.ReadAsync<IReadOnlyList<(string, DirectoryUser)>>(
            async link =>
            {
                var found = await link.AllAsync(
                    sql,
                    row => (Key: row.Text(5), User: new DirectoryUser(row.Text(0), row.Guid(1), row.Text(2), row.Text(3), null, row.IsNull(4))),
                    ("list", Value.List(given.Select(group => group.Key))), ("account_id", accountId));
                return [.. found.SelectMany(row => given[row.Key], (row, key) => (key, row.User))];
            },
            cancellation);
    }

    private static string Select(Database database, string ofPerson, string ofServiceAccount) => $"""
        SELECT p.id, p.frameio_id, p.name, p.email, p.disabled_at, {ofPerson} FROM persons p JOIN memberships m ON m.person_id = p.id JOIN organizations o ON o.id = m.organization_id
        WHERE {ofPerson} IN ({database.Engine.List}) AND o.account_id = @account_id
        UNION ALL
        SELECT s.id, s.frameio_id, s.name, s.id, s.disabled_at, {ofServiceAccount} FROM service_accounts s WHERE {ofServiceAccount} IN ({database.Engine.List}) AND s.account_id = @account_id AND s.deleted_at IS NULL
        """;
}
