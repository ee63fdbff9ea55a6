using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Frameio.Deliveries;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Resources.Webhooks;
using Stagedoor.Frameio.Wire;
using Stagedoor.Pages;
using Page = Stagedoor.Pages.Page;

namespace Stagedoor.Frameio.App.WebhookDeliveries;

/// <summary>What a webhook was sent, newest first, with each attempt and what came of it: for whoever may manage the webhook. Of projects that they may not see nothing is told.</summary>
internal static class DeliveryPages
{
    private const int PageSize = 25;
    private const string Webhook = "webhook_id";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPage(AppPages.OfAccount + "/webhooks/{" + Webhook + "}/deliveries", ShowAsync);

    private static async Task<IResult> ShowAsync(
        HttpContext context, AppDoor door, Access access, IWebhookStore webhooks, IDeliveries deliveries, Cursors cursors, TimeProvider time, CancellationToken cancellation)
    {
        var (visit, instead) = await door.EnterAsync(context, cancellation);
        if (visit is null) return instead!;
        if (Ids.Read(context.GetRouteValue(Webhook) as string) is not { } id || await webhooks.FindAsync(visit.Account.Id, id, cancellation) is not { } webhook) return ErrorPage.Nowhere();
        if ((await access.AtAsync(new(visit.Visitor.SubjectId), visit.Standing, Act.ManageWebhooks, webhook.WorkspaceId, cancellation)).Failed(out _, out _)) return ErrorPage.Nowhere();
        var path = visit.At($"/webhooks/{webhook.Id}/deliveries");
        var after = context.Request.Query["after"] is [{ Length: > 0 } cursor] ? cursor : null;
        var state = after is null ? null : cursors.Read(visit.Visitor.SubjectId, path, after);
        if (after is not null && state is null) return Page.Continue(path);
        var page = await deliveries.OfWebhookAsync(webhook.Id, Viewer.Of(new(visit.Visitor.SubjectId), visit.Standing), new("", PageSize, false, state?.Last), cancellation);
        return Page.Of<DeliveriesPage>(new DeliveriesView
        {
            Visit = visit,
            Now = time.GetUtcNow(),
            Webhook = webhook,
            Deliveries = page.Items,
            Newest = after is null ? null : path,
            Older = page.Last is { } last ? $"{path}?after={cursors.Write(visit.Visitor.SubjectId, path, new("", PageSize, false, "", new Dictionary<string, string>(), last))}" : null,
        });
    }
}

/// <summary>What the page shows.</summary>
public sealed record DeliveriesView
{
    public required AppVisit Visit { get; init; }

    public required DateTimeOffset Now { get; init; }

    public required Webhook Webhook { get; init; }

    public required IReadOnlyList<DeliveryRecord> Deliveries { get; init; }

    public string? Newest { get; init; }

    public string? Older { get; init; }
}
