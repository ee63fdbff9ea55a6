using Microsoft.Data.Sqlite;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Sqlite;

/// <summary>A connection to the embedded database. Its transactions take the write lock at once.</summary>
internal sealed class SqliteLink(SqliteConnection connection) : Link(connection)
{
    public Task OpenAsync() => connection.OpenAsync(Cancellation);

    public override Task BeginAsync() => ExecuteAsync("BEGIN IMMEDIATE");

    public override Task CommitAsync() => ExecuteAsync("COMMIT");

    public override Task RollbackAsync() => ExecuteAsync("ROLLBACK");
}
