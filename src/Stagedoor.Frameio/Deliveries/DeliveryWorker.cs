using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Stagedoor.Frameio.Egress;
using Stagedoor.Protocol;

namespace Stagedoor.Frameio.Deliveries;

/// <summary>
/// Sends what waits in the queue. A delivery is claimed and its attempt written down before it is sent, and ended after: a node that dies in between leaves a claim that runs out, and the next attempt says by
/// its number that it is one. Bounded in all and per receiver, so that one that is slow holds up nobody else.
/// </summary>
internal sealed partial class DeliveryWorker(IDeliveries queue, EgressClient egress, TimeProvider time, ILogger<DeliveryWorker> log) : BackgroundService
{
    private const int MostAtOnce = 32, MostPerReceiver = 4;
    private const string UserAgent = "Frame.io V4 API";

    // Longer than an attempt may take, its writing down included.
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(400), Rest = TimeSpan.FromSeconds(2), ExpiryInterval = TimeSpan.FromMinutes(1), MeasureInterval = TimeSpan.FromSeconds(5);

    private readonly Dictionary<Task, Guid> running = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (expired, measured) = (Stopwatch.StartNew(), Stopwatch.StartNew());
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                try
                {
                    if (expired.Elapsed >= ExpiryInterval)
                    {
                        await queue.ExpireAsync(time.GetUtcNow() - RetrySchedule.Oldest, time.GetUtcNow(), stoppingToken);
                        expired.Restart();
                    }

                    if (measured.Elapsed >= MeasureInterval)
                    {
                        await queue.MeasureAsync(stoppingToken);
                        measured.Restart();
                    }

                    if (!await BeginAsync(stoppingToken)) await Task.WhenAny([Task.Delay(Interval, TimeProvider.System, stoppingToken), .. running.Keys]);
                }
                catch (StorageUnavailableException problem)
                {
                    LogResting(problem);
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
        var now = time.GetUtcNow();
        if (free == 0 || !await queue.IsDueAsync(now, cancellation)) return false;
        List<Guid> busy = [.. running.Values.GroupBy(webhook => webhook).Where(group => group.Count() >= MostPerReceiver).Select(group => group.Key)];
        var claimed = await queue.ClaimAsync(now, now + Lease, free, busy, cancellation);
        foreach (var delivery in claimed) running.Add(DeliverAsync(delivery), delivery.WebhookId);
        return claimed.Count > 0;
    }

    private async Task DeliverAsync(Delivery delivery)
    {
        try
        {
            await queue.EndAsync(delivery, await SendAsync(delivery), CancellationToken.None);
        }
        catch (StorageUnavailableException problem)
        {
            // The claim runs out, and the delivery is tried again.
            LogResting(problem);
        }
#pragma warning disable CA1031 // One delivery must not end the loop.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            LogFault(delivery.Id, problem);
        }
    }

    private async Task<DeliveryResult> SendAsync(Delivery delivery)
    {
        var at = time.GetUtcNow();
        var start = Stopwatch.GetTimestamp();
        var (status, problem) = at - delivery.CreatedAt > RetrySchedule.Oldest ? (null, null) : await PostAsync(delivery, at);
        var took = Stopwatch.GetElapsedTime(start);
        var succeeded = status is >= 200 and < 300;
        var wait = succeeded ? null : RetrySchedule.After(delivery.Attempt);
        var state = succeeded ? DeliveryState.Delivered : status is null && problem is null ? DeliveryState.Expired : wait is null ? DeliveryState.GivenUp : DeliveryState.Waiting;
        var now = time.GetUtcNow();
        return new()
        {
            At = at,
            Status = status,
            Problem = problem?.ToString(),
            Took = took,
            State = state,
            Again = state == DeliveryState.Waiting ? now + wait : null,
            RestsUntil = now + RetrySchedule.Rest(succeeded ? 0 : delivery.Failures + 1),
        };
    }

    private async Task<(int? Status, EgressProblem? Problem)> PostAsync(Delivery delivery, DateTimeOffset at)
    {
        var body = delivery.Body();
        var (timestamp, signature) = Signature.Of(delivery.Secret, at, body);
        List<(string, string)> headers =
        [
            ("User-Agent", UserAgent), (Signature.TimestampHeader, timestamp), (Signature.Header, signature),
            ("X-Stagedoor-Delivery", delivery.Id.ToString()), ("X-Stagedoor-Attempt", delivery.Attempt.ToString(CultureInfo.InvariantCulture)),
        ];

        // The contract's body has room for one id.
        if (delivery.ActingId is { } acting) headers.Add(("X-Stagedoor-Acting-User", acting.ToString()));
        return await egress.PostAsync(delivery.Url, body, headers, CancellationToken.None);
    }

    [LoggerMessage(1, LogLevel.Warning, "Deliveries rest until storage answers")]
    private partial void LogResting(Exception problem);

    [LoggerMessage(2, LogLevel.Error, "The delivery {Delivery} failed for a reason of our own")]
    private partial void LogFault(Guid delivery, Exception problem);
}
