using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Stagedoor.Server.Clients;
using Stagedoor.Storage.Content;
using Stagedoor.Storage.Sql;

namespace Stagedoor.Frameio.Tests;

/// <summary>What a test sees behind the API.</summary>
internal static class Behind
{
    /// <summary>Runs the cleaners now.</summary>
    public static async Task CleanAsync(this StagedoorApp app)
    {
        await app.Services.GetRequiredService<ContentCleaner>().CleanAsync(CancellationToken.None);
        await app.Services.GetRequiredService<Cleaner>().CleanAsync(CancellationToken.None);
    }

    /// <summary>Disables a credential, and with it whom it acts as.</summary>
    public static async Task DisableAsync(this StagedoorApp app, SeedClient client) =>
        Assert.True(await app.Services.GetRequiredService<IClientStore>().SetDisabledAsync(client.Id, disabled: true, app.Clock.GetUtcNow(), default));

    /// <summary>The number that a statement with one argument gives.</summary>
    public static async Task<long> CountAsync(this StagedoorApp app, string sql, string id) => Convert.ToInt64((await app.ReadAsync(sql, id)).Single());

    /// <summary>The first column that a statement with one argument gives.</summary>
    public static async Task<List<object?>> ReadAsync(this StagedoorApp app, string sql, string id)
    {
        if (app.ConnectionString is { } connectionString)
        {
            await using var postgres = NpgsqlDataSource.Create(connectionString);
            await using var command = postgres.CreateCommand(sql);
            command.Parameters.AddWithValue("id", id);
            return await AllAsync(command);
        }

        await using var sqlite = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(app.Data, "stagedoor.db"), Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString);
        await sqlite.OpenAsync();
        await using var reading = sqlite.CreateCommand();
        reading.CommandText = sql;
        reading.Parameters.AddWithValue("@id", id);
        return await AllAsync(reading);
    }

    private static async Task<List<object?>> AllAsync(DbCommand command)
    {
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<object?>();
        while (await reader.ReadAsync()) rows.Add(reader.IsDBNull(0) ? null : reader.GetValue(0));
        return rows;
    }
}
