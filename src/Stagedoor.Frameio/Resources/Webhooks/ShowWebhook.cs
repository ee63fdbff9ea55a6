using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Resources.Users;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Webhooks;

/// <summary><c>webhooks.show</c>.</summary>
internal static class ShowWebhook
{
    public static readonly Operation Operation = new("webhooks.show", HttpMethods.Get, "/accounts/{account_id}/webhooks/{webhook_id}", RateLimit.Usual, RunAsync);

    private static async ValueTask<IAnswer> RunAsync(Call call, CancellationToken cancellation)
    {
        if ((await WebhookOperations.FindAsync(call, cancellation)).Failed(out var refusal, out var found)) return refusal;
        if (call.Include("creator").Failed(out refusal, out var include)) return refusal;
        var users = include.Has("creator") ? await call.Get<UserDirectory>().LoadAsync(call.AccountId, [found.Webhook.Creator], cancellation) : null;
        return ApiBody.Data(StatusCodes.Status200OK, writer => found.Webhook.Write(writer, users));
    }
}
