using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Writing;

/// <summary>One piece of work that waits for the writer. It can be run again: only its last run before a commit counts.</summary>
internal abstract class Unit(CancellationToken cancellation)
{
    public long QueuedAt { get; } = Environment.TickCount64;

    /// <summary>Whether the caller gave up before the work began.</summary>
    public bool IsAbandoned => cancellation.IsCancellationRequested;

    protected CancellationToken Cancellation => cancellation;

    public abstract Task RunAsync(Link link);

    /// <summary>After the commit.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception exception);

    public abstract void Abandon();
}

/// <summary>Work with an answer.</summary>
internal abstract class Unit<T>(CancellationToken cancellation) : Unit(cancellation)
{
    private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends after the commit.</summary>
    public Task<T> Completion => completion.Task;

    protected T? Answer { get; set; }

    public override void Complete() => completion.TrySetResult(Answer!);

    public override void Fail(Exception exception) => completion.TrySetException(exception);

    public override void Abandon() => completion.TrySetCanceled(Cancellation);
}

/// <summary>Work of several statements.</summary>
internal sealed class Work<T>(Func<Link, Task<T>> work, CancellationToken cancellation) : Unit<T>(cancellation)
{
    public override async Task RunAsync(Link link) => Answer = await work(link);
}

/// <summary>Work of one statement, which may travel to the database together with its neighbours.</summary>
internal interface IStatement
{
    string Sql { get; }

    (string Name, Value Value)[] Arguments { get; }

    /// <summary>Whether the statement answers with rows; else with the number of rows that it changed.</summary>
    bool ReturnsRows { get; }

    void Changed(long rows);

    void Returned(Row? row);
}

/// <summary>A statement whose answer is whether it changed a row.</summary>
internal sealed class Change(string sql, (string Name, Value Value)[] arguments, CancellationToken cancellation) : Unit<bool>(cancellation), IStatement
{
    public string Sql => sql;

    public (string Name, Value Value)[] Arguments => arguments;

    public bool ReturnsRows => false;

    public override async Task RunAsync(Link link) => Answer = await link.ChangesAsync(sql, arguments);

    public void Changed(long rows) => Answer = rows > 0;

    public void Returned(Row? row) => throw new InvalidOperationException("the statement returns no rows");
}

/// <summary>A statement that changes at most one row and answers with it, or with null.</summary>
internal sealed class Taking<T>(string sql, Func<Row, T> read, (string Name, Value Value)[] arguments, CancellationToken cancellation) : Unit<T?>(cancellation), IStatement where T : class
{
    public string Sql => sql;

    public (string Name, Value Value)[] Arguments => arguments;

    public bool ReturnsRows => true;

    public override async Task RunAsync(Link link) => Answer = await link.FirstAsync(sql, read, arguments);

    public void Changed(long rows) => throw new InvalidOperationException("the statement returns rows");

    public void Returned(Row? row) => Answer = row is { } first ? read(first) : null;
}
