using Microsoft.Extensions.Logging;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Sqlite;

/// <summary>
/// Moves the write-ahead log into the database on a connection of its own, while the writer goes on: when the log is long, or when nothing was written for a while.
/// A log that never rests is finished by the writer between two batches, when little of it is left to move, so that it starts over instead of growing.
/// </summary>
internal sealed partial class Checkpointer : IAsyncDisposable
{
    private const long Long = 8 << 20, TooLong = 48 << 20;
    private const string Passive = "PRAGMA wal_checkpoint(PASSIVE)";
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly SqliteEngine engine;
    private readonly FileInfo log;
    private readonly ILogger logger;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task loop;
    private volatile bool wantsFinish;

    public Checkpointer(SqliteEngine engine, string logFile, ILogger logger)
    {
        (this.engine, log, this.logger) = (engine, new FileInfo(logFile), logger);
        loop = Task.Run(LoopAsync);
    }

    /// <summary>By the writer.</summary>
    public Task FinishAsync(Link link)
    {
        if (!wantsFinish) return Task.CompletedTask;
        wantsFinish = false;
        return link.RunAsync(Passive);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await loop;
        stopping.Dispose();
    }

    private async Task LoopAsync()
    {
        Link? link = null;
        var (seen, done) = (default(DateTime), default(DateTime));
        using var timer = new PeriodicTimer(Interval, TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping.Token))
            {
                log.Refresh();
                if (!log.Exists || log.LastWriteTimeUtc == done) continue;
                var isQuiet = log.LastWriteTimeUtc == seen;
                seen = log.LastWriteTimeUtc;
                if (!isQuiet && log.Length < Long) continue;
                try
                {
                    link ??= await engine.OpenAsync(forWriting: true, stopping.Token);
                    await link.RunAsync(Passive);
                    done = seen;
                    wantsFinish = log.Length > TooLong;
                }
#pragma warning disable CA1031 // A checkpoint that failed is tried again; the writer tells of a dead disk.
                catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
                {
                    LogFailed(logger, exception);
                    if (link is not null) await link.DisposeAsync();
                    link = null;
                }
            }
        }
        catch (OperationCanceledException)
        {
        }

        if (link is not null) await link.DisposeAsync();
    }

    [LoggerMessage(10, LogLevel.Warning, "A checkpoint of the write-ahead log failed; it is tried again")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
