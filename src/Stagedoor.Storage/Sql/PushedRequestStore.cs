using Stagedoor.Server.Authorizations;

namespace Stagedoor.Storage.Sql;

internal sealed class PushedRequestStore(Database database) : IPushedRequestStore
{
    private const string Add = "INSERT INTO pushed_requests (hash, client_id, request, expires_at) VALUES (@hash, @client_id, @request, @expires_at)";
    private const string Find = "SELECT request FROM pushed_requests WHERE hash = @hash AND spent_at IS NULL AND expires_at > @now";

    // No look at the expiry: a journey that began in time may end later.
    private const string Spend = "UPDATE pushed_requests SET spent_at = @now WHERE hash = @hash AND spent_at IS NULL";

    public Task AddAsync(string hash, AuthorizationRequest request, DateTimeOffset expiresAt, CancellationToken cancellation)
    {
        var text = RequestText.Write(request);
        return database.ChangeAsync(Add, cancellation, ("hash", hash), ("client_id", request.ClientId), ("request", text), ("expires_at", expiresAt));
    }

    public ValueTask<AuthorizationRequest?> FindAsync(string hash, DateTimeOffset now, CancellationToken cancellation) =>
        database.ReadAsync(link => link.FirstAsync(Find, row => RequestText.Read(row.Text(0)), ("hash", hash), ("now", now)), cancellation);

    public Task<bool> SpendAsync(string hash, DateTimeOffset now, CancellationToken cancellation) =>
        database.ChangeAsync(Spend, cancellation, ("now", now), ("hash", hash));
}
