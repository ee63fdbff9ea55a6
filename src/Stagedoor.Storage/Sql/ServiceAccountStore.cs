using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Server.Tokens;
using Stagedoor.Storage.Catalogues;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Sql;

internal sealed class ServiceAccountStore(Database database) : IServiceAccountStore
{
    private const string FindByClient = $"SELECT {ServiceAccountRows.Columns} FROM service_accounts s WHERE s.client_id = @client_id";
    private const string Find = $"SELECT {ServiceAccountRows.Columns} FROM service_accounts s WHERE s.id = @id";
    private const string NextNumber = "UPDATE organizations SET service_accounts = service_accounts + 1 WHERE account_id = @account_id RETURNING service_accounts";

    // Holds the account's row, so that two names are never compared with a third one's in between.
    private const string LockAccount = "UPDATE organizations SET service_accounts = service_accounts WHERE account_id = @account_id";
    private const string LockAccountOf = "UPDATE organizations SET service_accounts = service_accounts WHERE account_id = (SELECT account_id FROM service_accounts WHERE id = @id)";
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
    private const string Edit = """
        UPDATE service_accounts SET name = @name, name_skeleton = @skeleton, description = @description, owner_id = @owner_id, account_role = @account_role, version = version + 1
        WHERE id = @id AND version = @version AND deleted_at IS NULL
        """;
    private const string Touch = "UPDATE service_accounts SET version = version + 1 WHERE id = @id AND version = @version AND deleted_at IS NULL";
    private const string IsActiveMember = """
        SELECT 1 FROM memberships m JOIN persons p ON p.id = m.person_id WHERE m.organization_id = @organization_id AND m.person_id = @person_id AND p.disabled_at IS NULL
        """;
    private const string PassOn = """
        UPDATE service_accounts SET owner_id = @heir, version = version + 1 WHERE organization_id = @organization_id AND owner_id = @owner_id AND deleted_at IS NULL
        """;

    // The credential's row first, as where a credential is revoked: whoever holds it decides how both stand.
    private const string HoldCredential = "UPDATE clients SET epoch = epoch WHERE id = (SELECT client_id FROM service_accounts WHERE id = @id)";
    private const string SwitchOff = """
        UPDATE service_accounts SET switched_off_at = @now, disabled_at = COALESCE(disabled_at, @now), version = version + 1
        WHERE id = @id AND version = @version AND switched_off_at IS NULL AND deleted_at IS NULL
        """;
    private const string SwitchOn = """
        UPDATE service_accounts SET switched_off_at = NULL, version = version + 1,
            disabled_at = (SELECT CASE WHEN c.disabled_at IS NULL THEN NULL ELSE service_accounts.disabled_at END FROM clients c WHERE c.id = service_accounts.client_id)
        WHERE id = @id AND version = @version AND switched_off_at IS NOT NULL AND deleted_at IS NULL
        """;
    private const string RaiseEpoch = "UPDATE clients SET epoch = epoch + 1 WHERE id = @client_id RETURNING epoch";
    private const string EndSecrets = "UPDATE client_secrets SET revoked_at = @now WHERE client_id = @client_id AND revoked_at IS NULL";
    private const string Delete = """
        UPDATE service_accounts SET deleted_at = @now, disabled_at = COALESCE(disabled_at, @now), version = version + 1 WHERE id = @id AND version = @version AND deleted_at IS NULL
        """;
    private const string DeleteOfCredential = """
        UPDATE service_accounts SET deleted_at = @now, disabled_at = COALESCE(disabled_at, @now), version = version + 1 WHERE client_id = @client_id AND deleted_at IS NULL RETURNING id
        """;
    private const string EndMemberships = "DELETE FROM content_roles WHERE subject_id = @id";
    private const int MostTaken = 10_000;

    private readonly Shelf<ServiceAccount> byClient = new(database, FindByClientAsync, IsInService), byId = new(database, FindAsync, IsInService);

    public ValueTask<ServiceAccount?> FindByClientAsync(string clientId, CancellationToken cancellation) => byClient.FindAsync(clientId, cancellation);

    public ValueTask<ServiceAccount?> FindAsync(string id, CancellationToken cancellation) => byId.FindAsync(id, cancellation);

    public Task<ServiceAccount> CreateAsync(NewServiceAccount account, CancellationToken cancellation) => database.WriteAsync(link => CreateAsync(link, account), cancellation);

    private static bool IsInService(ServiceAccount account) => account is { DisabledAt: null, DeletedAt: null };

    private static Task<ServiceAccount?> FindByClientAsync(Link link, string clientId) => link.FirstAsync(FindByClient, ServiceAccountRows.Read, ("client_id", clientId));

    /// <summary>Within the unit of work that makes its credential.</summary>
    public static async Task<ServiceAccount> CreateAsync(Link link, NewServiceAccount account)
    {
        if (!await link.ChangesAsync(LockAccount, ("account_id", account.AccountId))) throw new InvalidOperationException("there is no such account");
        if (await link.FirstAsync(FindByClient, ServiceAccountRows.Read, ("client_id", account.ClientId)) is { } existing) return existing;
        var name = account.Name is { } wanted && !await IsTakenAsync(link, account.AccountId, wanted, except: "") ? wanted : await NextNameAsync(link, account.AccountId);
        await link.ExecuteAsync(
            Add,
            ("id", account.Id), ("frameio_id", account.FrameioId), ("client_id", account.ClientId), ("organization_id", account.OrganizationId), ("account_id", account.AccountId),
            ("name", name), ("skeleton", ServiceAccountName.Skeleton(name)), ("description", account.Description), ("owner_id", account.OwnerId), ("created_by", account.CreatedBy),
            ("account_role", account.AccountRole), ("created_at", account.CreatedAt));
        return await FindAsync(link, account.Id) ?? throw new InvalidOperationException("the service account vanished");
    }

    public Task<ServiceAccountAnswer> EditAsync(string id, long version, ServiceAccountEdit edit, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            await link.ExecuteAsync(LockAccountOf, ("id", id));
            var before = await FindAsync(link, id);
            if (NotAsSeen(before, version) is { } not) return not;
            if (ServiceAccountEdit.Of(before!) == edit) return new ServiceAccountAnswer.Same(before!);
            if (edit.Name != before!.Name && await IsTakenAsync(link, before.AccountId, edit.Name, except: id)) return new ServiceAccountAnswer.NameTaken();
            if (edit.OwnerId != before.OwnerId && edit.OwnerId is not null && !await IsActiveMemberAsync(link, before.OrganizationId, edit.OwnerId)) return new ServiceAccountAnswer.OwnerUnknown();
            var isDone = await link.ChangesAsync(
                Edit,
                ("name", edit.Name), ("skeleton", ServiceAccountName.Skeleton(edit.Name)), ("description", edit.Description), ("owner_id", edit.OwnerId), ("account_role", edit.AccountRole), ("id", id), ("version", version));
            return await AnswerAsync(link, isDone, before, id, version);
        },
        cancellation);

    public Task<ServiceAccountAnswer> TouchAsync(string id, long version, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            var before = await FindAsync(link, id);
            return await AnswerAsync(link, await link.ChangesAsync(Touch, ("id", id), ("version", version)), before, id, version);
        },
        cancellation);

    public Task<ServiceAccountAnswer> SetDisabledAsync(string id, long version, bool disabled, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            await link.ExecuteAsync(HoldCredential, ("id", id));
            var before = await FindAsync(link, id);
            if (NotAsSeen(before, version) is { } not) return not;
            if (before!.SwitchedOffAt is not null == disabled) return new ServiceAccountAnswer.Same(before);
            var isDone = disabled
                ? await link.ChangesAsync(SwitchOff, ("now", now), ("id", id), ("version", version))
                : await link.ChangesAsync(SwitchOn, ("id", id), ("version", version));
            if (isDone && disabled) await EndCredentialUseAsync(link, before, now);
            return await AnswerAsync(link, isDone, before, id, version);
        },
        cancellation);

    public Task<ServiceAccountAnswer> DeleteAsync(string id, long version, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            await link.ExecuteAsync(HoldCredential, ("id", id));
            var before = await FindAsync(link, id);
            if (NotAsSeen(before, version) is { } not) return not;
            var isDone = await link.ChangesAsync(Delete, ("now", now), ("id", id), ("version", version));
            if (isDone)
            {
                // A credential that was revoked before stays so; its epoch rises in any case.
                if (!await ClientStore.DisableAsync(link, before!.ClientId, now)) await EndCredentialUseAsync(link, before, now);
                await link.ExecuteAsync(EndMemberships, ("id", id));
            }

            return await AnswerAsync(link, isDone, before, id, version);
        },
        cancellation);

    /// <summary>Within the unit of work that deletes a credential: its service account goes with it, as <see cref="DeleteAsync(string, long, DateTimeOffset, CancellationToken)"/> says.</summary>
    public static async Task DeleteOfCredentialAsync(Link link, string clientId, DateTimeOffset now)
    {
        if (await link.FirstAsync(DeleteOfCredential, row => row.Text(0), ("now", now), ("client_id", clientId)) is { } id) await link.ExecuteAsync(EndMemberships, ("id", id));
    }

    public ValueTask<IReadOnlyList<ListedServiceAccount>> ListAsync(ServiceAccountQuery query, DateTimeOffset now, CancellationToken cancellation) =>
        database.ReadAsync(link => ServiceAccountLists.ListAsync(link, query, now), cancellation);

    public ValueTask<ListedServiceAccount?> FindListedAsync(string organizationId, string id, DateTimeOffset now, CancellationToken cancellation) =>
        database.ReadAsync(link => ServiceAccountLists.FindAsync(link, organizationId, id, now), cancellation);

    public ValueTask<IReadOnlyList<CredentialWithout>> CredentialsWithoutAsync(string organizationId, int most, CancellationToken cancellation) =>
        database.ReadAsync(link => ServiceAccountLists.WithoutAsync(link, organizationId, most), cancellation);

    public ValueTask<ServiceAccountWork> WorkOfAsync(string id, CancellationToken cancellation) => database.ReadAsync(link => ServiceAccountLists.WorkOfAsync(link, id), cancellation);

    public ValueTask<IReadOnlyList<string>> OwnedByAsync(string organizationId, string personId, CancellationToken cancellation) =>
        database.ReadAsync(link => ServiceAccountLists.OwnedByAsync(link, organizationId, personId), cancellation);

    public Task<int?> PassOnAsync(string organizationId, string personId, string heirId, CancellationToken cancellation) => database.WriteAsync<int?>(
        async link => personId != heirId && await IsActiveMemberAsync(link, organizationId, heirId)
            ? await link.ExecuteAsync(PassOn, ("heir", heirId), ("organization_id", organizationId), ("owner_id", personId))
            : null,
        cancellation);

    private static Task<ServiceAccount?> FindAsync(Link link, string id) => link.FirstAsync(Find, ServiceAccountRows.Read, ("id", id));

    private static ServiceAccountAnswer? NotAsSeen(ServiceAccount? found, long version) => found switch
    {
        null or { DeletedAt: not null } => new ServiceAccountAnswer.Unknown(),
        _ when found.Version != version => new ServiceAccountAnswer.Changed(found),
        _ => null,
    };

    private static async Task<ServiceAccountAnswer> AnswerAsync(Link link, bool isDone, ServiceAccount? before, string id, long version)
    {
        var now = await FindAsync(link, id);
        if (isDone) return new ServiceAccountAnswer.Done(before!, now!);
        return NotAsSeen(now, version) ?? new ServiceAccountAnswer.Changed(now!);
    }

    // Its tokens carry the credential's epoch, as subject and as client.
    private static async Task EndCredentialUseAsync(Link link, ServiceAccount account, DateTimeOffset now)
    {
        var epoch = await link.NumberAsync(RaiseEpoch, ("client_id", account.ClientId)) ?? throw new InvalidOperationException("a service account has no credential");
        await link.ExecuteAsync(EndSecrets, ("now", now), ("client_id", account.ClientId));
        await Feed.AddAsync(link, RevocationKind.Client, account.ClientId, epoch, now);
        await Feed.AddAsync(link, RevocationKind.Subject, account.Id, epoch, now);
    }

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

    private static async Task<bool> IsActiveMemberAsync(Link link, string organizationId, string personId) =>
        await link.NumberAsync(IsActiveMember, ("organization_id", organizationId), ("person_id", personId)) is not null;
}
