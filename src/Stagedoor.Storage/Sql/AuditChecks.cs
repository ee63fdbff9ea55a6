using Stagedoor.Server.Audit;

namespace Stagedoor.Storage.Sql;

/// <summary>The last check of the chains: one row.</summary>
internal sealed class AuditChecks(Database database) : IAuditChecks
{
    // A check that says nothing for so long died with its node.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    // A walk reads everything of everybody: where many ask, they read the last answer.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(60);

    private const string Find = "SELECT started_at, ended_at, checked, total, broken FROM audit_checks WHERE id = 1 AND started_at > 0";
    private const string Begin = "UPDATE audit_checks SET started_at = @now, told_at = @now, ended_at = NULL, checked = 0, total = @total, broken = NULL WHERE id = 1 AND (ended_at <= @rested OR (ended_at IS NULL AND told_at <= @silent))";
    private const string Tell = "UPDATE audit_checks SET told_at = @now, checked = @checked, ended_at = @ended_at, broken = @broken WHERE id = 1 AND started_at = @started_at AND ended_at IS NULL";

    public ValueTask<AuditCheckState?> FindAsync(CancellationToken cancellation) =>
        database.ReadAsync(link => link.FirstAsync(Find, row => new AuditCheckState(row.Time(0), row.TimeOrNull(1), row.Number(2), row.Number(3), row.TextOrNull(4))), cancellation);

    public Task<bool> BeginAsync(long total, DateTimeOffset now, CancellationToken cancellation) =>
        database.ChangeAsync(Begin, cancellation, ("now", now), ("total", total), ("silent", now - Silence), ("rested", now - Rest));

    public Task TellAsync(DateTimeOffset startedAt, long @checked, DateTimeOffset now, bool ended, string? broken, CancellationToken cancellation) => database.ChangeAsync(
        Tell, cancellation, ("now", now), ("checked", @checked), ("ended_at", ended ? now : default(DateTimeOffset?)), ("broken", broken), ("started_at", startedAt));
}
