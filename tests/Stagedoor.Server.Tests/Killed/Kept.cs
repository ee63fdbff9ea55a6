using System.Data.Common;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Stagedoor.Server.Tests.Killed;

/// <summary>What the database holds after a kill, read behind the server's back.</summary>
public sealed class Kept
{
    private Kept(IReadOnlySet<string> audited, long openCodes) => (Audited, OpenCodes) = (audited, openCodes);

    /// <summary>Every text that stands in an audit entry.</summary>
    public IReadOnlySet<string> Audited { get; }

    public long OpenCodes { get; }

    public static async Task<Kept> ReadAsync(string data, string? connectionString)
    {
        await using DbConnection connection = connectionString is null ? new SqliteConnection($"Data Source={Path.Combine(data, "stagedoor.db")};Mode=ReadOnly;Pooling=False") : new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        var audited = new HashSet<string>(StringComparer.Ordinal);
        await using (var command = connection.CreateCommand())
        {
            command.CommandText = "SELECT body FROM audit";
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync()) Collect(reader.GetString(0), audited);
        }

        await using var count = connection.CreateCommand();
        count.CommandText = "SELECT count(*) FROM codes WHERE redeemed_at IS NULL";
        return new(audited, Convert.ToInt64(await count.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture));
    }

    private static void Collect(string body, HashSet<string> audited)
    {
        using var entry = JsonDocument.Parse(body);
        foreach (var member in entry.RootElement.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.String) audited.Add(member.Value.GetString()!);
        }
    }
}
