using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Resources.Users;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Projects;

/// <summary><c>account_projects.index</c>, <c>projects.index</c> and <c>invited_projects.index</c>: what the caller sees of the account's projects, of a workspace's, and of those by invitation alone.</summary>
internal static class ListProjects
{
    public static readonly Operation OfAccount = new("account_projects.index", HttpMethods.Get, "/accounts/{account_id}/projects", RateLimit.Usual, OfAccountAsync);
    public static readonly Operation OfWorkspace = new("projects.index", HttpMethods.Get, "/accounts/{account_id}/workspaces/{workspace_id}/projects", RateLimit.Usual, OfWorkspaceAsync);
    public static readonly Operation Invited = new("invited_projects.index", HttpMethods.Get, "/accounts/{account_id}/invited_projects", RateLimit.Usual, InvitedAsync);

    private static readonly ListShape Shape = new() { Sorts = ["name_asc", "created_at_asc", "name_desc", "created_at_desc"], Includes = [ProjectJson.Owner] };

    private static async ValueTask<IAnswer> OfAccountAsync(Call call, CancellationToken cancellation)
    {
        if (call.ReadPage(Shape).Failed(out var refusal, out var query)) return refusal;
        return await AnswerAsync(call, query, await call.Get<IProjectStore>().ListOfAccountAsync(call.Viewer, query, cancellation), cancellation);
    }

    private static async ValueTask<IAnswer> OfWorkspaceAsync(Call call, CancellationToken cancellation)
    {
        if ((await call.MayAsync(Act.SeeWorkspace, "workspace_id", cancellation)).Failed(out var refusal, out var place)) return refusal;
        if (call.ReadPage(Shape).Failed(out refusal, out var query)) return refusal;
        return await AnswerAsync(call, query, await call.Get<IProjectStore>().ListOfWorkspaceAsync(call.Viewer, place.WorkspaceId, query, cancellation), cancellation);
    }

    private static async ValueTask<IAnswer> InvitedAsync(Call call, CancellationToken cancellation)
    {
        if (call.ReadPage(Shape).Failed(out var refusal, out var query)) return refusal;

        // Owners and admins have access to every workspace: by invitation alone they see none.
        var page = call.Viewer.Subject is { } subject ? await call.Get<IProjectStore>().ListInvitedAsync(call.Viewer, subject, query, cancellation) : new([], null, query.TotalCount ? 0 : null);
        return await AnswerAsync(call, query, page, cancellation);
    }

    private static async ValueTask<IAnswer> AnswerAsync(Call call, PageQuery query, Page<ApiProject> page, CancellationToken cancellation)
    {
        var users = query.Include.Has(ProjectJson.Owner) ? await call.Get<UserDirectory>().LoadAsync(call.AccountId, page.Items.Select(project => project.Owner), cancellation) : null;
        var options = call.Get<FrameioOptions>();
        return call.List(query, page, (writer, project) =>
        {
            writer.WriteStartObject();
            ProjectJson.WriteMembersWithIncludes(writer, project, options, users);
            writer.WriteEndObject();
        });
    }
}
