using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Assets;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Wire;
using Stagedoor.Protocol.Wire;

namespace Stagedoor.Frameio.Resources.Projects;

/// <summary><c>projects.create</c>: with its root folder. Who makes a project without seeing everything is invited to it, so that a restricted one is not lost to them.</summary>
internal static class CreateProject
{
    public static readonly Operation Operation = new("projects.create", HttpMethods.Post, "/accounts/{account_id}/workspaces/{workspace_id}/projects", RateLimit.PerMinute(10), RunAsync);

    private static async ValueTask<IAnswer> RunAsync(Call call, CancellationToken cancellation)
    {
        if ((await call.MayAsync(Act.CreateProject, "workspace_id", cancellation)).Failed(out var refusal, out var place)) return refusal;
        if ((await call.ReadBodyAsync(cancellation)).Failed(out refusal, out var body)) return refusal;
        var data = body.Nested("data", required: true);
        var (name, restricted) = (data?.AssetName("name", required: true), data?.Flag("restricted"));
        if (body.Refusal is { } wrong) return wrong;
        var now = call.Now;
        var project = new ApiProject
        {
            Id = RandomIds.Uuid(),
            AccountId = call.AccountId,
            WorkspaceId = place.WorkspaceId,
            RootFolderId = RandomIds.Uuid(),
            Name = name!,
            IsRestricted = restricted == true,
            IsActive = true,
            Owner = call.Caller.Actor,
            CreatedAt = now,
            UpdatedAt = now,
        };
        Role? invitation = call.Viewer.Subject is null ? null : Role.FullAccess;
        var entry = call.Records(ActivityKind.ProjectCreated, project.Id, name, place) with { ProjectId = project.Id };
        return await call.Get<IProjectStore>().AddAsync(project, invitation, entry, cancellation)
            ? ApiBody.Data(StatusCodes.Status201Created, writer => ProjectJson.WriteMembers(writer, project, call.Get<FrameioOptions>()))
            : ApiError.NotFound;
    }
}
