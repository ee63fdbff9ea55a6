using Stagedoor.Server.LogoutNotices;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Sql;

/// <summary>The queue of notices of sign-outs. See <see cref="LogoutNoticeFan"/> for how they come into it.</summary>
internal sealed class LogoutNoticeStore(Database database) : ILogoutNotices
{
    private const string Due = "SELECT 1 FROM logout_notices WHERE state = 0 AND due_at <= @now LIMIT 1";

    // Leaps from one receiver that has something waiting to the next, and takes one of each, who waits longest first. The outer condition is looked at again when another node was faster.
    private const string Claim = """
        UPDATE logout_notices SET attempts = attempts + 1, due_at = @until
        WHERE state = 0 AND due_at <= @now AND (sid, client_id) IN (
            WITH RECURSIVE waiting (client_id) AS (
                SELECT MIN(client_id) FROM logout_notices WHERE state = 0
                UNION ALL
                SELECT (SELECT MIN(n.client_id) FROM logout_notices n WHERE n.state = 0 AND n.client_id > waiting.client_id) FROM waiting WHERE waiting.client_id IS NOT NULL)
            SELECT n.sid, n.client_id FROM waiting JOIN logout_notices n ON n.client_id = waiting.client_id
                AND n.sid = (SELECT o.sid FROM logout_notices o WHERE o.client_id = waiting.client_id AND o.state = 0 AND o.due_at <= @now ORDER BY o.due_at LIMIT 1)
            WHERE @busy NOT LIKE '% ' || n.client_id || ' %' ORDER BY n.due_at LIMIT @most)
        RETURNING sid, client_id, person_id, created_at, attempts
        """;
    private const string End = """
        UPDATE logout_notices SET state = @state, due_at = @due_at, attempted_at = @at, status = @status, problem = @problem, finished_at = @finished_at
        WHERE sid = @sid AND client_id = @client_id AND state = 0 AND attempts = @attempt
        """;
    private const string Latest = "SELECT state, attempts, COALESCE(attempted_at, created_at), status, problem, due_at FROM logout_notices WHERE client_id = @client_id ORDER BY created_at DESC LIMIT 1";

    public ValueTask<bool> IsDueAsync(DateTimeOffset now, CancellationToken cancellation) => database.ReadAsync(async link => await link.NumberAsync(Due, ("now", now)) is not null, cancellation);

    public Task<IReadOnlyList<LogoutNotice>> ClaimAsync(DateTimeOffset now, DateTimeOffset until, int most, IReadOnlyCollection<string> busy, CancellationToken cancellation) => database.WriteAsync<IReadOnlyList<LogoutNotice>>(
        async link => await link.AllAsync(
            Claim,
            row => new LogoutNotice { Sid = row.Text(0), ClientId = row.Text(1), PersonId = row.Text(2), CreatedAt = row.Time(3), Attempt = (int)row.Number(4) },
            ("until", until), ("now", now), ("busy", $" {string.Join(' ', busy)} "), ("most", most)),
        cancellation);

    public Task<bool> EndAsync(LogoutNotice notice, LogoutNoticeResult result, CancellationToken cancellation) => database.ChangeAsync(
        End,
        cancellation,
        ("state", (long)result.State), ("due_at", result.Again ?? result.At), ("at", result.At), ("status", (long?)result.Status), ("problem", result.Problem),
        ("finished_at", result.State == LogoutNoticeState.Waiting ? default(DateTimeOffset?) : result.At), ("sid", notice.Sid), ("client_id", notice.ClientId), ("attempt", notice.Attempt));

    public ValueTask<LatestLogoutNotice?> LatestAsync(string clientId, CancellationToken cancellation) => database.ReadAsync(link => link.FirstAsync(Latest, Read, ("client_id", clientId)), cancellation);

    private static LatestLogoutNotice Read(Row row)
    {
        var state = (LogoutNoticeState)row.Number(0);
        return new()
        {
            State = state,
            Attempts = (int)row.Number(1),
            At = row.Time(2),
            Status = row.IsNull(3) ? null : (int)row.Number(3),
            Problem = row.TextOrNull(4),
            Next = state == LogoutNoticeState.Waiting ? row.Time(5) : null,
        };
    }
}
