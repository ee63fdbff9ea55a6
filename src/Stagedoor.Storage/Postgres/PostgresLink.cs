using Npgsql;
using NpgsqlTypes;
using Stagedoor.Storage.Connections;
using Stagedoor.Storage.Writing;

namespace Stagedoor.Storage.Postgres;

/// <summary>A connection to PostgreSQL. Its statements are prepared on the server.</summary>
internal sealed class PostgresLink(NpgsqlConnection connection) : Link(connection)
{
    private const string AppendAudit = "INSERT INTO audit (node, sequence, at, body, mac) SELECT $1, entry.* FROM unnest($2, $3, $4, $5) AS entry";

    private NpgsqlTransaction? transaction;
    private NpgsqlCommand? append;

    public override async Task BeginAsync() => transaction = await connection.BeginTransactionAsync(Cancellation);

    public override async Task CommitAsync()
    {
        await transaction!.CommitAsync(Cancellation);
        await EndAsync();
    }

    public override async Task RollbackAsync()
    {
        if (transaction is null) return;
        await transaction.RollbackAsync(Cancellation);
        await EndAsync();
    }

    public async Task AppendAuditAsync(string node, IReadOnlyList<AuditRow> rows)
    {
        var isNew = append is null;
        append ??= new(AppendAudit, connection)
        {
            Parameters =
            {
                new() { NpgsqlDbType = NpgsqlDbType.Text },
                new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint },
                new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint },
                new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea },
            },
        };
        append.Parameters[0].Value = node;
        append.Parameters[1].Value = rows.Select(row => row.Sequence).ToArray();
        append.Parameters[2].Value = rows.Select(row => row.At.ToUnixTimeMilliseconds()).ToArray();
        append.Parameters[3].Value = rows.Select(row => row.Body).ToArray();
        append.Parameters[4].Value = rows.Select(row => row.Mac).ToArray();
        if (isNew) await append.PrepareAsync(Cancellation);
        await append.ExecuteNonQueryAsync(Cancellation);
    }

    public override async ValueTask DisposeAsync()
    {
        if (append is not null) await append.DisposeAsync();
        await EndAsync();
        await base.DisposeAsync();
    }

    private async ValueTask EndAsync()
    {
        if (transaction is not null) await transaction.DisposeAsync();
        transaction = null;
    }
}
