using Stagedoor.Protocol.OAuth;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Sql;

/// <summary>
/// Puts notices into the queue, in the transaction that ends a session and after what it burns: a code is spent before that or never, and whoever spent one for an ID token is on the session's list. A refresh
/// token may outlive its session and ends with its person: those credentials hear of it too.
/// </summary>
internal static class LogoutNoticeFan
{
    private const string Spenders = "(SELECT s.sid, s.person_id, x.client_id FROM sessions s JOIN session_clients x ON x.sid = s.sid WHERE ";
    private const string Families = "f.sid, f.person_id, f.client_id FROM families f WHERE ' ' || f.scope || ' ' LIKE '% openid %' AND ";
    private const string OfSession = Spenders + "s.sid = @sid UNION SELECT " + Families + "f.sid = @sid) found";
    private const string OfPerson = Spenders + "s.person_id = @person_id AND s.ended_at = @now UNION SELECT " + Families + "f.person_id = @person_id AND f.revoked_at = @now) found";
    private const string OfOtherFamilies = "(SELECT " + Families + "f.person_id = @person_id AND f.sid <> @sid AND f.revoked_at = @now) found";
    private const string OfMembersFamilies = "(SELECT " + Families + "f.acr <> @two AND f.person_id IN (SELECT m.person_id FROM memberships m WHERE m.organization_id = @organization_id) AND f.revoked_at = @now) found";

    private const string InService = " JOIN clients c ON c.id = found.client_id WHERE c.disabled_at IS NULL AND c.deleted_at IS NULL";
    private const string OfClient = " WHERE found.client_id = @client_id ON CONFLICT DO NOTHING";

    private const string HearOfSession = $"SELECT DISTINCT c.id, c.settings FROM {OfSession}{InService}", AddOfSession = $"INSERT INTO logout_notices (sid, client_id, person_id, created_at, due_at) SELECT found.sid, found.client_id, found.person_id, @now, @now FROM {OfSession}{OfClient}";
    private const string HearOfPerson = $"SELECT DISTINCT c.id, c.settings FROM {OfPerson}{InService}", AddOfPerson = $"INSERT INTO logout_notices (sid, client_id, person_id, created_at, due_at) SELECT found.sid, found.client_id, found.person_id, @now, @now FROM {OfPerson}{OfClient}";
    private const string HearOfOthers = $"SELECT DISTINCT c.id, c.settings FROM {OfOtherFamilies}{InService}", AddOfOthers = $"INSERT INTO logout_notices (sid, client_id, person_id, created_at, due_at) SELECT found.sid, found.client_id, found.person_id, @now, @now FROM {OfOtherFamilies}{OfClient}";
    private const string HearOfMembers = $"SELECT DISTINCT c.id, c.settings FROM {OfMembersFamilies}{InService}", AddOfMembers = $"INSERT INTO logout_notices (sid, client_id, person_id, created_at, due_at) SELECT found.sid, found.client_id, found.person_id, @now, @now FROM {OfMembersFamilies}{OfClient}";

    private const string Spend = "INSERT INTO session_clients (sid, client_id) SELECT sid, @client_id FROM sessions WHERE sid = @sid ON CONFLICT DO NOTHING";

    /// <summary>An ID token is about to be made in a session, in the transaction of the code that it is made for.</summary>
    public static async Task SpendAsync(Link link, string sid, string clientId, bool openId)
    {
        if (openId) await link.ExecuteAsync(Spend, ("client_id", clientId), ("sid", sid));
    }

    public static bool IsOpenId(string scopes) => scopes.Split(' ').Contains(Scope.OpenId, StringComparer.Ordinal);

    /// <summary>One session has ended.</summary>
    public static Task OfSessionAsync(Link link, string sid, DateTimeOffset now) => FanAsync(link, HearOfSession, AddOfSession, now, false, ("sid", sid));

    /// <summary>Everything of a person has ended at this moment.</summary>
    public static Task OfPersonAsync(Link link, string personId, DateTimeOffset now) => FanAsync(link, HearOfPerson, AddOfPerson, now, true, ("person_id", personId));

    /// <summary>The families of a person's other sessions, those that are over among them, have ended at this moment.</summary>
    public static Task OfOtherFamiliesAsync(Link link, string personId, string sid, DateTimeOffset now) => FanAsync(link, HearOfOthers, AddOfOthers, now, true, ("person_id", personId), ("sid", sid));

    /// <summary>The families that members of an organization opened with one factor have ended at this moment.</summary>
    public static Task OfMembersFamiliesAsync(Link link, string organizationId, string two, DateTimeOffset now) => FanAsync(link, HearOfMembers, AddOfMembers, now, true, ("organization_id", organizationId), ("two", two));

    private static async Task FanAsync(Link link, string hear, string add, DateTimeOffset now, bool byMoment, params (string Name, Value Value)[] whose)
    {
        (string Name, Value Value)[] moment = [("now", now)];
        foreach (var (clientId, settings) in await link.AllAsync(hear, row => (row.Text(0), row.Text(1)), byMoment ? [.. whose, .. moment] : whose))
        {
            if (SettingsText.Read(settings).BackchannelLogoutUri is not null) await link.ExecuteAsync(add, [.. whose, .. moment, ("client_id", clientId)]);
        }
    }
}
