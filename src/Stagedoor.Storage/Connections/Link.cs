using System.Data.Common;
using Stagedoor.Storage.Catalogues;
using Stagedoor.Storage.Writing;

namespace Stagedoor.Storage.Connections;

/// <summary>
/// One open connection with its prepared statements. Lent to one caller at a time. Every statement is a constant text with named parameters: values never become text of a statement.
/// </summary>
internal abstract class Link(DbConnection connection) : IAsyncDisposable
{
    private readonly Dictionary<string, Prepared> statements = new(StringComparer.Ordinal);

    protected DbConnection Connection => connection;

    /// <summary>The cancellation of whoever has the link now.</summary>
    public CancellationToken Cancellation { get; set; }

    /// <summary>Set by a unit of work that fed the revocation; looked at after the commit.</summary>
    public bool FedRevocation { get; set; }

    /// <summary>Set by a statement that changes what is kept in memory; looked at after the commit.</summary>
    public bool ChangedCatalogue { get; set; }

    public abstract Task BeginAsync();

    public abstract Task CommitAsync();

    public abstract Task RollbackAsync();

    /// <summary>Runs units of work in their order.</summary>
    public virtual async Task RunAsync(IReadOnlyList<Unit> units)
    {
        foreach (var unit in units) await unit.RunAsync(this);
    }

    /// <summary>Runs a statement; the number of rows it changed.</summary>
    public Task<int> ExecuteAsync(string sql, params ReadOnlySpan<(string Name, Value Value)> arguments) => ChangeAsync(Bind(sql, arguments));

    /// <summary>Runs a statement; true when it changed a row.</summary>
    public Task<bool> ChangesAsync(string sql, params ReadOnlySpan<(string Name, Value Value)> arguments) => ChangedAsync(Bind(sql, arguments));

    /// <summary>The first row, or null.</summary>
    public Task<T?> FirstAsync<T>(string sql, Func<Row, T> read, params ReadOnlySpan<(string Name, Value Value)> arguments) where T : class => FirstOf(Bind(sql, arguments), read);

    /// <summary>The first column of the first row as a number, or null.</summary>
    public Task<long?> NumberAsync(string sql, params ReadOnlySpan<(string Name, Value Value)> arguments) => NumberOf(Bind(sql, arguments));

    public Task<List<T>> AllAsync<T>(string sql, Func<Row, T> read, params ReadOnlySpan<(string Name, Value Value)> arguments) => AllOf(Bind(sql, arguments), read);

    /// <summary>Runs text that is not kept prepared: migrations and pragmas.</summary>
    public async Task RunAsync(string script)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Only embedded scripts and constants come here.
        command.CommandText = script;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var statement in statements.Values) await statement.Command.DisposeAsync();
        await connection.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private Prepared Bind(string sql, ReadOnlySpan<(string Name, Value Value)> arguments)
    {
        if (!statements.TryGetValue(sql, out var statement))
        {
            statements.Add(sql, statement = new(connection.CreateCommand(), Catalogue.IsChangedBy(sql)));
#pragma warning disable CA2100 // Callers pass constants; values are parameters.
            statement.Command.CommandText = sql;
#pragma warning restore CA2100
            foreach (var (name, value) in arguments)
            {
                var parameter = statement.Command.CreateParameter();
                parameter.ParameterName = name;
                parameter.DbType = value.Type;
                statement.Command.Parameters.Add(parameter);
            }
        }

        if (statement.ChangesCatalogue) ChangedCatalogue = true;
        var parameters = statement.Command.Parameters;
        if (parameters.Count != arguments.Length) throw new InvalidOperationException("a statement was called with another number of arguments: " + sql);
        for (var i = 0; i < arguments.Length; i++)
        {
            var parameter = parameters[i];
            if (parameter.ParameterName != arguments[i].Name) parameter = parameters[arguments[i].Name];
            parameter.Value = arguments[i].Value.Content;
        }

        return statement;
    }

    private async Task<int> ChangeAsync(Prepared statement)
    {
        await PrepareAsync(statement);
        return await statement.Command.ExecuteNonQueryAsync(Cancellation);
    }

    private async Task<bool> ChangedAsync(Prepared statement) => await ChangeAsync(statement) > 0;

    private async Task<T?> FirstOf<T>(Prepared statement, Func<Row, T> read) where T : class
    {
        await PrepareAsync(statement);
        await using var reader = await statement.Command.ExecuteReaderAsync(Cancellation);
        return await reader.ReadAsync(Cancellation) ? read(new Row(reader)) : null;
    }

    private async Task<long?> NumberOf(Prepared statement)
    {
        await PrepareAsync(statement);
        return await statement.Command.ExecuteScalarAsync(Cancellation) switch { long number => number, int number => number, _ => null };
    }

    private async Task<List<T>> AllOf<T>(Prepared statement, Func<Row, T> read)
    {
        await PrepareAsync(statement);
        await using var reader = await statement.Command.ExecuteReaderAsync(Cancellation);
        var rows = new List<T>();
        while (await reader.ReadAsync(Cancellation)) rows.Add(read(new Row(reader)));
        return rows;
    }

    private async ValueTask PrepareAsync(Prepared statement)
    {
        if (statement.IsReady) return;
        await statement.Command.PrepareAsync(Cancellation);
        statement.IsReady = true;
    }

    private sealed class Prepared(DbCommand command, bool changesCatalogue)
    {
        public bool ChangesCatalogue => changesCatalogue;

        public DbCommand Command { get; } = command;

        public bool IsReady { get; set; }
    }
}
