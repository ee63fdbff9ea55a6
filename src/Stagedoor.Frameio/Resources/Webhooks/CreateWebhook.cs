using System.Globalization;
using Microsoft.AspNetCore.Http;
using Stagedoor.Egress;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Wire;
using Stagedoor.Protocol.Wire;

namespace Stagedoor.Frameio.Resources.Webhooks;

/// <summary><c>webhooks.create</c>: shows the secret, once.</summary>
internal static class CreateWebhook
{
    public static readonly Operation Operation = new("webhooks.create", HttpMethods.Post, "/accounts/{account_id}/workspaces/{workspace_id}/webhooks", RateLimit.PerMinute(10), RunAsync);

    private const int Most = 100;

    private static async ValueTask<IAnswer> RunAsync(Call call, CancellationToken cancellation)
    {
        if ((await call.MayAsync(Act.ManageWebhooks, "workspace_id", cancellation)).Failed(out var refusal, out var place)) return refusal;
        if ((await call.ReadBodyAsync(cancellation)).Failed(out refusal, out var body)) return refusal;
        var data = body.Nested("data", required: true);
        var (name, url, events) = data is null ? default : (WebhookBody.Name(data, required: true), WebhookBody.Url(data, call.Get<EgressPolicy>(), required: true), WebhookBody.Events(data, required: true));
        if (body.Refusal is { } wrong) return wrong;
        var webhook = new Webhook
        {
            Id = RandomIds.Uuid(),
            AccountId = call.AccountId,
            WorkspaceId = place.WorkspaceId,
            Name = name!,
            Url = url!,
            Events = events!,
            Active = true,
            Creator = call.Caller.Actor,
            CreatedAt = call.Now,
            UpdatedAt = call.Now,
        };
        var secret = Secret.New();
        if (!await call.Get<IWebhookStore>().AddAsync(webhook, secret, Most, call.Records(ActivityKind.WebhookCreated, webhook.Id, webhook.Name, place), cancellation)) return ApiError.Conflict(string.Create(CultureInfo.InvariantCulture, $"A workspace has at most {Most} webhooks"));
        return ApiBody.Data(StatusCodes.Status201Created, writer =>
        {
            webhook.Write(writer);
            writer.WriteString("secret", secret.Reveal());
        });
    }
}
