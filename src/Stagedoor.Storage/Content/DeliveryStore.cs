using System.Text;
using Stagedoor.Frameio.Deliveries;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Keys;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Content;

/// <summary>The queue of webhook deliveries. See <see cref="WebhookEventFan"/> for how they come into it.</summary>
internal sealed class DeliveryStore(Database database, MasterKey master) : IDeliveries
{
    // No more than that waits for one receiver, and what comes while it is counted.
    private const long MostWaiting = 5000;

    private const string Due = "SELECT 1 FROM webhook_deliveries WHERE state = 0 AND next_at <= @now LIMIT 1";

    // Leaps from one webhook that has something waiting to the next. The outer condition is looked at again when another node was faster.
    private const string Claim = """
        UPDATE webhook_deliveries SET attempts = attempts + 1, next_at = @until
        WHERE state = 0 AND next_at <= @now AND id IN (
            WITH RECURSIVE waiting (webhook_id) AS (
                SELECT MIN(webhook_id) FROM webhook_deliveries WHERE state = 0
                UNION ALL
                SELECT (SELECT MIN(d.webhook_id) FROM webhook_deliveries d WHERE d.state = 0 AND d.webhook_id > waiting.webhook_id) FROM waiting WHERE waiting.webhook_id IS NOT NULL)
            SELECT turn.delivery_id FROM (
                SELECT w.served_at, (SELECT d.id FROM webhook_deliveries d WHERE d.webhook_id = w.id AND d.state = 0 AND d.next_at <= @now ORDER BY d.next_at, d.id LIMIT 1) AS delivery_id
                FROM waiting JOIN webhooks w ON w.id = waiting.webhook_id
                WHERE w.active = 1 AND w.deleted_at IS NULL AND w.rests_until <= @now AND @busy NOT LIKE '%' || w.id || '%') turn
            WHERE turn.delivery_id IS NOT NULL ORDER BY turn.served_at LIMIT @most)
        RETURNING id, webhook_id
        """;
    private const string Serve = "UPDATE webhooks SET served_at = @now WHERE id = @id";
    private const string Attempt = "INSERT INTO webhook_attempts (delivery_id, attempt, at) SELECT id, attempts, @now FROM webhook_deliveries WHERE id = @id";
    // Nothing where those who answer for the webhook may not see any more what it tells of: it waited while that changed.
    private static readonly string Read = $"""
        SELECT d.id, d.webhook_id, w.url, w.secret, d.attempts, w.failures, d.created_at, d.event, d.account_id, w.workspace_id, d.project_id, d.resource_id,
            COALESCE((SELECT p.frameio_id FROM persons p WHERE p.id = d.subject_id), (SELECT s.frameio_id FROM service_accounts s WHERE s.id = d.subject_id)),
            (SELECT s.frameio_id FROM service_accounts s WHERE s.id = d.actor_id)
        FROM webhook_deliveries d JOIN webhooks w ON w.id = d.webhook_id WHERE d.id = @id AND {WebhookEventFan.MayHear("d.project_id")}
        """;
    // The service accounts among those who answer for a webhook: their credentials reach what product profiles open.
    private const string Credentials = """
        SELECT c.organization_id, c.settings FROM webhooks w JOIN service_accounts s ON s.id IN (w.creator_id, w.creator_actor_id, w.changer_id, w.changer_actor_id) JOIN clients c ON c.id = s.client_id WHERE w.id = @id
        """;
    private const string Drop = "UPDATE webhook_deliveries SET state = 3, finished_at = @now WHERE id = @id AND state = 0";
    private const string Full = "SELECT webhook_id FROM webhook_deliveries WHERE state = 0 GROUP BY webhook_id HAVING COUNT(*) >= @most";
    private const string SaidFull = "SELECT id FROM webhooks WHERE is_full = 1";
    private const string SayFull = "UPDATE webhooks SET is_full = @full WHERE id = @id";
    private const string End = "UPDATE webhook_deliveries SET state = @state, next_at = @next_at, finished_at = @finished_at WHERE id = @id AND state = 0 AND attempts = @attempt";
    private const string EndAttempt = "UPDATE webhook_attempts SET took = @took, status = @status, problem = @problem WHERE delivery_id = @id AND attempt = @attempt";
    private const string Succeeded = "UPDATE webhooks SET failures = 0, rests_until = 0 WHERE id = @id AND failures > 0";
    private const string Failed = "UPDATE webhooks SET failures = failures + 1, rests_until = @rests_until WHERE id = @id";
    private const string Expire = """
        UPDATE webhook_deliveries SET state = 4, finished_at = @now
        WHERE state = 0 AND id IN (SELECT id FROM webhook_deliveries WHERE state = 0 AND created_at <= @before ORDER BY created_at LIMIT 500)
        """;

    private readonly DeliveryLists lists = new(database);

    public ValueTask<bool> IsDueAsync(DateTimeOffset now, CancellationToken cancellation) => database.ReadAsync(async link => await link.NumberAsync(Due, ("now", now)) is not null, cancellation);

    public Task<IReadOnlyList<Delivery>> ClaimAsync(DateTimeOffset now, DateTimeOffset until, int most, IReadOnlyCollection<Guid> busy, CancellationToken cancellation) => database.WriteAsync<IReadOnlyList<Delivery>>(
        async link =>
        {
            var claimed = await link.AllAsync(
                Claim,
                row => (Id: row.Guid(0), WebhookId: row.Guid(1)),
                ("now", now), ("until", until), ("most", most), ("busy", string.Join(' ', busy)));
            var deliveries = new List<Delivery>(claimed.Count);
            foreach (var (id, webhookId) in claimed)
            {
                await link.ExecuteAsync(Serve, ("now", now), ("id", webhookId));
                if (await link.FirstAsync(Read, Delivery, ("id", id)) is { } delivery && await ReachesAsync(link, webhookId))
                {
                    await link.ExecuteAsync(Attempt, ("now", now), ("id", id));
                    deliveries.Add(delivery);
                }
                else
                {
                    await link.ExecuteAsync(Drop, ("now", now), ("id", id));
                }
            }

            return deliveries;
        },
        cancellation);

    public Task EndAsync(Delivery delivery, DeliveryResult result, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            await link.ExecuteAsync(
                EndAttempt,
                ("id", delivery.Id), ("attempt", delivery.Attempt), ("took", (long)result.Took.TotalMilliseconds), ("status", (long?)result.Status), ("problem", result.Problem));
            var ended = await link.ChangesAsync(
                End,
                ("id", delivery.Id), ("attempt", delivery.Attempt), ("state", (long)result.State), ("next_at", result.Again ?? result.At), ("finished_at", result.State == DeliveryState.Waiting ? default(DateTimeOffset?) : result.At));
            if (result.Succeeded) await link.ExecuteAsync(Succeeded, ("id", delivery.WebhookId));
            else if (result.State != DeliveryState.Expired) await link.ExecuteAsync(Failed, ("id", delivery.WebhookId), ("rests_until", result.RestsUntil));
            return ended;
        },
        cancellation);

    public ValueTask<Page<DeliveryRecord>> OfWebhookAsync(Guid webhookId, Viewer viewer, PageQuery query, CancellationToken cancellation) => lists.OfWebhookAsync(webhookId, viewer, query, cancellation);

    public Task<int> ExpireAsync(DateTimeOffset before, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(link => link.ExecuteAsync(Expire, ("before", before), ("now", now)), cancellation);

    public async Task MeasureAsync(CancellationToken cancellation)
    {
        var (full, said) = await database.ReadAsync(async link => (await link.AllAsync(Full, row => row.Text(0), ("most", MostWaiting)), await link.AllAsync(SaidFull, row => row.Text(0))), cancellation);
        foreach (var (id, isFull) in full.Except(said).Select(id => (id, 1L)).Concat(said.Except(full).Select(id => (id, 0L)))) await database.ChangeAsync(SayFull, cancellation, ("full", isFull), ("id", id));
    }

    private static async Task<bool> ReachesAsync(Link link, Guid webhookId)
    {
        foreach (var (organization, settings) in await link.AllAsync(Credentials, static row => (row.Text(0), row.Text(1)), ("id", webhookId)))
        {
            if (await Profiles.MissingAsync(link, organization, settings) is not null) return false;
        }

        return true;
    }

    private Delivery Delivery(Row row) => new()
    {
        Id = row.Guid(0),
        WebhookId = row.Guid(1),
        Url = row.Text(2),
        Secret = new Secret(Encoding.UTF8.GetString(master.Open(WebhookStore.Purpose, row.Bytes(3)) ?? throw new MasterKeyMismatchException())),
        Attempt = (int)row.Number(4),
        Failures = (int)row.Number(5),
        CreatedAt = row.Time(6),
        Event = row.Text(7),
        AccountId = row.Guid(8),
        WorkspaceId = row.Guid(9),
        ProjectId = row.GuidOrNull(10),
        ResourceId = row.Guid(11),
        UserId = row.GuidOrNull(12),
        ActingId = row.GuidOrNull(13),
    };
}
