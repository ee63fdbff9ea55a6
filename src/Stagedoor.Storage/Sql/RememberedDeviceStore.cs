using Stagedoor.Server.Factors;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Sql;

internal sealed class RememberedDeviceStore(Database database) : IRememberedDeviceStore
{
    private const string Add = """
        INSERT INTO remembered_devices (id, person_id, hash, person_epoch, created_at, expires_at, address, user_agent)
        VALUES (@id, @person_id, @hash, @person_epoch, @created_at, @expires_at, @address, @user_agent)
        """;
    private const string MakeRoom = """
        DELETE FROM remembered_devices WHERE person_id = @person_id AND id NOT IN
            (SELECT id FROM remembered_devices WHERE person_id = @person_id ORDER BY created_at DESC, id LIMIT @most)
        """;
    private const string Use = """
        UPDATE remembered_devices SET last_used_at = @now
        WHERE hash = @hash AND person_id = @person_id AND expires_at > @now AND person_epoch = (SELECT epoch FROM persons WHERE id = @person_id)
        """;
    private const string OfPerson = """
        SELECT d.id, d.person_id, d.hash, d.person_epoch, d.created_at, d.expires_at, d.last_used_at, d.address, d.user_agent
        FROM remembered_devices d JOIN persons p ON p.id = d.person_id
        WHERE d.person_id = @person_id AND d.expires_at > @now AND d.person_epoch = p.epoch ORDER BY d.created_at DESC, d.id LIMIT 100
        """;
    private const string Remove = "DELETE FROM remembered_devices WHERE id = @id AND person_id = @person_id";
    private const string RemoveAll = "DELETE FROM remembered_devices WHERE person_id = @person_id";

    public Task AddAsync(RememberedDevice device, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            await link.ExecuteAsync(
                Add,
                ("id", device.Id), ("person_id", device.PersonId), ("hash", device.Hash), ("person_epoch", device.PersonEpoch), ("created_at", device.CreatedAt), ("expires_at", device.ExpiresAt),
                ("address", device.Address), ("user_agent", device.UserAgent));
            return await link.ExecuteAsync(MakeRoom, ("person_id", device.PersonId), ("most", RememberedDevice.MaxPerPerson));
        },
        cancellation);

    public Task<bool> UseAsync(string personId, string hash, DateTimeOffset now, CancellationToken cancellation) =>
        database.ChangeAsync(Use, cancellation, ("now", now), ("hash", hash), ("person_id", personId));

    public ValueTask<IReadOnlyList<RememberedDevice>> OfPersonAsync(string personId, DateTimeOffset now, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<RememberedDevice>>(async link => await link.AllAsync(OfPerson, Read, ("person_id", personId), ("now", now)), cancellation);

    public Task<bool> RemoveAsync(string id, string personId, CancellationToken cancellation) => database.ChangeAsync(Remove, cancellation, ("id", id), ("person_id", personId));

    public Task RemoveAllAsync(string personId, CancellationToken cancellation) => database.ChangeAsync(RemoveAll, cancellation, ("person_id", personId));

    private static RememberedDevice Read(Row row) => new()
    {
        Id = row.Text(0),
        PersonId = row.Text(1),
        Hash = row.Text(2),
        PersonEpoch = row.Number(3),
        CreatedAt = row.Time(4),
        ExpiresAt = row.Time(5),
        LastUsedAt = row.TimeOrNull(6),
        Address = row.TextOrNull(7),
        UserAgent = row.TextOrNull(8),
    };
}
