using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Workspaces;

/// <summary><c>workspaces.update</c>.</summary>
internal static class UpdateWorkspace
{
    public static readonly Operation Operation = new("workspaces.update", HttpMethods.Patch, "/accounts/{account_id}/workspaces/{workspace_id}", RateLimit.PerMinute(10), RunAsync);

    private static async ValueTask<IAnswer> RunAsync(Call call, CancellationToken cancellation)
    {
        if ((await call.MayAsync(Act.UpdateWorkspace, "workspace_id", cancellation)).Failed(out var refusal, out var place)) return refusal;
        if ((await call.ReadBodyAsync(cancellation)).Failed(out refusal, out var body)) return refusal;
        var name = WorkspaceJson.ReadName(body, required: false, out var wrong);
        if (wrong is not null) return wrong;
        var store = call.Get<IWorkspaceStore>();
        var workspace = name is null
            ? await store.FindAsync(place.WorkspaceId, cancellation)
            : await store.RenameAsync(place.WorkspaceId, name, call.Records(ActivityKind.WorkspaceUpdated, place.WorkspaceId, name, place), cancellation);
        return workspace is null ? ApiError.NotFound : ApiBody.Data(StatusCodes.Status200OK, writer => WorkspaceJson.WriteMembers(writer, workspace));
    }
}
