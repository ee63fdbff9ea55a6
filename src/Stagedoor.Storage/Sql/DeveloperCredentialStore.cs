using Stagedoor.Server.Administration;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Sql;

internal sealed class DeveloperCredentialStore(Database database) : IDeveloperCredentials
{
    private const string Columns = """
        c.id, c.organization_id, c.project_id, c.kind, c.name, c.created_at, c.disabled_at, c.epoch, c.settings, c.management_allowed_at, c.management_allowed_by, c.version, c.created_by, p.name, p.apis,
        (SELECT COUNT(*) FROM project_developers o WHERE o.project_id = c.project_id AND o.person_id = @person_id)
        """;
    private const string OfOrganization = "SELECT " + Columns + " FROM clients c JOIN projects p ON p.id = c.project_id WHERE c.organization_id = @organization_id AND c.deleted_at IS NULL";
    private const string OfProject = "SELECT " + Columns + " FROM clients c JOIN projects p ON p.id = c.project_id WHERE c.project_id = @project_id AND c.organization_id = @organization_id AND c.deleted_at IS NULL";
    private const string Later = " AND c.id > @after ORDER BY c.id LIMIT @count";
    private const string ListAll = OfOrganization + Later, ListOfProject = OfProject + Later;
    private const string Find = OfOrganization + " AND c.id = @id";
    private const string OrganizationOf = "SELECT organization_id FROM clients WHERE id = @id";
    private const string Secrets = """
        SELECT id, name, salt, hash, created_at, not_before, expires_at, revoked_at, last_used_at, last_used_address, last_used_grant FROM client_secrets WHERE client_id = @id
        ORDER BY CASE WHEN revoked_at IS NULL THEN 0 ELSE 1 END, COALESCE(expires_at, 9223372036854775807) DESC, created_at DESC, id LIMIT 1000
        """;
    private const string Account = "SELECT " + ServiceAccountRows.Columns + " FROM service_accounts s WHERE s.client_id = @client_id";

    // Held first: neither the project nor its last place is taken by another node meanwhile.
    private const string HoldProject = "UPDATE projects SET version = version WHERE id = @id AND organization_id = @organization_id AND deleted_at IS NULL RETURNING apis";
    private const string CountOfProject = "SELECT COUNT(*) FROM clients WHERE project_id = @id AND deleted_at IS NULL";
    private const string SetApis = "UPDATE projects SET apis = @apis, version = version + 1 WHERE id = @id";
    private const string SetMaker = "UPDATE clients SET created_by = @by WHERE id = @id";
    private const string Hold = "UPDATE clients SET version = version WHERE id = @id AND organization_id = @organization_id AND deleted_at IS NULL AND (@version < 0 OR version = @version) RETURNING id";
    private const string HoldInService = """
        UPDATE clients SET version = version
        WHERE id = @id AND organization_id = @organization_id AND disabled_at IS NULL AND deleted_at IS NULL AND (management_allowed_at IS NULL OR @may_manage > 0)
            AND NOT EXISTS (SELECT 1 FROM service_accounts s WHERE s.client_id = clients.id AND s.disabled_at IS NOT NULL)
        RETURNING id
        """;
    private const string KeptSecrets = "SELECT COUNT(*) FROM client_secrets WHERE client_id = @id";
    private const string Bury = "UPDATE clients SET deleted_at = @now, version = version + 1, settings = @settings, management_allowed_at = NULL, management_allowed_by = NULL WHERE id = @id";
    private const string DropSecrets = "DELETE FROM client_secrets WHERE client_id = @id";
    private const string DropOrigins = "DELETE FROM client_origins WHERE client_id = @id";
    private const string DropProfiles = "DELETE FROM client_profiles WHERE client_id = @id";
    private const string DropListed = "DELETE FROM allowed_integrations WHERE client_id = @id";
    private const string DropRequests = "DELETE FROM integration_requests WHERE client_id = @id";
    private const string DropConsents = "DELETE FROM consents WHERE client_id = @id";
    private const string DropSteps = "DELETE FROM first_steps WHERE client_id = @id";
    private const string LiveSecrets = "SELECT COUNT(*) FROM client_secrets WHERE client_id = @id AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > @now)";
    private const string People = "SELECT COUNT(*) FROM consents WHERE client_id = @id";
    private const string RetireSecret = "UPDATE client_secrets SET expires_at = @ends_at WHERE client_id = @client_id AND id = @id AND revoked_at IS NULL AND (expires_at IS NULL OR (expires_at >= @ends_at AND expires_at > @now))";
    private const string DeleteSecret = "DELETE FROM client_secrets WHERE client_id = @client_id AND id = @id";
    private const string Requests = "SELECT secret_id, CAST(SUM(requests) AS BIGINT) FROM secret_use_days WHERE client_id = @id AND day >= @day GROUP BY secret_id ORDER BY secret_id";
    private const long AnyVersion = -1;

    public Task<CredentialAddition> AddAsync(Client client, string api, string createdBy, NewServiceAccount? account, int most, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            if (await link.FirstAsync(HoldProject, static row => row.Names(0).ToList(), ("id", client.ProjectId), ("organization_id", client.OrganizationId)) is not { } apis) return CredentialAddition.NoProject;
            if (await link.NumberAsync(CountOfProject, ("id", client.ProjectId)) >= most) return CredentialAddition.TooMany;
            if (!await ClientStore.AddAsync(link, client)) return CredentialAddition.IdTaken;
            await link.ExecuteAsync(SetMaker, ("by", createdBy), ("id", client.ClientId));
            if (!apis.Contains(api)) await link.ExecuteAsync(SetApis, ("apis", string.Join(' ', apis.Append(api))), ("id", client.ProjectId));
            if (account is not null) await ServiceAccountStore.CreateAsync(link, account);
            return CredentialAddition.Added;
        },
        cancellation);

    public ValueTask<string?> OrganizationOfAsync(string clientId, CancellationToken cancellation) => database.ReadAsync(link => link.FirstAsync(OrganizationOf, static row => row.Text(0), ("id", clientId)), cancellation);

    public ValueTask<CredentialCard?> FindAsync(string organizationId, string clientId, string personId, CancellationToken cancellation) => database.ReadAsync(
        async link =>
        {
            if (await link.FirstAsync(Find, Read, ("organization_id", organizationId), ("person_id", personId), ("id", clientId)) is not { } card) return null;
            var secrets = await link.AllAsync(Secrets, row => Secret(row, clientId), ("id", clientId));
            var account = card.Client.Kind.ActsAsPerson ? null : await link.FirstAsync(Account, ServiceAccountRows.Read, ("client_id", clientId));
            return card with { Client = card.Client with { Secrets = [.. secrets] }, ServiceAccount = account };
        },
        cancellation);

    public ValueTask<IReadOnlyList<CredentialCard>> ListAsync(string organizationId, string? projectId, string personId, string? after, int count, CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<CredentialCard>>(
        async link => projectId is null
            ? await link.AllAsync(ListAll, Read, ("organization_id", organizationId), ("person_id", personId), ("after", after ?? ""), ("count", count))
            : await link.AllAsync(ListOfProject, Read, ("organization_id", organizationId), ("project_id", projectId), ("person_id", personId), ("after", after ?? ""), ("count", count)),
        cancellation);

    public Task<bool> ChangeAsync(string organizationId, string clientId, long? version, string name, ClientSettings settings, CancellationToken cancellation) =>
        HoldingAsync(organizationId, clientId, version, link => ClientStore.ChangeAsync(link, clientId, name, settings), cancellation);

    public Task<bool> AddApiAsync(Client client, long version, string api, ClientSettings settings, NewServiceAccount? account, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            if (await link.FirstAsync(HoldProject, static row => row.Names(0).ToList(), ("id", client.ProjectId), ("organization_id", client.OrganizationId)) is not { } apis) return false;
            if (await link.FirstAsync(Hold, static row => row.Text(0), ("id", client.ClientId), ("organization_id", client.OrganizationId), ("version", version)) is null) return false;
            if (!apis.Contains(api)) await link.ExecuteAsync(SetApis, ("apis", string.Join(' ', apis.Append(api))), ("id", client.ProjectId));
            if (account is not null) await ServiceAccountStore.CreateAsync(link, account);
            return await ClientStore.ChangeAsync(link, client.ClientId, client.Name, settings);
        },
        cancellation);

    public Task<bool> SetRevokedAsync(string organizationId, string clientId, long? version, bool revoked, DateTimeOffset now, CancellationToken cancellation) =>
        HoldingAsync(organizationId, clientId, version, link => revoked ? ClientStore.DisableAsync(link, clientId, now) : ClientStore.RestoreAsync(link, clientId), cancellation);

    public Task<bool> DeleteAsync(string organizationId, string clientId, long? version, DateTimeOffset now, CancellationToken cancellation)
    {
        var nothing = SettingsText.Write(new());
        return HoldingAsync(
            organizationId,
            clientId,
            version,
            async link =>
            {
                // One that was revoked before is dead already.
                await ClientStore.DisableAsync(link, clientId, now);
                await ServiceAccountStore.DeleteOfCredentialAsync(link, clientId, now);
                foreach (var drop in (string[])[DropSecrets, DropOrigins, DropProfiles, DropListed, DropRequests, DropConsents, DropSteps]) await link.ExecuteAsync(drop, ("id", clientId));
                return await link.ChangesAsync(Bury, ("now", now), ("settings", nothing), ("id", clientId));
            },
            cancellation);
    }

    public ValueTask<CredentialUse> UseOfAsync(string clientId, DateTimeOffset now, CancellationToken cancellation) => database.ReadAsync(
        async link => new CredentialUse((int)(await link.NumberAsync(LiveSecrets, ("id", clientId), ("now", now)) ?? 0), (int)(await link.NumberAsync(People, ("id", clientId)) ?? 0)), cancellation);

    public Task<SecretAddition> AddSecretAsync(string organizationId, ClientSecret secret, SecretBounds bounds, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            var id = secret.ClientId;
            if (await link.FirstAsync(HoldInService, static row => row.Text(0), ("id", id), ("organization_id", organizationId), ("may_manage", bounds.MayManage ? 1L : 0L)) is null) return SecretAddition.NotInService;
            if (await link.NumberAsync(LiveSecrets, ("id", id), ("now", now)) >= bounds.MostLive) return SecretAddition.TooManyLive;
            if (await link.NumberAsync(KeptSecrets, ("id", id)) >= bounds.MostKept) return SecretAddition.TooManyKept;
            return await ClientStore.AddAsync(link, secret) ? SecretAddition.Added : throw new InvalidOperationException("a random secret id was taken");
        },
        cancellation);

    public Task<bool> SetManagementAsync(string organizationId, string clientId, long? version, string? allowedBy, DateTimeOffset now, CancellationToken cancellation) =>
        HoldingAsync(organizationId, clientId, version, link => ClientStore.SetManagementAsync(link, clientId, allowedBy, now), cancellation);

    public Task<bool> RetireSecretAsync(string clientId, string secretId, DateTimeOffset endsAt, DateTimeOffset now, CancellationToken cancellation) =>
        database.ChangeAsync(RetireSecret, cancellation, ("ends_at", endsAt), ("client_id", clientId), ("id", secretId), ("now", now));

    public Task<bool> DeleteSecretAsync(string clientId, string secretId, CancellationToken cancellation) => database.ChangeAsync(DeleteSecret, cancellation, ("client_id", clientId), ("id", secretId));

    public ValueTask<IReadOnlyList<SecretRequests>> RequestsAsync(string clientId, DateTimeOffset since, CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<SecretRequests>>(
        async link => await link.AllAsync(Requests, static row => new SecretRequests(row.Text(0), row.Number(1)), ("id", clientId), ("day", since.ToUnixTimeMilliseconds() / SecretUses.MillisecondsOfDay)), cancellation);

    private Task<bool> HoldingAsync(string organizationId, string clientId, long? version, Func<Link, Task<bool>> work, CancellationToken cancellation) => database.WriteAsync(
        async link => await link.FirstAsync(Hold, static row => row.Text(0), ("id", clientId), ("organization_id", organizationId), ("version", version ?? AnyVersion)) is not null && await work(link), cancellation);

    private static CredentialCard Read(Row row) => new()
    {
        Client = new()
        {
            ClientId = row.Text(0),
            OrganizationId = row.Text(1),
            ProjectId = row.Text(2),
            Kind = ApplicationKind.Find(row.Text(3)) ?? throw new InvalidOperationException("a stored credential has an unknown kind"),
            Name = row.Text(4),
            CreatedAt = row.Time(5),
            DisabledAt = row.TimeOrNull(6),
            Epoch = row.Number(7),
            Settings = SettingsText.Read(row.Text(8)),
            ManagementAllowedAt = row.TimeOrNull(9),
            ManagementAllowedBy = row.TextOrNull(10),
        },
        Version = row.Number(11),
        CreatedBy = row.TextOrNull(12),
        ProjectName = row.Text(13),
        Apis = row.Names(14),
        IsOwn = row.Number(15) > 0,
    };

    private static ClientSecret Secret(Row row, string clientId) => new()
    {
        Id = row.Text(0),
        ClientId = clientId,
        Name = row.Text(1),
        Salt = row.Bytes(2),
        Hash = row.Bytes(3),
        CreatedAt = row.Time(4),
        NotBefore = row.TimeOrNull(5),
        ExpiresAt = row.TimeOrNull(6),
        RevokedAt = row.TimeOrNull(7),
        LastUsedAt = row.TimeOrNull(8),
        LastUsedAddress = row.TextOrNull(9),
        LastUsedGrant = row.TextOrNull(10),
    };
}
