using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Sql;

internal sealed class ServiceAccountStore(Database database) : IServiceAccountStore
{
    private const string Columns = "id, frameio_id, client_id, organization_id, account_id, name, description, owner_id, created_by, account_role, created_at, disabled_at, last_activity_at";
    private const string FindByClient = "SELECT " + Columns + " FROM service_accounts WHERE client_id = @client_id";
    private const string Find = "SELECT " + Columns + " FROM service_accounts WHERE id = @id";
    private const string NextNumber = "UPDATE organizations SET service_accounts = service_accounts + 1 WHERE account_id = @account_id RETURNING service_accounts";

    // Holds the account's row, so that two names are never compared with a third one's in between.
    private const string LockAccount = "UPDATE organizations SET service_accounts = service_accounts WHERE account_id = @account_id";
    private const string Taken = """
        SELECT 1 WHERE EXISTS (SELECT 1 FROM service_accounts WHERE account_id = @account_id AND name_skeleton = @skeleton AND id <> @except)
        OR EXISTS (
            SELECT 1 FROM persons p JOIN memberships m ON m.person_id = p.id JOIN organizations o ON o.id = m.organization_id
            WHERE p.name_skeleton = @skeleton AND o.account_id = @account_id)
        """;
    private const string Add = """
        INSERT INTO service_accounts (id, frameio_id, client_id, organization_id, account_id, name, name_skeleton, description, owner_id, created_by, account_role, created_at)
        VALUES (@id, @frameio_id, @client_id, @organization_id, @account_id, @name, @skeleton, @description, @owner_id, @created_by, @account_role, @created_at)
        """;
    private const string AccountOf = "SELECT account_id FROM service_accounts WHERE id = @id";
    private const string Rename = "UPDATE service_accounts SET name = @name, name_skeleton = @skeleton WHERE id = @id";
    private const int MostTaken = 10_000;

    public ValueTask<ServiceAccount?> FindByClientAsync(string clientId, CancellationToken cancellation) =>
        database.ReadAsync(link => link.FirstAsync(FindByClient, Read, ("client_id", clientId)), cancellation);

    public ValueTask<ServiceAccount?> FindAsync(string id, CancellationToken cancellation) => database.ReadAsync(link => link.FirstAsync(Find, Read, ("id", id)), cancellation);

    public Task<ServiceAccount> CreateAsync(NewServiceAccount account, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            if (!await link.ChangesAsync(LockAccount, ("account_id", account.AccountId))) throw new InvalidOperationException("there is no such account");
            if (await link.FirstAsync(FindByClient, Read, ("client_id", account.ClientId)) is { } existing) return existing;
            var name = account.Name is { } wanted && !await IsTakenAsync(link, account.AccountId, wanted, except: "") ? wanted : await NextNameAsync(link, account.AccountId);
            await link.ExecuteAsync(
                Add,
                ("id", account.Id), ("frameio_id", account.FrameioId), ("client_id", account.ClientId), ("organization_id", account.OrganizationId), ("account_id", account.AccountId),
                ("name", name), ("skeleton", ServiceAccountName.Skeleton(name)), ("description", account.Description), ("owner_id", account.OwnerId), ("created_by", account.CreatedBy),
                ("account_role", account.AccountRole), ("created_at", account.CreatedAt));
            return await link.FirstAsync(Find, Read, ("id", account.Id)) ?? throw new InvalidOperationException("the service account vanished");
        },
        cancellation);

    public Task<bool> RenameAsync(string id, string name, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            if (await link.FirstAsync(AccountOf, row => row.Text(0), ("id", id)) is not { } account) return false;
            var accountId = Guid.Parse(account);
            await link.ExecuteAsync(LockAccount, ("account_id", accountId));
            return !await IsTakenAsync(link, accountId, name, except: id)
                && await link.ChangesAsync(Rename, ("name", name), ("skeleton", ServiceAccountName.Skeleton(name)), ("id", id));
        },
        cancellation);

    private static async Task<string> NextNameAsync(Link link, Guid accountId)
    {
        for (var attempt = 0; attempt < MostTaken; attempt++)
        {
            var number = await link.NumberAsync(NextNumber, ("account_id", accountId)) ?? throw new InvalidOperationException("there is no such account");
            var name = ServiceAccountName.ForNumber(number);
            if (!await IsTakenAsync(link, accountId, name, except: "")) return name;
        }

        throw new InvalidOperationException("no default name is free");
    }

    private static async Task<bool> IsTakenAsync(Link link, Guid accountId, string name, string except) =>
        await link.FirstAsync(Taken, static _ => "taken", ("account_id", accountId), ("skeleton", ServiceAccountName.Skeleton(name)), ("except", except)) is not null;

    private static ServiceAccount Read(Row row) => new()
    {
        Id = row.Text(0),
        FrameioId = row.Guid(1),
        ClientId = row.Text(2),
        OrganizationId = row.Text(3),
        AccountId = row.Guid(4),
        Name = row.Text(5),
        Description = row.TextOrNull(6),
        OwnerId = row.TextOrNull(7),
        CreatedBy = row.TextOrNull(8),
        AccountRole = row.Text(9),
        CreatedAt = row.Time(10),
        DisabledAt = row.TimeOrNull(11),
        LastActivityAt = row.TimeOrNull(12),
    };
}
