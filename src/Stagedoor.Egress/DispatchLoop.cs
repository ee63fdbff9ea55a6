using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Stagedoor.Protocol;

namespace Stagedoor.Egress;

/// <summary>
/// Sends what waits in a durable queue. A thing is claimed before it is sent, and ended after: a node that dies in between leaves a claim that runs out. Bounded in all and per receiver, so that one that
/// is slow holds up nobody else.
/// </summary>
public abstract class DispatchLoop<TItem, TReceiver>(ILogger log) : BackgroundService where TReceiver : notnull
{
    private const int MostAtOnce = 32, MostPerReceiver = 4;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(400), Rest = TimeSpan.FromSeconds(2);

    private readonly Dictionary<Task, TReceiver> running = [];

    /// <summary>Longer than an attempt may take, its writing down included.</summary>
    protected static TimeSpan Lease { get; } = TimeSpan.FromSeconds(30);

    /// <summary>What is done between attempts, now and then.</summary>
    protected virtual Task TendAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Whether anything may be due, for the cost of one look.</summary>
    protected abstract ValueTask<bool> IsDueAsync(CancellationToken cancellation);

    /// <summary>Claims at most so many, none of receivers that are busy.</summary>
    protected abstract Task<IReadOnlyList<TItem>> ClaimAsync(int most, IReadOnlyCollection<TReceiver> busy, CancellationToken cancellation);

    protected abstract TReceiver ReceiverOf(TItem item);

    /// <summary>What the log calls it.</summary>
    protected abstract string NameOf(TItem item);

    /// <summary>One attempt, and what came of it written down.</summary>
    protected abstract Task SendAsync(TItem item);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                try
                {
                    await TendAsync(stoppingToken);
                    if (!await BeginAsync(stoppingToken)) await Task.WhenAny([Task.Delay(Interval, TimeProvider.System, stoppingToken), .. running.Keys]);
                }
                catch (StorageUnavailableException problem)
                {
                    DispatchLog.Resting(log, problem);
                    await Task.Delay(Rest, TimeProvider.System, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        finally
        {
            // What is under way ends within its few seconds.
            await Task.WhenAll(running.Keys);
        }
    }

    // True when there may be more to start at once.
    private async Task<bool> BeginAsync(CancellationToken cancellation)
    {
        foreach (var ended in running.Keys.Where(task => task.IsCompleted).ToList()) running.Remove(ended);
        var free = MostAtOnce - running.Count;
        if (free == 0 || !await IsDueAsync(cancellation)) return false;
        List<TReceiver> busy = [.. running.Values.GroupBy(receiver => receiver).Where(group => group.Count() >= MostPerReceiver).Select(group => group.Key)];
        var claimed = await ClaimAsync(free, busy, cancellation);
        foreach (var item in claimed) running.Add(AttemptAsync(item), ReceiverOf(item));
        return claimed.Count > 0;
    }

    private async Task AttemptAsync(TItem item)
    {
        try
        {
            await SendAsync(item);
        }
        catch (StorageUnavailableException problem)
        {
            // The claim runs out, and it is tried again.
            DispatchLog.Resting(log, problem);
        }
#pragma warning disable CA1031 // One of them must not end the loop.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            DispatchLog.Fault(log, NameOf(item), problem);
        }
    }
}

internal static partial class DispatchLog
{
    [LoggerMessage(1, LogLevel.Warning, "What is to be sent rests until storage answers")]
    public static partial void Resting(ILogger log, Exception problem);

    [LoggerMessage(2, LogLevel.Error, "The delivery {Delivery} failed for a reason of our own")]
    public static partial void Fault(ILogger log, string delivery, Exception problem);
}
