using Stagedoor.Protocol.OAuth;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Consents;
using Stagedoor.Server.Tokens;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Sql;

internal sealed class ConsentStore(Database database) : IConsentStore
{
    private const string Columns = "person_id, client_id, scope, granted_at, last_used_at, grant_id";
    private const string Find = "SELECT " + Columns + " FROM consents WHERE person_id = @person_id AND client_id = @client_id";
    private const string OfPerson = "SELECT " + Columns + " FROM consents WHERE person_id = @person_id AND client_id > @after ORDER BY client_id LIMIT @count";

    // Makes the row or locks it, so that two consents at once are both kept. The grant keeps the id of its first yes.
    private const string Hold = """
        INSERT INTO consents (person_id, client_id, scope, granted_at, grant_id) VALUES (@person_id, @client_id, @scope, @granted_at, @grant_id)
        ON CONFLICT (person_id, client_id) DO UPDATE SET granted_at = excluded.granted_at, grant_id = CASE consents.grant_id WHEN '' THEN excluded.grant_id ELSE consents.grant_id END RETURNING scope
        """;
    private const string Widen = "UPDATE consents SET scope = @scope WHERE person_id = @person_id AND client_id = @client_id";
    private const string Withdraw = "DELETE FROM consents WHERE person_id = @person_id AND client_id = @client_id RETURNING grant_id";
    private const string EndFamilies = "UPDATE families SET revoked_at = @now WHERE person_id = @person_id AND client_id = @client_id AND revoked_at IS NULL RETURNING family_id";
    private const string BurnCodes = "UPDATE codes SET expires_at = @now WHERE person_id = @person_id AND client_id = @client_id AND redeemed_at IS NULL AND expires_at > @now";
    private const string BurnDevices = "UPDATE device_authorizations SET expires_at = @now WHERE person_id = @person_id AND client_id = @client_id AND spent_at IS NULL AND expires_at > @now";

    // Access tokens of a grant without refresh token carry the family id too.
    private const string Produced = """
        SELECT family_id FROM codes WHERE person_id = @person_id AND client_id = @client_id AND redeemed_at IS NOT NULL
        UNION SELECT family_id FROM device_authorizations WHERE person_id = @person_id AND client_id = @client_id AND spent_at IS NOT NULL
        """;

    public ValueTask<Consent?> FindAsync(string personId, string clientId, CancellationToken cancellation) =>
        database.ReadAsync(link => link.FirstAsync(Find, Read, ("person_id", personId), ("client_id", clientId)), cancellation);

    public ValueTask<IReadOnlyList<Consent>> OfPersonAsync(string personId, string? after, int count, CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<Consent>>(
        async link => await link.AllAsync(OfPerson, Read, ("person_id", personId), ("after", after ?? ""), ("count", count)), cancellation);

    public Task AllowAsync(Consent consent, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            var held = await link.FirstAsync(
                Hold, row => row.Text(0), ("person_id", consent.PersonId), ("client_id", consent.ClientId), ("scope", consent.Scopes.SpaceJoined), ("granted_at", consent.GrantedAt), ("grant_id", RandomIds.Uuid().ToString()));
            var scopes = ScopeSet.FromStored(held!);
            return consent.Scopes.IsSubsetOf(scopes)
                || await link.ChangesAsync(Widen, ("scope", scopes.Union(consent.Scopes).SpaceJoined), ("person_id", consent.PersonId), ("client_id", consent.ClientId));
        },
        cancellation);

    public Task<bool> WithdrawAsync(string personId, string clientId, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            if (await link.FirstAsync(Withdraw, row => row.Text(0), ("person_id", personId), ("client_id", clientId)) is not { } grant) return false;
            await link.ExecuteAsync(BurnCodes, ("now", now), ("person_id", personId), ("client_id", clientId));
            await link.ExecuteAsync(BurnDevices, ("now", now), ("person_id", personId), ("client_id", clientId));
            var families = await link.AllAsync(EndFamilies, row => row.Text(0), ("now", now), ("person_id", personId), ("client_id", clientId));
            var produced = await link.AllAsync(Produced, row => row.Text(0), ("person_id", personId), ("client_id", clientId));
            foreach (var family in families.Union(produced).Append(grant).Where(id => id.Length > 0)) await Feed.AddAsync(link, RevocationKind.Family, family, 1, now);
            return true;
        },
        cancellation);

    private static Consent Read(Row row) => new()
    {
        PersonId = row.Text(0),
        ClientId = row.Text(1),
        Scopes = ScopeSet.FromStored(row.Text(2)),
        GrantedAt = row.Time(3),
        LastUsedAt = row.TimeOrNull(4),
        GrantId = row.Text(5),
    };
}
