using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Workspaces;

/// <summary><c>workspaces.delete</c>: with all its projects.</summary>
internal static class DeleteWorkspace
{
    public static readonly Operation Operation = new("workspaces.delete", HttpMethods.Delete, "/accounts/{account_id}/workspaces/{workspace_id}", RateLimit.PerMinute(60), RunAsync);

    private static async ValueTask<IAnswer> RunAsync(Call call, CancellationToken cancellation)
    {
        if ((await call.MayAsync(Act.DeleteWorkspace, "workspace_id", cancellation)).Failed(out var refusal, out var place)) return refusal;
        return await call.Get<IWorkspaceStore>().DeleteAsync(place.WorkspaceId, call.Records(ActivityKind.WorkspaceDeleted, place.WorkspaceId, place.Name, place), cancellation) ? NoContent.Answer : ApiError.NotFound;
    }
}
