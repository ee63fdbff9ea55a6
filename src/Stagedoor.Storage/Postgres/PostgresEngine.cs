using System.Net.Sockets;
using Npgsql;
using Stagedoor.Server.Audit.Index;
using Stagedoor.Storage.Connections;
using Stagedoor.Storage.Writing;

namespace Stagedoor.Storage.Postgres;

/// <summary>PostgreSQL, for many nodes. Every commit is synced, whatever the server's setting.</summary>
internal sealed class PostgresEngine : Engine
{
    private const string Changes = """
        SELECT pg_snapshot_xmin(now.snapshot)::text::bigint, COUNT(c.id), COALESCE(SUM(c.id), 0)::bigint,
            COUNT(c.id) FILTER (WHERE c.xid >= pg_snapshot_xmin(now.snapshot)::text::bigint), COALESCE(SUM(c.id) FILTER (WHERE c.xid >= pg_snapshot_xmin(now.snapshot)::text::bigint), 0)::bigint
        FROM (SELECT pg_current_snapshot() AS snapshot) now LEFT JOIN catalogue_changes c ON c.xid >= @floor GROUP BY 1
        """;

    private readonly string connectionString;

    public PostgresEngine(StorageOptions options)
    {
        try
        {
            connectionString = new NpgsqlConnectionStringBuilder(options.ConnectionString)
            {
                // Links are pooled here, with their prepared statements.
                Pooling = false,
                Enlist = false,
                Timeout = 5,
                CommandTimeout = 10,
                CancellationTimeout = 2000,
                KeepAlive = 10,
                ApplicationName = "stagedoor",
            }.ConnectionString;
        }
        catch (ArgumentException exception)
        {
            // The text may hold a password: it is not repeated.
            throw new StorageStartException("The connection string of PostgreSQL cannot be read.", exception);
        }
    }

    public override string Name => "Postgres";

    public override bool IsInProcess => false;

    public override bool LosesConnections => true;

    public override string List => "SELECT jsonb_array_elements_text(@list::jsonb)";

    public override string NewId => "gen_random_uuid()::text";
    public override string Held => " FOR SHARE";

    public override string Match(string alias) => $"{alias}.words @@ to_tsquery('simple', @match)";

    public override string MatchOf(IReadOnlyList<(string Word, bool IsPrefix)> words) => string.Join(" & ", words.Select(word => $"'{word.Word}'{(word.IsPrefix ? ":*" : "")}"));

    public override async Task<Link> OpenAsync(bool forWriting, CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(connectionString);
        var link = new PostgresLink(connection);
        try
        {
            await connection.OpenAsync(cancellation);
            await link.RunAsync(forWriting
                ? "SET synchronous_commit = on; SET default_transaction_isolation = 'read committed'; SET lock_timeout = '5s'"
                : "SET default_transaction_read_only = on");
            return link;
        }
        catch
        {
            await link.DisposeAsync();
            throw;
        }
    }

    public override Fault Classify(Exception exception) => exception switch
    {
        ConflictException => Fault.Conflict,
        PostgresException postgres => Classify(postgres.SqlState),
        NpgsqlException or IOException or TimeoutException or SocketException or ObjectDisposedException => Fault.Unavailable,
        _ => Fault.Unit,
    };

    public override Task LockSchemaAsync(Link link) => link.RunAsync("SET LOCAL lock_timeout = '60s'; SELECT pg_advisory_xact_lock(7236837164)");

    public override Task AppendAuditAsync(Link link, string node, IReadOnlyList<AuditRow> rows) => ((PostgresLink)link).AppendAuditAsync(node, rows);

    public override Task AppendAuditIndexAsync(Link link, IReadOnlyList<AuditIndexRow> rows) => ((PostgresLink)link).AppendAuditIndexAsync(rows);

    // Every transaction below the floor had ended when it was taken; of those above it, more or fewer rows than last time are news, in whatever order they commit.
    public override async Task<(CatalogueMark Next, bool IsChanged)> ReadCatalogueAsync(Link link, CatalogueMark last)
    {
        var (seen, next) = (await link.FirstAsync(Changes, static row => Tuple.Create((Count: row.Number(1), Sum: row.Number(2)), new CatalogueMark(row.Number(0), row.Number(3), row.Number(4))), ("floor", last.Floor)))!;
        return (next, seen != (last.Seen, last.Sum));
    }

    private static Fault Classify(string state) => state switch
    {
        // Serialization failure, deadlock, lock not available in time.
        "40001" or "40P01" or "55P03" => Fault.Conflict,
        // A read-only server; and a plan that a migration of another node made stale: the connection is replaced.
        "25006" or "0A000" => Fault.Unavailable,
        // A database that takes no connections for now.
        "55000" => Fault.Unavailable,
        // Connection, authorization, wrong database, insufficient resources, operator intervention, system error.
        _ when state[..2] is "08" or "28" or "3D" or "53" or "57" or "58" => Fault.Unavailable,
        _ => Fault.Unit,
    };
}
