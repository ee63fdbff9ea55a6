using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Stagedoor.Egress;

namespace Stagedoor.Frameio.Deliveries;

/// <summary>Sends what waits for webhooks. The attempt is written down before it is made, and ended after: one after a crash says by its number that it is another.</summary>
internal sealed class DeliveryWorker(IDeliveries queue, EgressClient egress, TimeProvider time, ILogger<DeliveryWorker> log) : DispatchLoop<Delivery, Guid>(log)
{
    private const string UserAgent = "Frame.io V4 API";

    private static readonly RetrySchedule Retries = new(5, TimeSpan.FromSeconds(15));

    private static readonly TimeSpan ExpiryInterval = TimeSpan.FromMinutes(1), MeasureInterval = TimeSpan.FromSeconds(5);

    private readonly Stopwatch expired = Stopwatch.StartNew(), measured = Stopwatch.StartNew();

    protected override async Task TendAsync(CancellationToken cancellation)
    {
        if (expired.Elapsed >= ExpiryInterval)
        {
            await queue.ExpireAsync(time.GetUtcNow() - RetrySchedule.Oldest, time.GetUtcNow(), cancellation);
            expired.Restart();
        }

        if (measured.Elapsed >= MeasureInterval)
        {
            await queue.MeasureAsync(cancellation);
            measured.Restart();
        }
    }

    protected override ValueTask<bool> IsDueAsync(CancellationToken cancellation) => queue.IsDueAsync(time.GetUtcNow(), cancellation);

    protected override Task<IReadOnlyList<Delivery>> ClaimAsync(int most, IReadOnlyCollection<Guid> busy, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        return queue.ClaimAsync(now, now + Lease, most, busy, cancellation);
    }

    protected override Guid ReceiverOf(Delivery item) => item.WebhookId;

    protected override string NameOf(Delivery item) => item.Id.ToString();

    protected override async Task SendAsync(Delivery item) => await queue.EndAsync(item, await TryAsync(item), CancellationToken.None);

    private async Task<DeliveryResult> TryAsync(Delivery delivery)
    {
        var at = time.GetUtcNow();
        var start = Stopwatch.GetTimestamp();
        var (status, problem) = at - delivery.CreatedAt > RetrySchedule.Oldest ? (null, null) : await PostAsync(delivery, at);
        var took = Stopwatch.GetElapsedTime(start);
        var succeeded = status is >= 200 and < 300;
        var wait = succeeded ? null : Retries.After(delivery.Attempt);
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
}
