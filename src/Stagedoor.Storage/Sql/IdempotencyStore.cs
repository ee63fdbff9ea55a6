using Stagedoor.Server.Administration;

namespace Stagedoor.Storage.Sql;

internal sealed class IdempotencyStore(Database database) : IIdempotencyStore
{
    private const string Claim = "INSERT INTO idempotency_keys (hash, request, expires_at) VALUES (@hash, @request, @expires_at) ON CONFLICT DO NOTHING";
    private const string Find = "SELECT request, status, answer FROM idempotency_keys WHERE hash = @hash";
    private const string Complete = "UPDATE idempotency_keys SET status = @status, answer = @answer WHERE hash = @hash AND status IS NULL";
    private const string Release = "DELETE FROM idempotency_keys WHERE hash = @hash AND status IS NULL";

    public Task<bool> ClaimAsync(string hash, string request, DateTimeOffset expiresAt, CancellationToken cancellation) =>
        database.ChangeAsync(Claim, cancellation, ("hash", hash), ("request", request), ("expires_at", expiresAt));

    public ValueTask<EarlierRequest?> FindAsync(string hash, CancellationToken cancellation) => database.ReadAsync(
        link => link.FirstAsync(Find, static row => new EarlierRequest(row.Text(0), row.NumberOrNull(1) is { } status ? (int)status : null, row.BytesOrNull(2)), ("hash", hash)), cancellation);

    public Task CompleteAsync(string hash, int status, ReadOnlyMemory<byte> sealedAnswer, CancellationToken cancellation) =>
        database.ChangeAsync(Complete, cancellation, ("status", (long)status), ("answer", sealedAnswer), ("hash", hash));

    public Task ReleaseAsync(string hash, CancellationToken cancellation) => database.ChangeAsync(Release, cancellation, ("hash", hash));
}
