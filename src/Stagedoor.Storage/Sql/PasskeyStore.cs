using Stagedoor.Server.Factors;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Sql;

internal sealed class PasskeyStore(Database database) : IPasskeyStore, ISpentChallenges
{
    private const string Columns = "id, person_id, name, public_key, sign_count, transports, backup_eligible, backed_up, created_at, last_used_at";
    private const string Find = "SELECT " + Columns + " FROM passkeys WHERE id = @id";
    private const string OfPerson = "SELECT " + Columns + " FROM passkeys WHERE person_id = @person_id ORDER BY created_at, id LIMIT 100";
    private const string Count = "SELECT COUNT(*) FROM passkeys WHERE person_id = @person_id";
    private const string Lock = "UPDATE persons SET epoch = epoch WHERE id = @person_id";
    private const string Add = """
        INSERT INTO passkeys (id, person_id, name, public_key, sign_count, transports, backup_eligible, backed_up, created_at)
        SELECT @id, p.id, @name, @public_key, @sign_count, @transports, @backup_eligible, @backed_up, @created_at FROM persons p WHERE p.id = @person_id ON CONFLICT DO NOTHING
        """;
    private const string IsKnown = "SELECT 1 FROM passkeys WHERE id = @id";
    private const string Rename = "UPDATE passkeys SET name = @name WHERE id = @id AND person_id = @person_id";
    private const string Use = """
        UPDATE passkeys SET sign_count = @sign_count, backed_up = @backed_up, last_used_at = @now
        WHERE id = @id AND (sign_count < @sign_count OR (sign_count = 0 AND @sign_count = 0))
        """;
    private const string Remove = "DELETE FROM passkeys WHERE id = @id AND person_id = @person_id";
    private const string Spend = "INSERT INTO spent_challenges (id, expires_at) VALUES (@id, @expires_at) ON CONFLICT DO NOTHING";

    public ValueTask<Passkey?> FindAsync(string id, CancellationToken cancellation) => database.ReadAsync(link => link.FirstAsync(Find, Read, ("id", id)), cancellation);

    public ValueTask<IReadOnlyList<Passkey>> OfPersonAsync(string personId, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<Passkey>>(async link => await link.AllAsync(OfPerson, Read, ("person_id", personId)), cancellation);

    public Task<bool> AddAsync(Passkey passkey, bool keepsSessions, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            await link.ExecuteAsync(Lock, ("person_id", passkey.PersonId));
            if (await link.NumberAsync(Count, ("person_id", passkey.PersonId)) >= Passkey.MaxPerPerson || await link.NumberAsync(IsKnown, ("id", passkey.Id)) is not null) return false;
            await PersonFactorStore.AddingAsync(link, passkey.PersonId, keepsSessions, passkey.CreatedAt);
            var added = await link.ChangesAsync(
                Add,
                ("id", passkey.Id), ("person_id", passkey.PersonId), ("name", passkey.Name), ("public_key", passkey.PublicKey), ("sign_count", passkey.SignCount),
                ("transports", string.Join(' ', passkey.Transports)), ("backup_eligible", passkey.IsBackupEligible), ("backed_up", passkey.IsBackedUp), ("created_at", passkey.CreatedAt));

            // As many statements for nobody: how long a sign-up takes does not say whether the address had an account (attack F1).
            await PersonFactorStore.ChangedAsync(link, added ? passkey.PersonId : "");
            return added;
        },
        cancellation);

    public Task<bool> RenameAsync(string id, string personId, string name, CancellationToken cancellation) =>
        database.ChangeAsync(Rename, cancellation, ("name", name), ("id", id), ("person_id", personId));

    public Task<bool> UseAsync(string id, long signCount, bool isBackedUp, DateTimeOffset now, CancellationToken cancellation) =>
        database.ChangeAsync(Use, cancellation, ("sign_count", signCount), ("backed_up", isBackedUp), ("now", now), ("id", id));

    public Task<FactorRemoval> RemoveAsync(string id, string personId, CancellationToken cancellation) =>
        database.WriteAsync(link => PersonFactorStore.RemoveAsync(link, personId, true, Remove, ("id", id), ("person_id", personId)), cancellation);

    public Task<bool> SpendAsync(string id, DateTimeOffset expiresAt, CancellationToken cancellation) => database.ChangeAsync(Spend, cancellation, ("id", id), ("expires_at", expiresAt));

    private static Passkey Read(Row row) => new()
    {
        Id = row.Text(0),
        PersonId = row.Text(1),
        Name = row.Text(2),
        PublicKey = row.Bytes(3),
        SignCount = row.Number(4),
        Transports = row.Names(5),
        IsBackupEligible = row.Flag(6),
        IsBackedUp = row.Flag(7),
        CreatedAt = row.Time(8),
        LastUsedAt = row.TimeOrNull(9),
    };
}
