using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Resources.Users;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Workspaces;

/// <summary><c>workspaces.index</c>: those of the account where the caller has a role.</summary>
internal static class ListWorkspaces
{
    public static readonly Operation Operation = new("workspaces.index", HttpMethods.Get, "/accounts/{account_id}/workspaces", RateLimit.Usual, RunAsync);

    private static readonly ListShape Shape = new() { Sorts = ["name_asc", "created_at_asc", "name_desc", "created_at_desc"], Includes = [WorkspaceJson.Creator] };

    private static async ValueTask<IAnswer> RunAsync(Call call, CancellationToken cancellation)
    {
        if (call.ReadPage(Shape).Failed(out var refusal, out var query)) return refusal;
        var page = await call.Get<IWorkspaceStore>().ListAsync(call.Viewer, query, cancellation);
        var users = query.Include.Has(WorkspaceJson.Creator) ? await call.Get<UserDirectory>().LoadAsync(call.AccountId, page.Items.Select(workspace => workspace.Creator), cancellation) : null;
        return call.List(query, page, (writer, workspace) =>
        {
            writer.WriteStartObject();
            WorkspaceJson.WriteMembers(writer, workspace, users);
            writer.WriteEndObject();
        });
    }
}
