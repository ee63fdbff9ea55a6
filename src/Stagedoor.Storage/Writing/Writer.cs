using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Stagedoor.Protocol;
using Stagedoor.Storage.Catalogues;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Writing;

/// <summary>
/// The one connection that writes. Takes whatever units of work wait, runs them in one transaction and completes their callers after the commit: durability costs one commit for many
/// requests (design §8). When one unit fails the batch is rolled back and each runs alone, so that a failure harms nobody else.
/// </summary>
internal sealed partial class Writer : IAsyncDisposable
{
    private const int Retries = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Engine engine;
    private readonly ILogger logger;
    private readonly AuditAppender? audit;
    private readonly Action fed;
    private readonly Catalogue catalogue;
    private readonly int most;
    private readonly Channel<Unit> queue;
    private readonly Task loop;
    private Link? link;
    private int ownThread;

    public Writer(Engine engine, AuditAppender? audit, Catalogue catalogue, Action fed, int capacity, int most, ILogger logger)
    {
        (this.engine, this.audit, this.catalogue, this.fed, this.most, this.logger) = (engine, audit, catalogue, fed, most, logger);
        queue = Channel.CreateBounded<Unit>(new BoundedChannelOptions(capacity) { SingleReader = true });
        loop = engine.IsInProcess
            ? Task.Factory.StartNew(RunOnOwnThread, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            : Task.Run(LoopAsync);
    }

    /// <summary>False after a batch that the database could not take, until one that it took.</summary>
    public bool IsHealthy { get; private set; } = true;

    /// <summary>Ends after the commit of the unit.</summary>
    public Task<T> RunAsync<T>(Unit<T> unit)
    {
        if (!queue.Writer.TryWrite(unit)) unit.Fail(new StorageUnavailableException("too much waits to be written, or storage is closed"));
        return unit.Completion;
    }

    /// <summary>Commits what waits, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await loop;
    }

    private void RunOnOwnThread()
    {
        ownThread = Environment.CurrentManagedThreadId;
        LoopAsync().GetAwaiter().GetResult();
    }

    private async Task LoopAsync()
    {
        var batch = new List<Unit>(most);
        while (await WaitAsync())
        {
            while (batch.Count < most && queue.Reader.TryRead(out var unit))
            {
                if (unit.IsAbandoned) unit.Abandon();
                else if (Environment.TickCount64 - unit.QueuedAt > Patience.TotalMilliseconds) unit.Fail(new StorageUnavailableException("waited too long to be written"));
                else batch.Add(unit);
            }

            if (batch.Count == 0) continue;
            await CommitAsync(batch);
            await RestAsync();
            batch.Clear();
        }

        await DropLinkAsync();
    }

    // An in-process database runs on this thread: blocking here keeps the loop off the thread pool, whose threads a sync to disk would hold. Where a unit awaited something of another
    // thread, the loop may go on there: that thread is somebody else's, and is not blocked.
    private ValueTask<bool> WaitAsync() =>
        Environment.CurrentManagedThreadId == ownThread ? new(queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult()) : queue.Reader.WaitToReadAsync();

    private async Task CommitAsync(List<Unit> batch)
    {
        var fault = await TryAsync(batch);
        if (fault is null) return;
        if (fault.Value.Fault == Fault.Unavailable || (batch.Count == 1 && fault.Value.Fault == Fault.Unit))
        {
            Fail(batch, fault.Value);
            return;
        }

        LogRerun(logger, fault.Value.Exception, batch.Count);
        foreach (var unit in batch)
        {
            List<Unit> alone = [unit];
            fault = await TryAsync(alone);
            for (var attempt = 1; fault?.Fault == Fault.Conflict && attempt < Retries; attempt++)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5 << attempt), TimeProvider.System);
                fault = await TryAsync(alone);
            }

            if (fault is not null) Fail(alone, fault.Value);
        }
    }

    private async Task<(Fault Fault, Exception Exception)?> TryAsync(List<Unit> batch)
    {
        try
        {
            link ??= await engine.OpenAsync(forWriting: true, CancellationToken.None);
            link.FedRevocation = link.ChangedCatalogue = false;
            await link.BeginAsync();
            await link.RunAsync(batch);
            if (audit is not null) await audit.AppendAsync(link, batch);
            await link.CommitAsync();
        }
#pragma warning disable CA1031 // Whatever went wrong belongs to the callers, not to this loop.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            audit?.RolledBack();
            // It may have been committed all the same: an answer that got lost says nothing.
            if (link is { ChangedCatalogue: true }) catalogue.Changed();
            var fault = engine.Classify(exception);
            await RollbackAsync(fault);
            return (fault, exception);
        }

        IsHealthy = true;
        audit?.Committed();
        if (link.ChangedCatalogue) catalogue.Changed();
        if (link.FedRevocation) Tell();
        foreach (var unit in batch) unit.Complete();
        return null;
    }

    // The commit stands whatever the listeners do.
    private void Tell()
    {
        try
        {
            fed();
        }
#pragma warning disable CA1031 // The loop outlives its listeners.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogListener(logger, exception);
        }
    }

    private async Task RestAsync()
    {
        try
        {
            if (link is not null) await engine.BetweenBatchesAsync(link);
        }
#pragma warning disable CA1031 // The next batch finds out what is wrong.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogUnavailable(logger, exception, 0);
            await DropLinkAsync();
        }
    }

    private void Fail(List<Unit> batch, (Fault Fault, Exception Exception) fault)
    {
        if (fault.Fault != Fault.Unit)
        {
            IsHealthy = fault.Fault != Fault.Unavailable;
            LogUnavailable(logger, fault.Exception, batch.Count);
        }

        foreach (var unit in batch) unit.Fail(fault.Fault == Fault.Unit ? fault.Exception : new StorageUnavailableException("the database could not take the change", fault.Exception));
    }

    private async Task RollbackAsync(Fault fault)
    {
        if (link is null) return;
        if (fault == Fault.Unavailable)
        {
            await DropLinkAsync();
            return;
        }

        try
        {
            await link.RollbackAsync();
        }
#pragma warning disable CA1031 // A connection that cannot roll back is replaced.
        catch (Exception)
#pragma warning restore CA1031
        {
            await DropLinkAsync();
        }
    }

    private async Task DropLinkAsync()
    {
        var dropped = link;
        link = null;
        try
        {
            if (dropped is not null) await dropped.DisposeAsync();
        }
#pragma warning disable CA1031 // It is gone either way.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    [LoggerMessage(1, LogLevel.Debug, "A batch of {Count} units was rolled back; each runs alone")]
    private static partial void LogRerun(ILogger logger, Exception exception, int count);

    [LoggerMessage(3, LogLevel.Error, "A listener to the revocation failed")]
    private static partial void LogListener(ILogger logger, Exception exception);

    [LoggerMessage(2, LogLevel.Error, "The database could not take {Count} units of work")]
    private static partial void LogUnavailable(ILogger logger, Exception exception, int count);
}
