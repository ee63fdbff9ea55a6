using System.Collections.Concurrent;
using Stagedoor.Protocol;

namespace Stagedoor.Storage.Connections;

/// <summary>Connections that read. The one returned last is lent first, so that few stay warm.</summary>
internal sealed class Readers(Engine engine, int most) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim free = new(most, most);
    private readonly ConcurrentStack<Link> idle = new();
    private volatile bool closed;

    public async Task<T> RunAsync<T>(Func<Link, Task<T>> read, CancellationToken cancellation)
    {
        if (!await free.WaitAsync(Patience, cancellation)) throw new StorageUnavailableException("every connection is busy");
        try
        {
            while (true)
            {
                var isNew = !idle.TryPop(out var link);
                try
                {
                    link ??= await engine.OpenAsync(forWriting: false, cancellation);
                    link.Cancellation = cancellation;
                    var result = await read(link);
                    await ReturnAsync(link);
                    return result;
                }
                catch (Exception exception)
                {
                    if (link is not null) await CloseAsync(link);
                    if (exception is OperationCanceledException || engine.Classify(exception) != Fault.Unavailable) throw;
                    if (isNew || !engine.LosesConnections) throw new StorageUnavailableException("the database does not answer", exception);
                }
            }
        }
        finally
        {
            free.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        closed = true;
        while (idle.TryPop(out var link)) await CloseAsync(link);
    }

    private static async Task CloseAsync(Link link)
    {
        try
        {
            await link.DisposeAsync();
        }
#pragma warning disable CA1031 // A connection that cannot even be closed is gone.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    private async ValueTask ReturnAsync(Link link)
    {
        if (closed) await CloseAsync(link);
        else idle.Push(link);
    }
}
