using Microsoft.Data.Sqlite;
using Npgsql;

namespace Stagedoor.Bench.Contests;

/// <summary>How many entries the audit has, read beside the server.</summary>
internal static class AuditCount
{
    private const string Last = "SELECT COALESCE(SUM(last), 0) FROM (SELECT MAX(sequence) AS last FROM audit GROUP BY node) chains";

    public static async Task<long> OfAsync(Ring ring, CancellationToken cancellation)
    {
        var stagedoor = await ring.StagedoorAsync(cancellation);
        if (ring.Database is { } database)
        {
            await using var connection = new NpgsqlConnection(database);
            await connection.OpenAsync(cancellation);
            await using var command = new NpgsqlCommand(Last, connection);
            return Convert.ToInt64(await command.ExecuteScalarAsync(cancellation), System.Globalization.CultureInfo.InvariantCulture);
        }

        await using var file = new SqliteConnection($"Data Source={Path.Combine(stagedoor.Data, "stagedoor.db")};Mode=ReadOnly;Pooling=false");
        await file.OpenAsync(cancellation);
        await using var question = file.CreateCommand();
        question.CommandText = Last;
        return (long)(await question.ExecuteScalarAsync(cancellation))!;
    }
}
