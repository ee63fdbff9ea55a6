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
internal class Unit<T>(Func<Link, Task<T>> work, CancellationToken cancellation) : Unit(cancellation)
{
    private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? answer;

    public Task<T> Completion => completion.Task;

    public override async Task RunAsync(Link link) => answer = await work(link);

    public override void Complete() => completion.TrySetResult(answer!);

    public override void Fail(Exception exception) => completion.TrySetException(exception);

    public override void Abandon() => completion.TrySetCanceled(Cancellation);
}
