using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Webhooks;

/// <summary><c>webhooks.delete</c>: deliveries stop at once.</summary>
internal static class DeleteWebhook
{
    public static readonly Operation Operation = new("webhooks.delete", HttpMethods.Delete, "/accounts/{account_id}/webhooks/{webhook_id}", RateLimit.PerMinute(60), RunAsync);

    private static async ValueTask<IAnswer> RunAsync(Call call, CancellationToken cancellation)
    {
        if ((await WebhookOperations.FindAsync(call, cancellation)).Failed(out var refusal, out var found)) return refusal;
        var entry = call.Records(ActivityKind.WebhookDeleted, found.Webhook.Id, found.Webhook.Name, found.Place);
        return await call.Get<IWebhookStore>().DeleteAsync(found.Webhook.Id, entry, cancellation) ? NoContent.Answer : ApiError.NotFound;
    }
}
