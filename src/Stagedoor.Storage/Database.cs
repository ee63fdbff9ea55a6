using System.Data.Common;
using Microsoft.Extensions.Logging;
using Stagedoor.Protocol;
using Stagedoor.Server.Audit;
using Stagedoor.Storage.Catalogues;
using Stagedoor.Storage.Connections;
using Stagedoor.Storage.Migrations;
using Stagedoor.Storage.Postgres;
using Stagedoor.Storage.Sql;
using Stagedoor.Storage.Sqlite;
using Stagedoor.Storage.Writing;

namespace Stagedoor.Storage;

/// <summary>The database of this process: migrated once, then read through a pool and written by one writer (two on PostgreSQL, one of them for the audit).</summary>
public sealed class Database : IAsyncDisposable
{
    private readonly StorageOptions options;
    private readonly AuditChain chain;
    private readonly TimeProvider time;
    private readonly ILogger<Database> logger;
    private readonly Readers readers;
    private readonly SemaphoreSlim starting = new(1, 1);
    private Writer? writer, auditWriter;
    private AuditAppender? appender;
    private string? node;
    private bool stopped;

    public Database(StorageOptions options, AuditChain chain, TimeProvider time, ILogger<Database> logger)
    {
        (this.options, this.chain, this.time, this.logger) = (options, chain, time, logger);
        Engine = options.Provider == StorageProvider.Sqlite ? new SqliteEngine(options, logger) : new PostgresEngine(options);
        readers = new Readers(Engine, options.Readers);
    }

    /// <summary>Raised after a commit that fed the revocation.</summary>
    internal event Action? Fed;

    /// <summary>What waits in memory is written when this is raised, before the writer closes.</summary>
    internal event Func<Task>? Stopping;

    internal Engine Engine { get; }

    /// <summary>What is kept in memory, and when it ends.</summary>
    internal Catalogue Catalogue { get; } = new();

    private Writer Writer => writer ?? throw NotStarted();

    internal string Node => node ?? throw NotStarted();

    internal AuditHead? AuditHead => appender?.Head;

    /// <summary>
    /// Opens the database and brings its schema forward; safe when two nodes start at once. When the database is a restored backup, the installation's epoch rises and all that was
    /// open in it ends. Throws <see cref="StorageStartException"/> with a sentence for the operator.
    /// </summary>
    public async Task MigrateAsync(CancellationToken cancellation)
    {
        await starting.WaitAsync(cancellation);
        try
        {
            if (writer is not null) return;
            DataFolder.Create(options.DataDirectory);
            await Engine.StartAsync(cancellation);
            if (time is DatabaseClock clock) await clock.StartAsync(cancellation);
            node = NodeId.Read(options.DataDirectory);
            var restored = false;
            try
            {
                await using var link = await Engine.OpenAsync(forWriting: true, cancellation);
                link.Cancellation = cancellation;
                await Migrator.RunAsync(Engine, link, time.GetUtcNow());
                restored = await Restoration.ApplyAsync(link, time.GetUtcNow());
            }
            catch (Exception exception) when (Engine.Classify(exception) == Fault.Unavailable)
            {
                await Engine.StopAsync();
                throw new StorageStartException($"The database cannot be opened: {exception.Message}", exception);
            }
            catch
            {
                await Engine.StopAsync();
                throw;
            }

            if (restored) node = NodeId.Renew(options.DataDirectory);
            appender = new(Engine, chain, node);
            auditWriter = Engine.IsInProcess ? null : NewWriter(appender);
            writer = NewWriter(Engine.IsInProcess ? appender : null);
            if (restored) await RecordAsync(new AuditEntry { At = time.GetUtcNow(), Act = AuditAct.Restored }, cancellation);
        }
        finally
        {
            starting.Release();
        }
    }

    /// <summary>A kept value as it stands before the migration, so that the master key can be proven before anything is changed; null where there is no database yet, or none of ours.</summary>
    public async Task<ReadOnlyMemory<byte>?> PeekAsync(string name, CancellationToken cancellation)
    {
        if (options.Provider == StorageProvider.Sqlite && !File.Exists(options.DatabaseFile)) return null;
        try
        {
            await using var link = await Engine.OpenAsync(forWriting: false, cancellation);
            link.Cancellation = cancellation;
            return await SigningKeyStore.ReadKeptAsync(link, name);
        }
        catch (DbException exception)
        {
            // No table yet.
            if (Engine.Classify(exception) == Fault.Unit) return null;
            throw new StorageStartException($"The database cannot be opened: {exception.Message}", exception);
        }
    }

    /// <summary>Whether the database answers, and takes changes since the last failure. Throws <see cref="StorageUnavailableException"/> otherwise.</summary>
    public async Task PingAsync(CancellationToken cancellation)
    {
        await ReadAsync(static link => link.NumberAsync("SELECT 1"), cancellation);
        if (writer is { IsHealthy: false }) await WriteAsync(Feed.TouchAsync, cancellation);
        if (auditWriter is { IsHealthy: false } audit) await audit.RunAsync(new Work<bool>(Feed.TouchAsync, cancellation));
    }

    /// <summary>
    /// Writes a consistent copy of the embedded database into a new file in <paramref name="directory"/>, while the process works. The copy knows that it is one: the next start on it
    /// counts as a restoration. PostgreSQL is backed up by pg_dump; see <see cref="MarkRestoredAsync"/>.
    /// </summary>
    public async Task<string> BackupAsync(string directory, CancellationToken cancellation)
    {
        if (Engine is not SqliteEngine) throw new StorageStartException("On PostgreSQL the database is backed up with pg_dump; after pg_restore mark it as restored.");
        return await Backup.WriteAsync(Engine, directory, cancellation);
    }

    /// <summary>Marks the database as restored: the next start raises the installation's epoch and ends all that was open. For use after pg_restore.</summary>
    public async Task MarkRestoredAsync(CancellationToken cancellation)
    {
        await using var link = await Engine.OpenAsync(forWriting: true, cancellation);
        link.Cancellation = cancellation;
        await link.ExecuteAsync(Restoration.Mark);
    }

    /// <summary>Commits what waits and closes.</summary>
    public async Task StopAsync()
    {
        await starting.WaitAsync();
        try
        {
            if (stopped) return;
            if (writer is not null && Stopping is { } stopping)
            {
                foreach (var flush in stopping.GetInvocationList().Cast<Func<Task>>()) await flush();
            }

            stopped = true;
            if (writer is not null) await writer.DisposeAsync();
            if (auditWriter is not null) await auditWriter.DisposeAsync();
            await readers.DisposeAsync();
            await Engine.StopAsync();
        }
        finally
        {
            starting.Release();
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    internal ValueTask<T> ReadAsync<T>(Func<Link, Task<T>> read, CancellationToken cancellation) => new(readers.RunAsync(read, cancellation));

    /// <summary>Runs a unit of work in the writer's next transaction; the task ends after the commit. The work waits for nothing but the database and may run again.</summary>
    internal Task<T> WriteAsync<T>(Func<Link, Task<T>> work, CancellationToken cancellation) => Writer.RunAsync(new Work<T>(work, cancellation));

    /// <summary>Like <see cref="WriteAsync"/> for one statement; whether it changed a row.</summary>
    internal Task<bool> ChangeAsync(string sql, CancellationToken cancellation, params ReadOnlySpan<(string Name, Value Value)> arguments) =>
        Writer.RunAsync(new Change(sql, arguments.ToArray(), cancellation));

    /// <summary>Like <see cref="WriteAsync"/> for one statement that changes at most one row; that row, or null.</summary>
    internal Task<T?> TakeAsync<T>(string sql, Func<Row, T> read, CancellationToken cancellation, params ReadOnlySpan<(string Name, Value Value)> arguments) where T : class =>
        Writer.RunAsync(new Taking<T>(sql, read, arguments.ToArray(), cancellation));

    internal Task RecordAsync(AuditEntry entry, CancellationToken cancellation) => (auditWriter ?? Writer).RunAsync(new AuditUnit(entry, cancellation));

    private static InvalidOperationException NotStarted() => new("the database was not migrated: call MigrateAsync first");

    private Writer NewWriter(AuditAppender? audit) => new(Engine, audit, Catalogue, () => Fed?.Invoke(), options.WriterQueue, options.WriterBatch, logger);
}
