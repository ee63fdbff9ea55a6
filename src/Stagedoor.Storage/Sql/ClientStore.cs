using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Server.Tokens;
using Stagedoor.Storage.Catalogues;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Sql;

internal sealed class ClientStore(Database database) : IClientStore
{
    // However many ended, those that live come first, without asking a clock: not revoked, and then whichever ends last.
    private const string Find = """
        SELECT c.id, c.organization_id, c.project_id, c.kind, c.name, c.created_at, c.disabled_at, c.epoch, c.settings, c.management_allowed_at, c.management_allowed_by,
            s.id, s.name, s.salt, s.hash, s.created_at, s.not_before, s.expires_at, s.revoked_at, s.last_used_at, s.last_used_address, s.last_used_grant
        FROM clients c LEFT JOIN client_secrets s ON s.client_id = c.id
        WHERE c.id = @id AND c.deleted_at IS NULL
        ORDER BY CASE WHEN s.revoked_at IS NULL THEN 0 ELSE 1 END, COALESCE(s.expires_at, 9223372036854775807) DESC, s.created_at DESC, s.id LIMIT 1000
        """;
    private const string Add = """
        INSERT INTO clients (id, organization_id, project_id, kind, name, created_at, disabled_at, epoch, settings)
        VALUES (@id, @organization_id, @project_id, @kind, @name, @created_at, @disabled_at, @epoch, @settings)
        ON CONFLICT DO NOTHING
        """;
    private const string FindOrigin = """
        SELECT 1 FROM client_origins o JOIN clients c ON c.id = o.client_id
        WHERE o.origin IN (@origin, @any_port) AND c.disabled_at IS NULL LIMIT 1
        """;
    private const string AddOrigin = "INSERT INTO client_origins (origin, client_id) VALUES (@origin, @client_id) ON CONFLICT DO NOTHING";
    private const string DropOrigins = "DELETE FROM client_origins WHERE client_id = @client_id";
    private const string AddProfile = "INSERT INTO client_profiles (profile_id, client_id) VALUES (@profile_id, @client_id) ON CONFLICT DO NOTHING";
    private const string DropProfiles = "DELETE FROM client_profiles WHERE client_id = @client_id";
    private const string AddSecret = """
        INSERT INTO client_secrets (client_id, id, name, salt, hash, created_at, not_before, expires_at, revoked_at)
        SELECT @client_id, @id, @name, @salt, @hash, @created_at, @not_before, @expires_at, @revoked_at
        WHERE EXISTS (SELECT 1 FROM clients WHERE id = @client_id)
        ON CONFLICT DO NOTHING
        """;
    private const string RevokeSecret = "UPDATE client_secrets SET revoked_at = @now WHERE client_id = @client_id AND id = @id AND revoked_at IS NULL";
    private const string Change = "UPDATE clients SET name = @name, settings = @settings, version = version + 1 WHERE id = @id AND deleted_at IS NULL RETURNING kind, project_id";

    // What a system administrator let it do ends with it: a developer who restores it does not bring that back.
    private const string Disable = "UPDATE clients SET disabled_at = @now, epoch = epoch + 1, version = version + 1, management_allowed_at = NULL, management_allowed_by = NULL WHERE id = @id AND disabled_at IS NULL RETURNING epoch";
    private const string Manage = "UPDATE clients SET management_allowed_by = @by, management_allowed_at = @at, version = version + 1 WHERE id = @id AND disabled_at IS NULL AND deleted_at IS NULL";
    private const string Unmanage = "UPDATE clients SET management_allowed_by = NULL, management_allowed_at = NULL, version = version + 1 WHERE id = @id AND deleted_at IS NULL";
    private const string Restore = """
        UPDATE clients SET disabled_at = NULL, version = version + 1 WHERE id = @id AND disabled_at IS NOT NULL AND deleted_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM service_accounts s WHERE s.client_id = clients.id AND s.deleted_at IS NOT NULL)
        """;
    private const string DisableServiceAccount = "UPDATE service_accounts SET disabled_at = COALESCE(disabled_at, @now), version = version + 1 WHERE client_id = @id RETURNING id";

    // One that was disabled itself stays so.
    private const string RestoreServiceAccount = "UPDATE service_accounts SET disabled_at = switched_off_at, version = version + 1 WHERE client_id = @id AND deleted_at IS NULL";
    private const string RevokeSecrets = "UPDATE client_secrets SET revoked_at = @now WHERE client_id = @id AND revoked_at IS NULL";
    private const string BurnCodes = "UPDATE codes SET expires_at = @now WHERE client_id = @id AND redeemed_at IS NULL AND expires_at > @now";
    private const string BurnDevices = "UPDATE device_authorizations SET expires_at = @now WHERE client_id = @id AND spent_at IS NULL AND expires_at > @now";
    private const string BurnPushedRequests = "UPDATE pushed_requests SET spent_at = @now WHERE client_id = @id AND spent_at IS NULL AND expires_at > @now";

    private readonly Shelf<Client> shelf = new(database, FindAsync, static client => client.DisabledAt is null);

    public Client? Kept(string clientId) => shelf.Kept(clientId);

    public ValueTask<Client?> FindAsync(string clientId, CancellationToken cancellation) => shelf.FindAsync(clientId, cancellation);

    public ValueTask<Client?> FindNowAsync(string clientId, CancellationToken cancellation) => shelf.FindNowAsync(clientId, cancellation);

    public async ValueTask<bool> OriginIsRegisteredAsync(string origin, CancellationToken cancellation)
    {
        if (RedirectUris.FormsOf(origin) is not { Count: > 0 } forms) return false;
        return await database.ReadAsync(async link => await link.NumberAsync(FindOrigin, ("origin", forms[0]), ("any_port", forms[^1])) is not null, cancellation);
    }

    public Task<bool> AddAsync(Client client, CancellationToken cancellation) => database.WriteAsync(link => AddAsync(link, client), cancellation);

    /// <summary>Within a unit of work: see <see cref="IClientStore.AddAsync"/>.</summary>
    public static async Task<bool> AddAsync(Link link, Client client)
    {
        if (!await link.ChangesAsync(
            Add,
            ("id", client.ClientId), ("organization_id", client.OrganizationId), ("project_id", client.ProjectId), ("kind", client.Kind.Name), ("name", client.Name),
            ("created_at", client.CreatedAt), ("disabled_at", client.DisabledAt), ("epoch", client.Epoch), ("settings", SettingsText.Write(client.Settings)))) return false;
        foreach (var secret in client.Secrets) await AddAsync(link, secret);
        await AddOriginsAsync(link, client.ClientId, client.Kind, client.Settings);
        await AddProfilesAsync(link, client.ClientId, client.Settings);
        if (client.Settings.OwnerId is { } owner) await DeveloperProjectStore.AddDeveloperAsync(link, client.ProjectId, owner);
        return true;
    }

    public Task<bool> AddSecretAsync(ClientSecret secret, CancellationToken cancellation) => database.WriteAsync(link => AddAsync(link, secret), cancellation);

    public Task<bool> RevokeSecretAsync(string clientId, string secretId, DateTimeOffset now, CancellationToken cancellation) =>
        database.ChangeAsync(RevokeSecret, cancellation, ("now", now), ("client_id", clientId), ("id", secretId));

    public Task<bool> ChangeAsync(string clientId, string name, ClientSettings settings, CancellationToken cancellation) => database.WriteAsync(link => ChangeAsync(link, clientId, name, settings), cancellation);

    /// <summary>Within a unit of work: see <see cref="IClientStore.ChangeAsync"/>.</summary>
    public static async Task<bool> ChangeAsync(Link link, string clientId, string name, ClientSettings settings)
    {
        if (await link.FirstAsync(Change, row => row.Text(0) + ' ' + row.Text(1), ("name", name), ("settings", SettingsText.Write(settings)), ("id", clientId)) is not { } found) return false;
        var (kind, project) = (found.Split(' ', 2)[0], found.Split(' ', 2)[1]);
        await link.ExecuteAsync(DropOrigins, ("client_id", clientId));
        await AddOriginsAsync(link, clientId, KindOf(kind), settings);
        await link.ExecuteAsync(DropProfiles, ("client_id", clientId));
        await AddProfilesAsync(link, clientId, settings);
        if (settings.OwnerId is { } owner) await DeveloperProjectStore.AddDeveloperAsync(link, project, owner);
        return true;
    }

    public Task<bool> SetDisabledAsync(string clientId, bool disabled, DateTimeOffset now, CancellationToken cancellation) =>
        database.WriteAsync(link => disabled ? DisableAsync(link, clientId, now) : RestoreAsync(link, clientId), cancellation);

    public Task<bool> SetManagementAsync(string clientId, string? allowedBy, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(link => SetManagementAsync(link, clientId, allowedBy, now), cancellation);

    /// <summary>Within a unit of work: see <see cref="IClientStore.SetManagementAsync"/>.</summary>
    public static Task<bool> SetManagementAsync(Link link, string clientId, string? allowedBy, DateTimeOffset now) => allowedBy is null
        ? link.ChangesAsync(Unmanage, ("id", clientId))
        : link.ChangesAsync(Manage, ("by", allowedBy), ("at", now), ("id", clientId));

    private static async Task AddOriginsAsync(Link link, string clientId, ApplicationKind kind, ClientSettings settings)
    {
        foreach (var origin in ClientRedirects.OriginsOf(clientId, kind, settings)) await link.ExecuteAsync(AddOrigin, ("origin", origin), ("client_id", clientId));
    }

    private static async Task AddProfilesAsync(Link link, string clientId, ClientSettings settings)
    {
        foreach (var profile in settings.ProductProfiles) await link.ExecuteAsync(AddProfile, ("profile_id", profile), ("client_id", clientId));
    }

    private static ApplicationKind KindOf(string name) => ApplicationKind.Find(name) ?? throw new InvalidOperationException("a stored credential has an unknown kind");

    /// <summary>Within a unit of work.</summary>
    public static Task<bool> AddAsync(Link link, ClientSecret secret) => link.ChangesAsync(
        AddSecret,
        ("client_id", secret.ClientId), ("id", secret.Id), ("name", secret.Name), ("salt", secret.Salt), ("hash", secret.Hash), ("created_at", secret.CreatedAt),
        ("not_before", secret.NotBefore), ("expires_at", secret.ExpiresAt), ("revoked_at", secret.RevokedAt));

    /// <summary>Within a unit of work: see <see cref="IClientStore.SetDisabledAsync"/>.</summary>
    public static async Task<bool> DisableAsync(Link link, string clientId, DateTimeOffset now)
    {
        if (await link.NumberAsync(Disable, ("now", now), ("id", clientId)) is not { } epoch) return false;
        await link.ExecuteAsync(RevokeSecrets, ("now", now), ("id", clientId));
        await link.ExecuteAsync(BurnCodes, ("now", now), ("id", clientId));
        await link.ExecuteAsync(BurnDevices, ("now", now), ("id", clientId));
        await link.ExecuteAsync(BurnPushedRequests, ("now", now), ("id", clientId));
        var serviceAccount = await link.FirstAsync(DisableServiceAccount, row => row.Text(0), ("now", now), ("id", clientId));
        await Feed.AddAsync(link, RevocationKind.Client, clientId, epoch, now);
        if (serviceAccount is not null) await Feed.AddAsync(link, RevocationKind.Subject, serviceAccount, epoch, now);
        return true;
    }

    /// <summary>Within a unit of work: see <see cref="IClientStore.SetDisabledAsync"/>.</summary>
    public static async Task<bool> RestoreAsync(Link link, string clientId)
    {
        if (!await link.ChangesAsync(Restore, ("id", clientId))) return false;
        await link.ExecuteAsync(RestoreServiceAccount, ("id", clientId));
        return true;
    }

    private static async Task<Client?> FindAsync(Link link, string clientId)
    {
        var rows = await link.AllAsync(Find, Read, ("id", clientId));
        return rows.Count == 0 ? null : rows[0].Client with { Secrets = [.. rows.Where(row => row.Secret is not null).Select(row => row.Secret!).OrderBy(secret => secret.CreatedAt).ThenBy(secret => secret.Id, StringComparer.Ordinal)] };
    }

    private static (Client Client, ClientSecret? Secret) Read(Row row)
    {
        var client = new Client
        {
            ClientId = row.Text(0),
            OrganizationId = row.Text(1),
            ProjectId = row.Text(2),
            Kind = KindOf(row.Text(3)),
            Name = row.Text(4),
            CreatedAt = row.Time(5),
            DisabledAt = row.TimeOrNull(6),
            Epoch = row.Number(7),
            Settings = SettingsText.Read(row.Text(8)),
            ManagementAllowedAt = row.TimeOrNull(9),
            ManagementAllowedBy = row.TextOrNull(10),
        };
        return (client, row.IsNull(11) ? null : new ClientSecret
        {
            Id = row.Text(11),
            ClientId = client.ClientId,
            Name = row.Text(12),
            Salt = row.Bytes(13),
            Hash = row.Bytes(14),
            CreatedAt = row.Time(15),
            NotBefore = row.TimeOrNull(16),
            ExpiresAt = row.TimeOrNull(17),
            RevokedAt = row.TimeOrNull(18),
            LastUsedAt = row.TimeOrNull(19),
            LastUsedAddress = row.TextOrNull(20),
            LastUsedGrant = row.TextOrNull(21),
        });
    }
}
