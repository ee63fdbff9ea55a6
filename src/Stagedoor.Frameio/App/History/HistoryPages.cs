using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Door;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Pages;
using Page = Stagedoor.Pages.Page;

namespace Stagedoor.Frameio.App.History;

/// <summary>
/// What people and service accounts did in the account, newest first, with the acting name. Owners and admins see everything; other members what was done where they may see, and nothing of sign-ins, tokens and
/// credentials (docs/decisions/0027).
/// </summary>
internal static class HistoryPages
{
    public const string Place = "/activity";

    private const int PageSize = 30;
    private const string ServiceAccountDomain = "@techacct.adobe.com";

    /// <summary>The kinds of things that one can look for, by the contract's resource types.</summary>
    public static readonly string[] Types =
        ["user", "user_token", "oauth_app", "account_member", "login_factor", "team", "project", "folder", "asset", "comment", "share", "webhook", "action", "account"];

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPage(AppPages.OfAccount + Place, ShowAsync);

    private static async Task<IResult> ShowAsync(HttpContext context, AppDoor door, IActivityLog log, IDirectory directory, Cursors cursors, TimeProvider time, CancellationToken cancellation)
    {
        var (visit, instead) = await door.EnterAsync(context, cancellation);
        if (visit is null) return instead!;
        var asked = HistoryQuery.Read(context.Request.Query);
        var list = visit.At(Place);
        var state = asked.After is { } cursor ? cursors.Read(visit.Visitor.SubjectId, list, cursor) : null;
        if (asked.After is not null && (state is null || !asked.Fits(state))) return Page.Continue(list);
        var who = asked.Who is { } id ? await directory.FindUserAsync(visit.Account.Id, id, cancellation) : null;
        var filter = new ActivityFilter { ResourceType = asked.Type, SubjectId = asked.Who is null ? null : who?.SubjectId ?? "", From = Start(asked.From), Before = Start(asked.To?.AddDays(1)) };
        var viewer = Viewer.Of(new(visit.Visitor.SubjectId), visit.Standing);
        var page = await log.ListAsync(viewer, filter, new("", PageSize, false, state?.Last), cancellation);
        var subjects = page.Items.SelectMany(record => new[] { record.Actor.SubjectId, record.Actor.ActingId }).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var users = (subjects.Count == 0 ? [] : await directory.FindUsersAsync(visit.Account.Id, subjects, cancellation)).ToDictionary(user => user.SubjectId, StringComparer.Ordinal);
        return Page.Of<HistoryPage>(new HistoryView
        {
            Visit = visit,
            Now = time.GetUtcNow(),
            Asked = asked,
            Who = who,
            Lines = [.. page.Items.Select(record => Line(visit, asked, record, users))],
            Newest = asked.After is null ? null : asked.At(list, null),
            Older = page.Last is { } last ? asked.At(list, cursors.Write(visit.Visitor.SubjectId, list, new("", PageSize, false, "", asked.Filters, last))) : null,
        });
    }

    private static HistoryLine Line(AppVisit visit, HistoryQuery asked, ActivityRecord record, Dictionary<string, DirectoryUser> users)
    {
        return new(record, Party(record.Actor.SubjectId), record.Actor.ActingId is { } acting ? Party(acting) : null)
        {
            Address = visit.Administers ? record.Address : null,
            Path = record is { ResourceType: "webhook", Act: not "webhook.deleted" } ? visit.At($"/webhooks/{record.ResourceId}/deliveries") : null,
        };

        HistoryParty Party(string subject) => users.TryGetValue(subject, out var user)
            ? new(user.Name, subject.EndsWith(ServiceAccountDomain, StringComparison.OrdinalIgnoreCase), (asked with { Who = user.Id, After = null }).At(visit.At(Place), null))
            : new(null, false, null);
    }

    private static DateTimeOffset? Start(DateOnly? day) => day is { } date ? new(date, TimeOnly.MinValue, TimeSpan.Zero) : null;
}
