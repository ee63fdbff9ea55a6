using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Assets;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Projects;

/// <summary><c>projects.update</c>. Who restricts a project and has a role on its workspace only is invited to it, so that it is not lost to them.</summary>
internal static class UpdateProject
{
    public static readonly Operation Operation = new("projects.update", HttpMethods.Patch, "/accounts/{account_id}/projects/{project_id}", RateLimit.PerMinute(10), RunAsync);

    private static async ValueTask<IAnswer> RunAsync(Call call, CancellationToken cancellation)
    {
        if ((await call.MayAsync(Act.UpdateProject, "project_id", cancellation)).Failed(out var refusal, out var place)) return refusal;
        if ((await call.ReadBodyAsync(cancellation)).Failed(out refusal, out var body)) return refusal;
        var data = body.Nested("data", required: true);
        var (name, restricted, status) = (data?.AssetName("name"), data?.Flag("restricted"), data?.OneOf("status", ProjectJson.Statuses));
        if (body.Refusal is { } wrong) return wrong;
        var (id, store) = (place.ProjectId!.Value, call.Get<IProjectStore>());
        var change = new ProjectChange(name, restricted, status is null ? null : status == ProjectJson.Statuses[0]);
        Role? invitation = restricted == true && call.Viewer.Subject is not null && place.Given.Project is null ? Role.FullAccess : null;
        var project = change.IsNone
            ? await store.FindAsync(id, cancellation)
            : await store.UpdateAsync(id, change, invitation, call.Records(ActivityKind.ProjectUpdated, id, name ?? place.Name, place), cancellation);
        return project is null ? ApiError.NotFound : ApiBody.Data(StatusCodes.Status200OK, writer => ProjectJson.WriteMembers(writer, project, call.Get<FrameioOptions>()));
    }
}
