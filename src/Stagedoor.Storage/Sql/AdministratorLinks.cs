using Stagedoor.Server.Users;

namespace Stagedoor.Storage.Sql;

internal sealed class AdministratorLinks(Database database) : IAdministratorLinks
{
    private const string Any = """
        SELECT 1 FROM memberships m JOIN persons p ON p.id = m.person_id
        WHERE ' ' || m.admin_roles || ' ' LIKE '% system_admin %' AND p.password_hash IS NOT NULL AND p.disabled_at IS NULL LIMIT 1
        """;
    private const string EndEarlier = "UPDATE administrator_links SET spent_at = @now WHERE spent_at IS NULL";
    private const string Add = "INSERT INTO administrator_links (hash, person_id, expires_at) VALUES (@hash, @person_id, @expires_at)";
    private const string Find = "SELECT person_id FROM administrator_links WHERE hash = @hash AND spent_at IS NULL AND expires_at > @now";
    private const string Spend = "UPDATE administrator_links SET spent_at = @now WHERE hash = @hash AND spent_at IS NULL AND expires_at > @now RETURNING person_id";

    public ValueTask<bool> AnyAdministratorAsync(CancellationToken cancellation) => database.ReadAsync(async link => await link.NumberAsync(Any) is not null, cancellation);

    public Task AddAsync(string hash, string personId, DateTimeOffset expiresAt, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            await link.ExecuteAsync(EndEarlier, ("now", now));
            return await link.ChangesAsync(Add, ("hash", hash), ("person_id", personId), ("expires_at", expiresAt));
        },
        cancellation);

    public ValueTask<string?> FindAsync(string hash, DateTimeOffset now, CancellationToken cancellation) =>
        database.ReadAsync(link => link.FirstAsync(Find, row => row.Text(0), ("hash", hash), ("now", now)), cancellation);

    public Task<string?> SpendAsync(string hash, DateTimeOffset now, CancellationToken cancellation) =>
        database.WriteAsync(link => link.FirstAsync(Spend, row => row.Text(0), ("now", now), ("hash", hash)), cancellation);
}
