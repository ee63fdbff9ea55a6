using Stagedoor.Frameio.Deliveries;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Content;

/// <summary>What a webhook was sent, newest first, with its attempts in one statement more.</summary>
internal sealed class DeliveryLists(Database database)
{
    private const string Columns = "d.id, d.event, d.resource_id, d.created_at, d.state, d.next_at";
    private const string Of = "FROM webhook_deliveries d WHERE d.webhook_id = @webhook_id";
    private const string Seen = $" AND (d.project_id IS NULL OR EXISTS (SELECT 1 FROM api_projects p WHERE p.id = d.project_id AND p.deleted_at IS NULL AND {Visible.Projects}))";

    private static readonly SortedList<DeliveryRecord> all = new(Columns, Of, "d.id", Read, [("", SortColumn.Number("d.created_at", isDescending: true))]);
    private static readonly SortedList<DeliveryRecord> seen = new(Columns, Of + Seen, "d.id", Read, [("", SortColumn.Number("d.created_at", isDescending: true))]);

    private readonly string attempts = $"SELECT delivery_id, at, status, problem, took FROM webhook_attempts WHERE delivery_id IN ({database.Engine.List}) ORDER BY delivery_id, attempt";

    public ValueTask<Page<DeliveryRecord>> OfWebhookAsync(Guid webhookId, Viewer viewer, PageQuery query, CancellationToken cancellation) => database.ReadAsync(
        async link =>
        {
            (string, Value)[] arguments = [("webhook_id", webhookId), .. viewer.SeesAll ? [] : Visible.Arguments(viewer)];
            var page = await (viewer.SeesAll ? all : seen).PageAsync(link, query, arguments);
            if (page.Items.Count == 0) return page;
            var made = (await link.AllAsync(attempts, row => (Delivery: row.Guid(0), Attempt: new DeliveryAttempt(row.Time(1), (int?)row.NumberOrNull(2), row.TextOrNull(3), row.NumberOrNull(4) is { } took ? TimeSpan.FromMilliseconds(took) : null)), ("list", Value.List(page.Items.Select(item => item.Id)))))
                .ToLookup(item => item.Delivery, item => item.Attempt);
            return page with { Items = [.. page.Items.Select(item => item with { Attempts = [.. made[item.Id]] })] };
        },
        cancellation);

    private static DeliveryRecord Read(Row row) => new()
    {
        Id = row.Guid(0),
        Event = row.Text(1),
        ResourceId = row.Guid(2),
        CreatedAt = row.Time(3),
        State = (DeliveryState)row.Number(4),
        Next = row.Number(4) == (long)DeliveryState.Waiting ? row.Time(5) : null,
        Attempts = [],
    };
}
