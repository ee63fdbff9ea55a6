using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Resources.Users;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.CustomActions;

/// <summary><c>actions.index</c>: the custom actions of a workspace, oldest first.</summary>
internal static class ListCustomActions
{
    public static readonly Operation Operation = new("actions.index", HttpMethods.Get, "/accounts/{account_id}/workspaces/{workspace_id}/actions", RateLimit.Usual, RunAsync);

    private static readonly ListShape Shape = new() { Includes = ["creator"] };

    private static async ValueTask<IAnswer> RunAsync(Call call, CancellationToken cancellation)
    {
        if ((await call.MayAsync(Act.SeeActions, "workspace_id", cancellation)).Failed(out var refusal, out var place)) return refusal;
        if (call.ReadPage(Shape).Failed(out refusal, out var query)) return refusal;
        var page = await call.Get<ICustomActionStore>().ListAsync(place.WorkspaceId, query, cancellation);
        var users = await call.Get<UserDirectory>().LoadAsync(call.AccountId, page.Items.Select(action => action.Creator), cancellation);
        return call.List(query, page, (writer, action) =>
        {
            writer.WriteStartObject();
            action.Write(writer, users, query.Include.Has("creator"));
            writer.WriteEndObject();
        });
    }
}
