using Stagedoor.Server.Tokens;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Sql;

internal sealed class RefreshTokenStore(Database database) : IRefreshTokenStore
{
    // 3 is RevocationKind.Family. A revocation on another node that commits at the same time may miss a row that is just being added: so the set is asked wherever the row is used.
    private const string NotRevoked = "NOT EXISTS (SELECT 1 FROM revocations WHERE kind = 3 AND key = @family_id)";
    private const string Start = """
        INSERT INTO families (family_id, client_id, person_id, sid, scope, resources, userinfo_claims, authenticated_at, acr, amr, nonce, current_hash, created_at, expires_at, absolute_expires_at,
            person_epoch, client_epoch, passed_on_to)
        SELECT @family_id, @client_id, @person_id, @sid, @scope, @resources, @userinfo_claims, @authenticated_at, @acr, @amr, @nonce, @current_hash, @created_at, @expires_at, @absolute_expires_at,
            @person_epoch, @client_epoch, @passed_on_to
        WHERE
        """ + " " + NotRevoked + " ON CONFLICT DO NOTHING";
    private const string Find = """
        SELECT f.family_id, f.client_id, f.person_id, f.sid, f.scope, f.resources, f.authenticated_at, f.acr, f.amr, f.nonce, f.current_hash, f.previous_hash, f.rotated_at, f.sealed_answer,
            f.created_at, f.expires_at, f.absolute_expires_at, COALESCE(f.revoked_at, r.at), f.person_epoch, f.client_epoch, f.userinfo_claims, f.passed_on_to
        FROM families f LEFT JOIN revocations r ON r.kind = 3 AND r.key = f.family_id
        WHERE f.family_id = @family_id
        """;
    private const string Rotate = """
        UPDATE families SET previous_hash = current_hash, current_hash = @next, rotated_at = @now, sealed_answer = @sealed_answer, expires_at = @expires_at
        WHERE family_id = @family_id AND current_hash = @presented AND revoked_at IS NULL AND expires_at > @now AND absolute_expires_at > @now AND
        """ + " " + NotRevoked;
    private const string Revoke = "UPDATE families SET revoked_at = @now WHERE family_id = @family_id AND revoked_at IS NULL";

    public Task<bool> StartAsync(RefreshTokenFamily family, CancellationToken cancellation) => database.ChangeAsync(
        Start,
        cancellation,
        ("family_id", family.FamilyId), ("client_id", family.ClientId), ("person_id", family.PersonId), ("sid", family.Sid), ("scope", family.Scope), ("resources", family.Resources), ("userinfo_claims", family.UserinfoClaims),
        ("authenticated_at", family.AuthenticatedAt), ("acr", family.Acr), ("amr", family.Amr), ("nonce", family.Nonce), ("current_hash", family.CurrentHash),
        ("created_at", family.CreatedAt), ("expires_at", family.ExpiresAt), ("absolute_expires_at", family.AbsoluteExpiresAt), ("person_epoch", family.PersonEpoch),
        ("client_epoch", family.ClientEpoch), ("passed_on_to", family.PassedOnTo));

    public ValueTask<RefreshTokenFamily?> FindAsync(string familyId, CancellationToken cancellation) =>
        database.ReadAsync(link => link.FirstAsync(Find, Read, ("family_id", familyId)), cancellation);

    public Task<bool> RotateAsync(string familyId, string presentedHash, string nextHash, ReadOnlyMemory<byte> sealedAnswer, DateTimeOffset expiresAt, DateTimeOffset now, CancellationToken cancellation) =>
        database.ChangeAsync(
            Rotate,
            cancellation,
            ("next", nextHash), ("now", now), ("sealed_answer", sealedAnswer), ("expires_at", expiresAt), ("family_id", familyId), ("presented", presentedHash));

    public Task<bool> RevokeAsync(string familyId, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            await link.ExecuteAsync(Revoke, ("now", now), ("family_id", familyId));
            return await Feed.AddAsync(link, RevocationKind.Family, familyId, 1, now);
        },
        cancellation);

    private static RefreshTokenFamily Read(Row row) => new()
    {
        FamilyId = row.Text(0),
        ClientId = row.Text(1),
        PersonId = row.Text(2),
        Sid = row.Text(3),
        Scope = row.Text(4),
        Resources = row.Text(5),
        AuthenticatedAt = row.Time(6),
        Acr = row.Text(7),
        Amr = row.Text(8),
        Nonce = row.TextOrNull(9),
        CurrentHash = row.Text(10),
        PreviousHash = row.TextOrNull(11),
        RotatedAt = row.TimeOrNull(12),
        SealedAnswer = row.BytesOrNull(13),
        CreatedAt = row.Time(14),
        ExpiresAt = row.Time(15),
        AbsoluteExpiresAt = row.Time(16),
        RevokedAt = row.TimeOrNull(17),
        PersonEpoch = row.Number(18),
        ClientEpoch = row.Number(19),
        UserinfoClaims = row.Text(20),
        PassedOnTo = row.TextOrNull(21),
    };
}
