using Stagedoor.Server.Sessions;
using Stagedoor.Server.Tokens;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Sql;

internal sealed class SessionStore(Database database) : ISessionStore
{
    private const string Live = """
        SELECT s.sid, s.browser_hash, s.person_id, s.authenticated_at, s.expires_at, s.acr, s.amr, s.person_epoch, s.address, s.user_agent
        FROM sessions s JOIN persons p ON p.id = s.person_id
        WHERE s.ended_at IS NULL AND s.expires_at > @now AND p.disabled_at IS NULL AND p.epoch = s.person_epoch
        """;
    private const string OfBrowser = Live + " AND s.browser_hash = @browser_hash ORDER BY s.authenticated_at DESC, s.sid LIMIT 100";
    private const string OfPerson = Live + " AND s.person_id = @person_id AND (s.authenticated_at < @at OR (s.authenticated_at = @at AND s.sid > @after)) ORDER BY s.authenticated_at DESC, s.sid LIMIT @count";
    private const string Find = Live + " AND s.person_id = @person_id AND s.sid = @sid";
    private const string Others = "SELECT sid FROM sessions WHERE person_id = @person_id AND sid <> @sid AND ended_at IS NULL AND expires_at > @now";
    private const string EndOtherFamilies = "UPDATE families SET revoked_at = @now WHERE person_id = @person_id AND sid <> @sid AND revoked_at IS NULL RETURNING family_id";
    private const string BurnOtherCodes = "UPDATE codes SET expires_at = @now WHERE person_id = @person_id AND sid <> @sid AND redeemed_at IS NULL AND expires_at > @now";
    private const string BurnOtherDevices = "UPDATE device_authorizations SET expires_at = @now WHERE person_id = @person_id AND sid <> @sid AND spent_at IS NULL AND expires_at > @now";
    private const string OfOneFactor = """
        SELECT s.sid FROM memberships m JOIN sessions s ON s.person_id = m.person_id
        WHERE m.organization_id = @organization_id AND s.acr <> @two AND s.ended_at IS NULL AND s.expires_at > @now
        """;
    private const string ByMembers = "acr <> @two AND person_id IN (SELECT person_id FROM memberships WHERE organization_id = @organization_id)";
    private const string EndFamiliesOfOneFactor = $"UPDATE families SET revoked_at = @now WHERE {ByMembers} AND revoked_at IS NULL RETURNING family_id";
    private const string BurnCodesOfOneFactor = $"UPDATE codes SET expires_at = @now WHERE {ByMembers} AND redeemed_at IS NULL AND expires_at > @now";
    private const string BurnDevicesOfOneFactor = $"UPDATE device_authorizations SET expires_at = @now WHERE {ByMembers} AND spent_at IS NULL AND expires_at > @now";
    private const string IsLive = """
        SELECT 1 FROM sessions s JOIN persons p ON p.id = s.person_id
        WHERE s.sid = @sid AND s.ended_at IS NULL AND s.expires_at > @now AND p.disabled_at IS NULL AND p.epoch = s.person_epoch
        """;
    private const string OlderOfPerson = "SELECT sid FROM sessions WHERE browser_hash = @browser_hash AND person_id = @person_id AND ended_at IS NULL LIMIT 100";
    private const string Move = "UPDATE sessions SET browser_hash = @browser_hash WHERE browser_hash = @previous";
    private const string Add = """
        INSERT INTO sessions (sid, browser_hash, person_id, authenticated_at, expires_at, acr, amr, person_epoch, address, user_agent)
        VALUES (@sid, @browser_hash, @person_id, @authenticated_at, @expires_at, @acr, @amr, @person_epoch, @address, @user_agent)
        """;
    private const string Renew = """
        UPDATE sessions SET browser_hash = @browser_hash, authenticated_at = @authenticated_at, expires_at = @expires_at, acr = @acr, amr = @amr, address = @address, user_agent = @user_agent
        WHERE sid = @sid AND browser_hash = @previous AND person_id = @person_id AND person_epoch = @person_epoch AND ended_at IS NULL AND expires_at > @now
        """;
    private const string End = "UPDATE sessions SET ended_at = @now WHERE sid = @sid AND ended_at IS NULL AND expires_at > @now";
    private const string EndFamilies = "UPDATE families SET revoked_at = @now WHERE sid = @sid AND revoked_at IS NULL";
    // What is being made of a code or device code at this moment has no row yet: its name is refused before it comes. Five minutes are long enough for what is in flight.
    private const string InTheMaking = """
        SELECT c.family_id FROM codes c WHERE c.sid = @sid AND c.redeemed_at IS NOT NULL AND c.expires_at > @since
            AND NOT EXISTS (SELECT 1 FROM families f WHERE f.family_id = c.family_id)
        UNION SELECT d.family_id FROM device_authorizations d WHERE d.sid = @sid AND d.spent_at IS NOT NULL AND d.expires_at > @since
            AND NOT EXISTS (SELECT 1 FROM families f WHERE f.family_id = d.family_id)
        """;

    private const string BurnCodes = "UPDATE codes SET expires_at = @now WHERE sid = @sid AND redeemed_at IS NULL AND expires_at > @now";
    private const string BurnDevices = "UPDATE device_authorizations SET expires_at = @now WHERE sid = @sid AND spent_at IS NULL AND expires_at > @now";

    public ValueTask<IReadOnlyList<Session>> OfBrowserAsync(string browserHash, DateTimeOffset now, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<Session>>(async link => await link.AllAsync(OfBrowser, Read, ("browser_hash", browserHash), ("now", now)), cancellation);

    public Task AddAsync(Session session, string? previousBrowserHash, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            if (previousBrowserHash is not null)
            {
                foreach (var sid in await link.AllAsync(OlderOfPerson, row => row.Text(0), ("browser_hash", previousBrowserHash), ("person_id", session.PersonId)))
                {
                    await EndAsync(link, sid, now);
                }

                await link.ExecuteAsync(Move, ("browser_hash", session.BrowserHash), ("previous", previousBrowserHash));
            }

            return await link.ChangesAsync(
                Add,
                ("sid", session.Sid), ("browser_hash", session.BrowserHash), ("person_id", session.PersonId), ("authenticated_at", session.AuthenticatedAt),
                ("expires_at", session.ExpiresAt), ("acr", session.Acr), ("amr", string.Join(' ', session.Amr)), ("person_epoch", session.PersonEpoch),
                ("address", session.Address), ("user_agent", session.UserAgent));
        },
        cancellation);

    public Task<bool> RenewAsync(Session session, string previousBrowserHash, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            var renewed = await link.ChangesAsync(
                Renew,
                ("browser_hash", session.BrowserHash), ("authenticated_at", session.AuthenticatedAt), ("expires_at", session.ExpiresAt), ("acr", session.Acr), ("amr", string.Join(' ', session.Amr)),
                ("address", session.Address), ("user_agent", session.UserAgent), ("sid", session.Sid), ("previous", previousBrowserHash), ("person_id", session.PersonId),
                ("person_epoch", session.PersonEpoch), ("now", now));
            if (renewed) await link.ExecuteAsync(Move, ("browser_hash", session.BrowserHash), ("previous", previousBrowserHash));
            return renewed;
        },
        cancellation);

    public ValueTask<IReadOnlyList<Session>> OfPersonAsync(string personId, Session? after, int count, DateTimeOffset now, CancellationToken cancellation)
    {
        var (at, sid) = after is null ? (DateTimeOffset.MaxValue, "") : (after.AuthenticatedAt, after.Sid);
        return database.ReadAsync<IReadOnlyList<Session>>(async link => await link.AllAsync(OfPerson, Read, ("now", now), ("person_id", personId), ("at", at), ("after", sid), ("count", count)), cancellation);
    }

    public ValueTask<Session?> FindAsync(string personId, string sid, DateTimeOffset now, CancellationToken cancellation) =>
        database.ReadAsync(link => link.FirstAsync(Find, Read, ("now", now), ("person_id", personId), ("sid", sid)), cancellation);

    public Task<int> EndOthersAsync(string personId, string sid, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            var ended = 0;
            foreach (var other in await link.AllAsync(Others, row => row.Text(0), ("person_id", personId), ("sid", sid), ("now", now)))
            {
                if (await EndAsync(link, other, now)) ended++;
            }

            // Families outlive their sessions, and so do devices that were allowed in one.
            foreach (var burn in (string[])[BurnOtherCodes, BurnOtherDevices]) await link.ExecuteAsync(burn, ("now", now), ("person_id", personId), ("sid", sid));
            foreach (var family in await link.AllAsync(EndOtherFamilies, row => row.Text(0), ("now", now), ("person_id", personId), ("sid", sid))) await Feed.AddAsync(link, RevocationKind.Family, family, 1, now);
            await LogoutNoticeFan.OfOtherFamiliesAsync(link, personId, sid, now);
            return ended;
        },
        cancellation);

    public Task<bool> EndAsync(string sid, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(link => EndAsync(link, sid, now), cancellation);

    public ValueTask<bool> IsLiveAsync(string sid, DateTimeOffset now, CancellationToken cancellation) =>
        database.ReadAsync(async link => await link.FirstAsync(IsLive, static _ => "live", ("sid", sid), ("now", now)) is not null, cancellation);

    /// <summary>An organization begins to demand a second factor: what its people opened with one ends, whatever they kept when they enrolled theirs.</summary>
    public static async Task EndOfOneFactorAsync(Link link, string organizationId, DateTimeOffset now)
    {
        (string, Value)[] whose = [("now", now), ("two", AuthenticationContext.Two), ("organization_id", organizationId)];
        foreach (var sid in await link.AllAsync(OfOneFactor, row => row.Text(0), whose)) await EndAsync(link, sid, now);
        foreach (var burn in (string[])[BurnCodesOfOneFactor, BurnDevicesOfOneFactor]) await link.ExecuteAsync(burn, whose);
        foreach (var family in await link.AllAsync(EndFamiliesOfOneFactor, row => row.Text(0), whose)) await Feed.AddAsync(link, RevocationKind.Family, family, 1, now);
        await LogoutNoticeFan.OfMembersFamiliesAsync(link, organizationId, AuthenticationContext.Two, now);
    }

    private static async Task<bool> EndAsync(Link link, string sid, DateTimeOffset now)
    {
        if (!await link.ChangesAsync(End, ("now", now), ("sid", sid))) return false;
        foreach (var end in (string[])[EndFamilies, BurnCodes, BurnDevices]) await link.ExecuteAsync(end, ("now", now), ("sid", sid));
        foreach (var family in await link.AllAsync(InTheMaking, row => row.Text(0), ("sid", sid), ("since", now.AddMinutes(-5)))) await Feed.AddAsync(link, RevocationKind.Family, family, 1, now);
        await Feed.AddAsync(link, RevocationKind.Session, sid, 1, now);
        await LogoutNoticeFan.OfSessionAsync(link, sid, now);
        return true;
    }

    private static Session Read(Row row) => new()
    {
        Sid = row.Text(0),
        BrowserHash = row.Text(1),
        PersonId = row.Text(2),
        AuthenticatedAt = row.Time(3),
        ExpiresAt = row.Time(4),
        Acr = row.Text(5),
        Amr = row.Names(6),
        PersonEpoch = row.Number(7),
        Address = row.TextOrNull(8),
        UserAgent = row.TextOrNull(9),
    };
}
