using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Projects;

/// <summary><c>projects.delete</c>: with all that is in it.</summary>
internal static class DeleteProject
{
    public static readonly Operation Operation = new("projects.delete", HttpMethods.Delete, "/accounts/{account_id}/projects/{project_id}", RateLimit.PerMinute(60), RunAsync);

    private static async ValueTask<IAnswer> RunAsync(Call call, CancellationToken cancellation)
    {
        if ((await call.MayAsync(Act.DeleteProject, "project_id", cancellation)).Failed(out var refusal, out var place)) return refusal;
        var id = place.ProjectId!.Value;
        return await call.Get<IProjectStore>().DeleteAsync(id, call.Records(ActivityKind.ProjectDeleted, id, place.Name, place), cancellation) ? NoContent.Answer : ApiError.NotFound;
    }
}
