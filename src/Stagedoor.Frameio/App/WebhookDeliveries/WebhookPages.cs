using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Resources.Webhooks;
using Stagedoor.Frameio.Resources.Workspaces;
using Stagedoor.Frameio.Wire;
using Stagedoor.Pages;
using Page = Stagedoor.Pages.Page;

namespace Stagedoor.Frameio.App.WebhookDeliveries;

/// <summary>The webhooks of an account by workspace, for whoever may manage them there: each leads to what it was sent.</summary>
internal static class WebhookPages
{
    public const string Place = "/webhooks";

    private const int WorkspacesAtOnce = 10, FirstOfEach = 10, PageSize = 25;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPage(AppPages.OfAccount + Place, ShowAsync);

    private static async Task<IResult> ShowAsync(HttpContext context, AppDoor door, Access access, IWorkspaceStore workspaces, IWebhookStore webhooks, Cursors cursors, CancellationToken cancellation)
    {
        var (visit, instead) = await door.EnterAsync(context, cancellation);
        if (visit is null) return instead!;
        var one = context.Request.Query["workspace"].ToString();
        var path = visit.At(Place) + (one.Length > 0 ? "?workspace=" + Uri.EscapeDataString(one) : "");
        var after = context.Request.Query["after"] is [{ Length: > 0 } cursor] ? cursor : null;
        var state = after is null ? null : cursors.Read(visit.Visitor.SubjectId, path, after);
        if (after is not null && state is null) return Page.Continue(path);
        var groups = new List<WebhookGroup>();
        PageKey? last;
        if (one.Length > 0)
        {
            if (Ids.Read(one) is not { } id || await workspaces.FindAsync(id, cancellation) is not { } workspace || workspace.AccountId != visit.Account.Id || !await MayAsync(id)) return ErrorPage.Nowhere();
            var page = await webhooks.ListAsync(id, new("", PageSize, false, state?.Last), cancellation);
            groups.Add(new(workspace, page.Items, null));
            last = page.Last;
        }
        else
        {
            var page = await workspaces.ListAsync(Viewer.Of(new(visit.Visitor.SubjectId), visit.Standing), new("name_asc", WorkspacesAtOnce, false, state?.Last), cancellation);
            foreach (var workspace in page.Items)
            {
                if (!await MayAsync(workspace.Id)) continue;
                var first = await webhooks.ListAsync(workspace.Id, new("", FirstOfEach, false, null), cancellation);
                groups.Add(new(workspace, first.Items, first.Last is null ? null : $"{path}?workspace={workspace.Id}"));
            }

            last = page.Last;
        }

        return Page.Of<WebhooksPage>(new WebhooksView
        {
            Visit = visit,
            Groups = groups,
            All = one.Length > 0 ? visit.At(Place) : null,
            First = after is null ? null : path,
            More = last is null ? null : $"{path}{(one.Length > 0 ? '&' : '?')}after={cursors.Write(visit.Visitor.SubjectId, path, new("", PageSize, false, "", new Dictionary<string, string>(), last))}",
        });

        async ValueTask<bool> MayAsync(Guid workspaceId) => !(await access.AtAsync(new(visit.Visitor.SubjectId), visit.Standing, Act.ManageWebhooks, workspaceId, cancellation)).Failed(out _, out _);
    }
}

/// <summary>The webhooks of a workspace, and where there are more of them.</summary>
public sealed record WebhookGroup(Workspace Workspace, IReadOnlyList<Webhook> Webhooks, string? More);

/// <summary>What the page shows.</summary>
public sealed record WebhooksView
{
    public required AppVisit Visit { get; init; }

    public required IReadOnlyList<WebhookGroup> Groups { get; init; }

    /// <summary>All workspaces, where one is shown.</summary>
    public string? All { get; init; }

    public string? First { get; init; }

    public string? More { get; init; }
}
