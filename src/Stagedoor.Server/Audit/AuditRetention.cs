using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Stagedoor.Protocol;

namespace Stagedoor.Server.Audit;

/// <summary>Closes the segments of this node's chain that are older than <see cref="StagedoorOptions.AuditDays"/> with a signed checkpoint and drops them (design §9). Looks every hour.</summary>
public sealed partial class AuditRetention(IAuditLog log, AuditSeal seal, StagedoorOptions options, TimeProvider time, ILogger<AuditRetention> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>Closes what is old enough and drops it; the number of entries dropped. Nothing is dropped that no checkpoint stands for.</summary>
    public async Task<long> CloseAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (await log.FindLastBeforeAsync(log.Node, now.AddDays(-options.AuditDays), cancellation) is not { } last) return 0;
        await log.AddCheckpointAsync(seal.Close(last, now), cancellation);
        var dropped = await log.DropAsync(log.Node, last.Sequence, cancellation);
        if (dropped > 0) LogClosed(last.Sequence, dropped);
        return dropped;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await CloseAsync(stoppingToken);
                }
                catch (StorageUnavailableException problem)
                {
                    LogUnavailable(problem);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The audit up to entry {Sequence} is closed; {Dropped} entries were dropped")]
    private partial void LogClosed(long sequence, long dropped);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old audit entries cannot be closed now; the next look is in an hour")]
    private partial void LogUnavailable(Exception problem);
}
