using Npgsql;
using NpgsqlTypes;
using Stagedoor.Server.Audit.Index;
using Stagedoor.Storage.Catalogues;
using Stagedoor.Storage.Connections;
using Stagedoor.Storage.Writing;

namespace Stagedoor.Storage.Postgres;

/// <summary>A connection to PostgreSQL. Its statements are prepared on the server.</summary>
internal sealed class PostgresLink(NpgsqlConnection connection) : Link(connection)
{
    private const string AppendAudit = "INSERT INTO audit (node, sequence, at, body, mac) SELECT $1, entry.* FROM unnest($2, $3, $4, $5) AS entry";

    private const string AppendAuditIndex = """
        INSERT INTO audit_index (number, organization_id, at, act, result, actor_id, on_behalf_of_id, client_id, target_id, node, sequence)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """;

    private static readonly NpgsqlDbType[] indexTypes =
    [
        NpgsqlDbType.Bigint, NpgsqlDbType.Text, NpgsqlDbType.Bigint, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Bigint,
    ];

    private NpgsqlTransaction? transaction;
    private NpgsqlCommand? append, index;

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

    /// <summary>Neighbouring units of one statement go to the server together: one round trip for all.</summary>
    public override async Task RunAsync(IReadOnlyList<Unit> units)
    {
        for (var i = 0; i < units.Count; i++)
        {
            var end = i;
            while (end < units.Count && units[end] is IStatement) end++;
            if (end - i < 2)
            {
                await units[i].RunAsync(this);
                continue;
            }

            await TogetherAsync(units, i, end);
            i = end - 1;
        }
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

    public async Task AppendAuditIndexAsync(IReadOnlyList<AuditIndexRow> rows)
    {
        if (rows.Count == 0) return;
        var isNew = index is null;
        index ??= new(AppendAuditIndex, connection);
        if (isNew)
        {
            foreach (var type in indexTypes) index.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Array | type });
        }

        object[] columns =
        [
            rows.Select(row => row.Number).ToArray(), rows.Select(row => row.OrganizationId).ToArray(), rows.Select(row => row.Entry.At.ToUnixTimeMilliseconds()).ToArray(),
            rows.Select(row => row.Entry.Act).ToArray(), rows.Select(row => row.Entry.Result).ToArray(), rows.Select(row => row.Entry.ActorId).ToArray(),
            rows.Select(row => row.Entry.OnBehalfOfId).ToArray(), rows.Select(row => row.Entry.ClientId).ToArray(), rows.Select(row => row.TargetId).ToArray(),
            rows.Select(row => row.Node).ToArray(), rows.Select(row => row.Sequence).ToArray(),
        ];
        for (var i = 0; i < columns.Length; i++) index.Parameters[i].Value = columns[i];
        if (isNew) await index.PrepareAsync(Cancellation);
        await index.ExecuteNonQueryAsync(Cancellation);
    }

    public override async ValueTask DisposeAsync()
    {
        if (index is not null) await index.DisposeAsync();
        if (append is not null) await append.DisposeAsync();
        await EndAsync();
        await base.DisposeAsync();
    }

    private async Task TogetherAsync(IReadOnlyList<Unit> units, int start, int end)
    {
        await using var batch = new NpgsqlBatch(connection);
        for (var i = start; i < end; i++)
        {
            var statement = (IStatement)units[i];
            if (Catalogue.IsChangedBy(statement.Sql)) ChangedCatalogue = true;
            var command = new NpgsqlBatchCommand(Positional.Of(statement.Sql, statement.Arguments.Select(static argument => argument.Name)));
            foreach (var (_, value) in statement.Arguments) command.Parameters.Add(new() { DbType = value.Type, Value = value.Content });
            batch.BatchCommands.Add(command);
        }

        await batch.PrepareAsync(Cancellation);
        await using (var reader = await batch.ExecuteReaderAsync(Cancellation))
        {
            for (var i = start; i < end; i++)
            {
                var statement = (IStatement)units[i];
                if (!statement.ReturnsRows) continue;
                statement.Returned(await reader.ReadAsync(Cancellation) ? new Row(reader) : null);
                await reader.NextResultAsync(Cancellation);
            }
        }

        // Known when the reader is at its end.
        for (var i = start; i < end; i++)
        {
            if (units[i] is IStatement { ReturnsRows: false } statement) statement.Changed((long)batch.BatchCommands[i - start].Rows);
        }
    }

    private async ValueTask EndAsync()
    {
        if (transaction is not null) await transaction.DisposeAsync();
        transaction = null;
    }
}
