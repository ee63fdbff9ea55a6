using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Permissions;

namespace Stagedoor.Frameio.Deliveries;

/// <summary>The port to the durable queue. Deliveries are put into it by the store, in the transaction of what they tell of.</summary>
public interface IDeliveries
{
    /// <summary>Whether anything may be due, for the cost of one look.</summary>
    ValueTask<bool> IsDueAsync(DateTimeOffset now, CancellationToken cancellation);

    /// <summary>
    /// Claims due deliveries by one conditional statement: each is this node's alone until <paramref name="until"/>, and its attempt is written down before it is made. At most one a webhook, those
    /// first that were served longest ago; none of receivers that rest or that <paramref name="busy"/> names. One that its webhook's people may not see any more is dropped instead.
    /// </summary>
    Task<IReadOnlyList<Delivery>> ClaimAsync(DateTimeOffset now, DateTimeOffset until, int most, IReadOnlyCollection<Guid> busy, CancellationToken cancellation);

    /// <summary>Writes down what came of an attempt; without effect on the delivery when it was claimed again since.</summary>
    Task EndAsync(Delivery delivery, DeliveryResult result, CancellationToken cancellation);

    /// <summary>Counts what waits and closes the queues that are full, and opens those that are not any more.</summary>
    Task MeasureAsync(CancellationToken cancellation);

    /// <summary>What a webhook was sent, newest first; of a project that the viewer does not see, nothing.</summary>
    ValueTask<Page<DeliveryRecord>> OfWebhookAsync(Guid webhookId, Viewer viewer, PageQuery query, CancellationToken cancellation);

    /// <summary>Ends deliveries that have waited since before then, a bounded number; how many.</summary>
    Task<int> ExpireAsync(DateTimeOffset before, DateTimeOffset now, CancellationToken cancellation);
}
