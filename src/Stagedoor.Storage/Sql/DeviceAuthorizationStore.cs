using Stagedoor.Server.Authorizations;
using Stagedoor.Server.Clients;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Sql;

internal sealed class DeviceAuthorizationStore(Database database) : IDeviceAuthorizationStore
{
    private const string Columns = "device_code_hash, user_code_hash, family_id, client_id, dialect, scope, created_at, expires_at, address, person_id, sid, authenticated_at, acr, amr";
    private const string FreeUserCode = "DELETE FROM device_authorizations WHERE user_code_hash = @user_code_hash AND expires_at <= @now";

    // RFC 8628 §3.2: polls are 5 s apart unless told otherwise.
    private const string Add = """
        INSERT INTO device_authorizations (device_code_hash, user_code_hash, family_id, client_id, dialect, scope, created_at, expires_at, address, decision, poll_interval, polled_early)
        VALUES (@device_code_hash, @user_code_hash, @family_id, @client_id, @dialect, @scope, @created_at, @expires_at, @address, 0, 5000, 0)
        ON CONFLICT DO NOTHING
        """;
    private const string FindByUserCode = "SELECT " + Columns + " FROM device_authorizations WHERE user_code_hash = @user_code_hash AND decision = 0 AND expires_at > @now";
    private const string Allow = """
        UPDATE device_authorizations SET decision = 1, person_id = @person_id, sid = @sid, authenticated_at = @authenticated_at, acr = @acr, amr = @amr
        WHERE device_code_hash = @hash AND decision = 0 AND expires_at > @now
        """;
    private const string Deny = "UPDATE device_authorizations SET decision = 2 WHERE device_code_hash = @hash AND decision = 0 AND expires_at > @now";
    private const string Spend = """
        UPDATE device_authorizations SET spent_at = @now
        WHERE device_code_hash = @hash AND client_id = @client_id AND decision = 1 AND spent_at IS NULL AND expires_at > @now
        RETURNING
        """ + " " + Columns;
    private const string Poll = """
        UPDATE device_authorizations SET
            polled_early = CASE WHEN polled_at IS NOT NULL AND @now < polled_at + poll_interval THEN 1 ELSE 0 END,
            poll_interval = CASE WHEN polled_at IS NOT NULL AND @now < polled_at + poll_interval THEN poll_interval + 5000 ELSE poll_interval END,
            polled_at = @now
        WHERE device_code_hash = @hash AND client_id = @client_id AND decision = 0 AND expires_at > @now
        RETURNING polled_early
        """;
    private const string State = "SELECT decision, expires_at, spent_at FROM device_authorizations WHERE device_code_hash = @hash AND client_id = @client_id";

    public Task<bool> AddAsync(DeviceAuthorization device, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            await link.ExecuteAsync(FreeUserCode, ("user_code_hash", device.UserCodeHash), ("now", device.CreatedAt));
            return await link.ChangesAsync(
                Add,
                ("device_code_hash", device.DeviceCodeHash), ("user_code_hash", device.UserCodeHash), ("family_id", device.FamilyId), ("client_id", device.ClientId),
                ("dialect", (long)device.Dialect), ("scope", device.Scope), ("created_at", device.CreatedAt), ("expires_at", device.ExpiresAt), ("address", device.Address));
        },
        cancellation);

    public ValueTask<DeviceAuthorization?> FindByUserCodeAsync(string userCodeHash, DateTimeOffset now, CancellationToken cancellation) =>
        database.ReadAsync(link => link.FirstAsync(FindByUserCode, Read, ("user_code_hash", userCodeHash), ("now", now)), cancellation);

    public Task<bool> AllowAsync(string deviceCodeHash, string personId, string sid, DateTimeOffset authenticatedAt, string acr, string amr, DateTimeOffset now, CancellationToken cancellation) =>
        database.ChangeAsync(
            Allow,
            cancellation,
            ("person_id", personId), ("sid", sid), ("authenticated_at", authenticatedAt), ("acr", acr), ("amr", amr), ("hash", deviceCodeHash), ("now", now));

    public Task<bool> DenyAsync(string deviceCodeHash, DateTimeOffset now, CancellationToken cancellation) =>
        database.ChangeAsync(Deny, cancellation, ("hash", deviceCodeHash), ("now", now));

    public Task<DevicePoll> PollAsync(string deviceCodeHash, string clientId, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync<DevicePoll>(
        async link =>
        {
            if (await link.FirstAsync(Spend, Read, ("now", now), ("hash", deviceCodeHash), ("client_id", clientId)) is { } device)
            {
                if (device.Sid is { } sid) await LogoutNoticeFan.SpendAsync(link, sid, device.ClientId, LogoutNoticeFan.IsOpenId(device.Scope));
                return new DevicePoll.Allowed(device);
            }

            if (await link.NumberAsync(Poll, ("now", now), ("hash", deviceCodeHash), ("client_id", clientId)) is { } early) return early == 0 ? new DevicePoll.Pending() : new DevicePoll.SlowDown();
            return await link.FirstAsync(State, row => ReadState(row, now), ("hash", deviceCodeHash), ("client_id", clientId)) ?? new DevicePoll.Unknown();
        },
        cancellation);

    private static DevicePoll ReadState(Row row, DateTimeOffset now)
    {
        if (!row.IsNull(2)) return new DevicePoll.Unknown();
        if (row.Time(1) <= now) return new DevicePoll.Expired();
        return row.Number(0) == 2 ? new DevicePoll.Denied() : new DevicePoll.Unknown();
    }

    private static DeviceAuthorization Read(Row row) => new()
    {
        DeviceCodeHash = row.Text(0),
        UserCodeHash = row.Text(1),
        FamilyId = row.Text(2),
        ClientId = row.Text(3),
        Dialect = (Dialects)row.Number(4),
        Scope = row.Text(5),
        CreatedAt = row.Time(6),
        ExpiresAt = row.Time(7),
        Address = row.TextOrNull(8),
        PersonId = row.TextOrNull(9),
        Sid = row.TextOrNull(10),
        AuthenticatedAt = row.TimeOrNull(11),
        Acr = row.TextOrNull(12),
        Amr = row.TextOrNull(13),
    };
}
