using Stagedoor.Server.Factors;

namespace Stagedoor.Storage.Sql;

internal sealed class AuthenticatorStore(Database database) : IAuthenticatorStore, IRecoveryCodeStore
{
    private const string Find = "SELECT person_id, sealed_secret, last_step, created_at, last_used_at FROM authenticators WHERE person_id = @person_id";
    private const string Set = """
        INSERT INTO authenticators (person_id, sealed_secret, last_step, created_at) VALUES (@person_id, @sealed_secret, @last_step, @created_at)
        ON CONFLICT (person_id) DO UPDATE SET sealed_secret = excluded.sealed_secret, last_step = excluded.last_step, created_at = excluded.created_at, last_used_at = NULL
        """;
    private const string UseStep = "UPDATE authenticators SET last_step = @step, last_used_at = @now WHERE person_id = @person_id AND last_step < @step";
    private const string Remove = "DELETE FROM authenticators WHERE person_id = @person_id";
    private const string ForgetCodes = "DELETE FROM recovery_codes WHERE person_id = @person_id";
    private const string AddCode = "INSERT INTO recovery_codes (person_id, hash, created_at) VALUES (@person_id, @hash, @now)";
    private const string UseCode = "UPDATE recovery_codes SET used_at = @now WHERE person_id = @person_id AND hash = @hash AND used_at IS NULL";

    public ValueTask<Authenticator?> FindAsync(string personId, CancellationToken cancellation) => database.ReadAsync(
        link => link.FirstAsync(
            Find,
            row => new Authenticator { PersonId = row.Text(0), SealedSecret = row.Bytes(1), LastStep = row.Number(2), CreatedAt = row.Time(3), LastUsedAt = row.TimeOrNull(4) },
            ("person_id", personId)),
        cancellation);

    public Task SetAsync(Authenticator authenticator, bool keepsSessions, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            await PersonFactorStore.AddingAsync(link, authenticator.PersonId, keepsSessions, authenticator.CreatedAt);
            await link.ExecuteAsync(
                Set,
                ("person_id", authenticator.PersonId), ("sealed_secret", authenticator.SealedSecret), ("last_step", authenticator.LastStep), ("created_at", authenticator.CreatedAt));
            await PersonFactorStore.ChangedAsync(link, authenticator.PersonId);
            return true;
        },
        cancellation);

    public Task<bool> UseStepAsync(string personId, long step, DateTimeOffset now, CancellationToken cancellation) =>
        database.ChangeAsync(UseStep, cancellation, ("step", step), ("now", now), ("person_id", personId));

    public Task<FactorRemoval> RemoveAsync(string personId, CancellationToken cancellation) =>
        database.WriteAsync(link => PersonFactorStore.RemoveAsync(link, personId, false, Remove, ("person_id", personId)), cancellation);

    public Task ReplaceAsync(string personId, IReadOnlyList<string> hashes, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            await link.ExecuteAsync(ForgetCodes, ("person_id", personId));
            foreach (var hash in hashes) await link.ExecuteAsync(AddCode, ("person_id", personId), ("hash", hash), ("now", now));
            return true;
        },
        cancellation);

    public Task<bool> UseAsync(string personId, string hash, DateTimeOffset now, CancellationToken cancellation) =>
        database.ChangeAsync(UseCode, cancellation, ("now", now), ("person_id", personId), ("hash", hash));
}
