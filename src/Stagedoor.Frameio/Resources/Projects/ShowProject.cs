using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Resources.Users;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Projects;

/// <summary><c>projects.show</c>.</summary>
internal static class ShowProject
{
    public static readonly Operation Operation = new("projects.show", HttpMethods.Get, "/accounts/{account_id}/projects/{project_id}", RateLimit.Usual, RunAsync);

    private static async ValueTask<IAnswer> RunAsync(Call call, CancellationToken cancellation)
    {
        if ((await call.MayAsync(Act.SeeProject, "project_id", cancellation)).Failed(out var refusal, out var place)) return refusal;
        if (call.Include(ProjectJson.Owner).Failed(out refusal, out var include)) return refusal;
        if (await call.Get<IProjectStore>().FindAsync(place.ProjectId!.Value, cancellation) is not { } project) return ApiError.NotFound;
        var users = include.Has(ProjectJson.Owner) ? await call.Get<UserDirectory>().LoadAsync(call.AccountId, [project.Owner], cancellation) : null;
        return ApiBody.Data(StatusCodes.Status200OK, writer => ProjectJson.WriteMembersWithIncludes(writer, project, call.Get<FrameioOptions>(), users));
    }
}
