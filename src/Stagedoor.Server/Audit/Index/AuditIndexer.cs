using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Stagedoor.Protocol;

namespace Stagedoor.Server.Audit.Index;

/// <summary>
/// Feeds the index behind the hot path. Usually an entry can be found within a second. Where entries come faster than the database's writer can take both, the writer has the way: the projector holds it for a twentieth
/// of the time at most and falls behind, and catches up later (docs/decisions/0027).
/// </summary>
public sealed partial class AuditIndexer(IAuditIndex index, StagedoorOptions options, TimeProvider time, ILogger<AuditIndexer> logger) : BackgroundService
{
    /// <summary>Entries that go into the writer at once: what waits behind them waits for a few milliseconds.</summary>
    public const int AtOnce = 250;

    // After a batch the writer is left alone for this many times as long as it was held.
    private const int Rest = 19;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500), Elsewhere = TimeSpan.FromSeconds(1), Cleaning = TimeSpan.FromMinutes(10);

    /// <summary>Takes everything into the index that is in the chains now.</summary>
    public async Task CatchUpAsync(CancellationToken cancellation)
    {
        while ((await index.ProjectAsync(AtOnce, time.GetUtcNow(), cancellation)).Entries > 0)
        {
        }
    }

    /// <summary>Drops what the chains may have dropped.</summary>
    public Task<long> CleanAsync(CancellationToken cancellation) => index.DropAsync(time.GetUtcNow().AddDays(-options.AuditDays), time.GetUtcNow(), cancellation);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var cleaned = Stopwatch.GetTimestamp();
        try
        {
            await Task.Yield();
            while (true)
            {
                var pause = Interval;
                try
                {
                    var turn = await index.ProjectAsync(AtOnce, time.GetUtcNow(), stoppingToken);
                    pause = turn.IsElsewhere ? Elsewhere : turn.Entries < AtOnce ? Interval : turn.Held * Rest;
                    if (Stopwatch.GetElapsedTime(cleaned) > Cleaning)
                    {
                        cleaned = Stopwatch.GetTimestamp();
                        await CleanAsync(stoppingToken);
                    }
                }
                catch (StorageUnavailableException problem)
                {
                    LogLater(problem);
                }
#pragma warning disable CA1031 // The index can be made again, and what it lacks is told of: a fault here must not end the process.
                catch (Exception problem) when (problem is not OperationCanceledException)
#pragma warning restore CA1031
                {
                    LogFailed(problem);
                    pause = TimeSpan.FromSeconds(10);
                }

                if (pause > TimeSpan.Zero) await Task.Delay(pause, TimeProvider.System, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The audit could not be made searchable now; it is tried again")]
    private partial void LogLater(Exception problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "The audit could not be made searchable: what is new in it is not found until this succeeds")]
    private partial void LogFailed(Exception problem);
}
