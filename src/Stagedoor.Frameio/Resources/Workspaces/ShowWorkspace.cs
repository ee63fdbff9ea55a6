using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Resources.Users;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Workspaces;

/// <summary><c>workspaces.show</c>.</summary>
internal static class ShowWorkspace
{
    public static readonly Operation Operation = new("workspaces.show", HttpMethods.Get, "/accounts/{account_id}/workspaces/{workspace_id}", RateLimit.Usual, RunAsync);

    private static async ValueTask<IAnswer> RunAsync(Call call, CancellationToken cancellation)
    {
        if ((await call.MayAsync(Act.SeeWorkspace, "workspace_id", cancellation)).Failed(out var refusal, out var place)) return refusal;
        if (call.Include(WorkspaceJson.Creator).Failed(out refusal, out var include)) return refusal;
        if (await call.Get<IWorkspaceStore>().FindAsync(place.WorkspaceId, cancellation) is not { } workspace) return ApiError.NotFound;
        var users = include.Has(WorkspaceJson.Creator) ? await call.Get<UserDirectory>().LoadAsync(call.AccountId, [workspace.Creator], cancellation) : null;
        return ApiBody.Data(StatusCodes.Status200OK, writer => WorkspaceJson.WriteMembers(writer, workspace, users));
    }
}
