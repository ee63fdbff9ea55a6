using Microsoft.Data.Sqlite;
using Stagedoor.Storage.Connections;
using Stagedoor.Storage.Sql;

namespace Stagedoor.Storage.Sqlite;

/// <summary>A consistent copy of the embedded database, made while it is in use, and marked as a copy.</summary>
internal static class Backup
{
    public static async Task<string> WriteAsync(Engine engine, string directory, CancellationToken cancellation)
    {
        DataFolder.Create(directory);
        var file = Path.Combine(directory, "stagedoor.db");
        if (File.Exists(file)) throw new StorageStartException($"{file} exists already: give an empty folder.");
        DataFolder.CreateFile(file);
        try
        {
            await using (var link = await engine.OpenAsync(forWriting: false, cancellation))
            {
                link.Cancellation = cancellation;
                await link.RunAsync("PRAGMA query_only = OFF");
                await link.ExecuteAsync("VACUUM INTO @file", ("file", file));
            }

            // Marking it syncs the copy to disk.
            await using var copy = new SqliteLink(new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString)) { Cancellation = cancellation };
            await copy.OpenAsync();
            await copy.RunAsync("PRAGMA synchronous = FULL");
            await copy.ExecuteAsync(Restoration.Mark);
            return file;
        }
        catch (SqliteException exception)
        {
            File.Delete(file);
            throw new StorageStartException($"The backup could not be written to {directory}: {exception.Message}", exception);
        }
    }
}
