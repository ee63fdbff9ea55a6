using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Webhooks;

internal static class WebhookOperations
{
    public static readonly Operation[] All = [ListWebhooks.Operation, CreateWebhook.Operation, ShowWebhook.Operation, UpdateWebhook.Operation, DeleteWebhook.Operation];

    /// <summary>The webhook that the path names, for whom its workspace's webhooks are open.</summary>
    public static async ValueTask<Outcome<Found>> FindAsync(Call call, CancellationToken cancellation)
    {
        if (call.Id("webhook_id") is not { } id || await call.Get<IWebhookStore>().FindAsync(call.AccountId, id, cancellation) is not { } webhook) return ApiError.NotFound;
        return (await call.MayAsync(Act.ManageWebhooks, webhook.WorkspaceId, cancellation)).Failed(out var refusal, out var place) ? refusal : new Found(webhook, place);
    }

    public sealed record Found(Webhook Webhook, Place Place);
}
