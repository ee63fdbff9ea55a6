using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Resources.Users;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Webhooks;

/// <summary><c>webhooks.index</c>: the webhooks of a workspace, oldest first.</summary>
internal static class ListWebhooks
{
    public static readonly Operation Operation = new("webhooks.index", HttpMethods.Get, "/accounts/{account_id}/workspaces/{workspace_id}/webhooks", RateLimit.Usual, RunAsync);

    private static readonly ListShape Shape = new() { Includes = ["creator"] };

    private static async ValueTask<IAnswer> RunAsync(Call call, CancellationToken cancellation)
    {
        if ((await call.MayAsync(Act.ManageWebhooks, "workspace_id", cancellation)).Failed(out var refusal, out var place)) return refusal;
        if (call.ReadPage(Shape).Failed(out refusal, out var query)) return refusal;
        var page = await call.Get<IWebhookStore>().ListAsync(place.WorkspaceId, query, cancellation);
        var users = query.Include.Has("creator") ? await call.Get<UserDirectory>().LoadAsync(call.AccountId, page.Items.Select(webhook => webhook.Creator), cancellation) : null;
        return call.List(query, page, (writer, webhook) =>
        {
            writer.WriteStartObject();
            webhook.Write(writer, users);
            writer.WriteEndObject();
        });
    }
}
