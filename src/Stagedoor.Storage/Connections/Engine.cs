using Stagedoor.Server.Audit.Index;
using Stagedoor.Storage.Writing;

namespace Stagedoor.Storage.Connections;

/// <summary>What a database's exception means.</summary>
internal enum Fault
{
    /// <summary>The unit of work is at fault.</summary>
    Unit,

    /// <summary>Others were in the way: the same unit may be run again.</summary>
    Conflict,

    /// <summary>The database is gone, full or read-only; whether a commit took place may be unknown.</summary>
    Unavailable,
}

/// <summary>The few things in which the two databases differ.</summary>
internal abstract class Engine
{
    /// <summary>The folder of its embedded migrations.</summary>
    public abstract string Name { get; }

    /// <summary>True where statements run on the calling thread, so that the writer has a thread of its own.</summary>
    public abstract bool IsInProcess { get; }

    /// <summary>Whether an error may stem from a pooled connection that died since: then a read is tried again on another one.</summary>
    public abstract bool LosesConnections { get; }

    /// <summary>A query of one column: the texts of the list that stands in the argument <c>@list</c>, made by <c>Value.List</c>. So one statement serves many ids.</summary>
    public abstract string List { get; }

    /// <summary>An expression that makes a random UUID as text, another one for every row.</summary>
    public abstract string NewId { get; }

    /// <summary>After a query: its rows are held against change until the end of the transaction. Empty where there is one writer at a time.</summary>
    public abstract string Held { get; }

    /// <summary>Whether the row of <c>search_rows</c> with this alias holds what the argument <c>@match</c> asks for, made by <see cref="MatchOf"/>.</summary>
    public abstract string Match(string alias);

    /// <summary>All of the words, which are letters and digits only; each whole, or as the beginning of a word.</summary>
    public abstract string MatchOf(IReadOnlyList<(string Word, bool IsPrefix)> words);

    public abstract Task<Link> OpenAsync(bool forWriting, CancellationToken cancellation);

    public abstract Fault Classify(Exception exception);

    /// <summary>Holds other nodes back while this one migrates, until the end of the transaction.</summary>
    public abstract Task LockSchemaAsync(Link link);

    /// <summary>Appends a batch's audit entries at once.</summary>
    public abstract Task AppendAuditAsync(Link link, string node, IReadOnlyList<AuditRow> rows);

    /// <summary>Adds rows to the audit's index at once.</summary>
    public abstract Task AppendAuditIndexAsync(Link link, IReadOnlyList<AuditIndexRow> rows);

    /// <summary>How far the catalogue's changes go now, and whether there are others than at the last mark. Exact: a change that commits late is not missed.</summary>
    public abstract Task<(CatalogueMark Next, bool IsChanged)> ReadCatalogueAsync(Link link, CatalogueMark last);

    /// <summary>Called by the writer between two batches.</summary>
    public virtual Task BetweenBatchesAsync(Link link) => Task.CompletedTask;

    /// <summary>Prepares what must stand before the first connection.</summary>
    public virtual Task StartAsync(CancellationToken cancellation) => Task.CompletedTask;

    public virtual Task StopAsync() => Task.CompletedTask;
}
