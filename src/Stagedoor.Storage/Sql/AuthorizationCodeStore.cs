using Stagedoor.Server.Authorizations;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Sql;

internal sealed class AuthorizationCodeStore(Database database) : IAuthorizationCodeStore
{
    private const string Columns = "hash, family_id, request, person_id, sid, authenticated_at, acr, amr, created_at, expires_at";
    private const string Add = """
        INSERT INTO codes (hash, family_id, client_id, request, person_id, sid, authenticated_at, acr, amr, created_at, expires_at)
        VALUES (@hash, @family_id, @client_id, @request, @person_id, @sid, @authenticated_at, @acr, @amr, @created_at, @expires_at)
        """;
    private const string Redeem = "UPDATE codes SET redeemed_at = @now WHERE hash = @hash AND redeemed_at IS NULL AND expires_at > @now RETURNING " + Columns;

    // A code that was spent stays one, however old: what it produced must die.
    private const string FindSpent = "SELECT " + Columns + " FROM codes WHERE hash = @hash AND redeemed_at IS NOT NULL";

    private const string IsLive = "SELECT 1 FROM codes WHERE hash = @hash AND redeemed_at IS NULL AND expires_at > @now";

    public Task AddAsync(AuthorizationCode code, CancellationToken cancellation)
    {
        var request = RequestText.Write(code.Request);
        return database.ChangeAsync(
            Add,
            cancellation,
            ("hash", code.Hash), ("family_id", code.FamilyId), ("client_id", code.Request.ClientId), ("request", request), ("person_id", code.PersonId), ("sid", code.Sid),
            ("authenticated_at", code.AuthenticatedAt), ("acr", code.Acr), ("amr", code.Amr), ("created_at", code.CreatedAt), ("expires_at", code.ExpiresAt));
    }

    public ValueTask<bool> IsLiveAsync(string hash, DateTimeOffset now, CancellationToken cancellation) =>
        database.ReadAsync(async link => await link.NumberAsync(IsLive, ("hash", hash), ("now", now)) is not null, cancellation);

    public async Task<Redemption> RedeemAsync(string hash, DateTimeOffset now, CancellationToken cancellation)
    {
        var redeemed = await database.WriteAsync(
            async link =>
            {
                if (await link.FirstAsync(Redeem, Read, ("now", now), ("hash", hash)) is not { } code) return null;
                await LogoutNoticeFan.SpendAsync(link, code.Sid, code.Request.ClientId, LogoutNoticeFan.IsOpenId(code.Request.Scope));
                return code;
            },
            cancellation);
        if (redeemed is not null) return new Redemption.Redeemed(redeemed);

        // The commit is over: whoever won is seen.
        return await database.ReadAsync(link => link.FirstAsync(FindSpent, Read, ("hash", hash)), cancellation) is { } spent ? new Redemption.Replayed(spent) : new Redemption.Unknown();
    }

    private static AuthorizationCode Read(Row row) => new()
    {
        Hash = row.Text(0),
        FamilyId = row.Text(1),
        Request = RequestText.Read(row.Text(2)),
        PersonId = row.Text(3),
        Sid = row.Text(4),
        AuthenticatedAt = row.Time(5),
        Acr = row.Text(6),
        Amr = row.Text(7),
        CreatedAt = row.Time(8),
        ExpiresAt = row.Time(9),
    };
}
