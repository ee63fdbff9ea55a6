using Microsoft.AspNetCore.Http;
using Stagedoor.Egress;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Webhooks;

/// <summary><c>webhooks.update</c>.</summary>
internal static class UpdateWebhook
{
    public static readonly Operation Operation = new("webhooks.update", HttpMethods.Patch, "/accounts/{account_id}/webhooks/{webhook_id}", RateLimit.PerMinute(10), RunAsync);

    private static async ValueTask<IAnswer> RunAsync(Call call, CancellationToken cancellation)
    {
        if ((await WebhookOperations.FindAsync(call, cancellation)).Failed(out var refusal, out var found)) return refusal;
        if ((await call.ReadBodyAsync(cancellation)).Failed(out refusal, out var body)) return refusal;
        var data = body.Nested("data", required: true);
        var change = data is null ? null : new WebhookChange(WebhookBody.Name(data, required: false), WebhookBody.Url(data, call.Get<EgressPolicy>(), required: false), WebhookBody.Events(data, required: false), data.Flag("active"));
        if (body.Refusal is { } wrong) return wrong;
        if (change!.IsEmpty) return ApiBody.Data(StatusCodes.Status200OK, writer => found.Webhook.Write(writer));
        var entry = call.Records(ActivityKind.WebhookUpdated, found.Webhook.Id, change.Name ?? found.Webhook.Name, found.Place);
        return await call.Get<IWebhookStore>().UpdateAsync(found.Webhook.Id, change, entry, cancellation) is { } webhook ? ApiBody.Data(StatusCodes.Status200OK, writer => webhook.Write(writer)) : ApiError.NotFound;
    }
}
