using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Wire;
using Stagedoor.Protocol.Wire;

namespace Stagedoor.Frameio.Resources.Workspaces;

/// <summary><c>workspaces.create</c>. The contract asks for no name here, because it shares the form with the update: by intent a workspace has one.</summary>
internal static class CreateWorkspace
{
    public static readonly Operation Operation = new("workspaces.create", HttpMethods.Post, "/accounts/{account_id}/workspaces", RateLimit.PerMinute(10), RunAsync);

    private static async ValueTask<IAnswer> RunAsync(Call call, CancellationToken cancellation)
    {
        if (call.May(Act.CreateWorkspace) is { } forbidden) return forbidden;
        if ((await call.ReadBodyAsync(cancellation)).Failed(out var refusal, out var body)) return refusal;
        var name = WorkspaceJson.ReadName(body, required: true, out var wrong);
        if (wrong is not null) return wrong;
        var now = call.Now;
        var workspace = new Workspace(RandomIds.Uuid(), call.AccountId, name!, call.Caller.Actor, now, now);
        await call.Get<IWorkspaceStore>().AddAsync(workspace, call.Records(ActivityKind.WorkspaceCreated, workspace.Id, name) with { WorkspaceId = workspace.Id }, cancellation);
        return ApiBody.Data(StatusCodes.Status201Created, writer => WorkspaceJson.WriteMembers(writer, workspace));
    }
}
