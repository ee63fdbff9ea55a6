using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Pages;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Consoles;
using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Admin.ServiceAccounts;

/// <summary>The service account users of the Admin Console: listed, granted, changed. What ends something stands in <see cref="ServiceAccountEnds"/>. The pages ask <see cref="ServiceAccountUsers"/> and decide nothing.</summary>
public sealed class ServiceAccountsStep : ISlice
{
    public const string Root = "/admin/service-accounts", One = Root + "/{id}";

    internal const Standing Needed = Standing.SystemAdministrator;

    private static readonly Texts texts = Texts.Beside<ServiceAccountsPage>(), shared = Texts.Beside<ConsoleFrame>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Root, ListAsync);
        routes.MapPage(Root + "/grant", GrantAsync);
        routes.MapForm(Root + "/grant", GrantedAsync);
        routes.MapPage(One, ShowAsync);
        routes.MapPage(One + "/edit", EditAsync);
        routes.MapForm(One + "/edit", EditedAsync);
        ServiceAccountEnds.Map(routes);
    }

    // Whose it is not, learns nothing of it (attack I1).
    internal static IResult Refused(Objection why) => why.Kind == ObjectionKind.Forbidden
        ? ErrorPage.Result(StatusCodes.Status403Forbidden, shared["NoRole.Title"], why.In(texts), shared["NoRole.Who"], shared["NoRole.Do"]) : ErrorPage.Nowhere();

    internal static string At(string id) => $"{Root}/{LocalPath.Segment(id)}";

    private static async Task<IResult> ListAsync(HttpContext context, ConsoleVisitors visitors, ServiceAccountUsers users, TimeProvider time, CancellationToken cancellation)
    {
        var (visit, instead) = await visitors.OfAsync(context, Needed, cancellation);
        if (visit is null) return instead!;
        var (asked, now) = (Asked(context.Request.Query), time.GetUtcNow());
        var query = new ServiceAccountQuery
        {
            OrganizationId = visit.Organization.Id,
            Order = asked.IsByIdleness ? ServiceAccountOrder.LongestIdle : ServiceAccountOrder.Name,
            Text = asked.Text,
            Status = Enum.TryParse<ServiceAccountStatus>(asked.Status, ignoreCase: true, out var status) ? status : null,
            InactiveSince = asked.Show == "inactive" ? now - ServiceAccountQuery.Inactive : null,
            SecretEndsBy = asked.Show == "expiring" ? now + ServiceAccountQuery.NearExpiry : null,
            WithoutOwner = asked.Show == "ownerless",
        };
        string? after = context.Request.Query["after"], problem = null;
        if ((await users.ListAsync(visit.Administrator, query, after, ServiceAccountUsers.PageSize, cancellation)).Failed(out var why, out var listed))
        {
            (problem, after) = (why.In(texts), null);
            if ((await users.ListAsync(visit.Administrator, query, null, ServiceAccountUsers.PageSize, cancellation)).Failed(out _, out listed)) return Refused(why);
        }

        var view = new ServiceAccountsView { Visit = visit, Accounts = listed.Items, Asked = asked, Now = now, Next = listed.Next, IsFirst = string.IsNullOrEmpty(after), Problem = problem, Done = Done(context) };
        return Page.Of<ServiceAccountsPage>(view, problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> GrantAsync(HttpContext context, ConsoleVisitors visitors, ServiceAccountUsers users, CancellationToken cancellation)
    {
        var (visit, instead) = await visitors.ProvenAsync(context, Needed, null, cancellation);
        return visit is null ? instead! : await GrantFormAsync(context, visit, users, null, cancellation);
    }

    private static async Task<IResult> GrantedAsync(HttpContext context, ConsoleVisitors visitors, ServiceAccountUsers users, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var (visit, instead) = await visitors.ProvenAsync(context, Needed, Root + "/grant", cancellation);
        if (visit is null) return instead!;
        if (!await form.IsGenuineAsync(visit.Binding("service-account-grant"))) return await GrantFormAsync(context, visit, users, shared["Stale"], cancellation);
        return (await users.GrantAsync(visit.Administrator, form["credential"], form["role"], cancellation)).Failed(out var why, out var made)
            ? await GrantFormAsync(context, visit, users, why.In(texts), cancellation)
            : Page.Continue(visit.At(At(made.Account.Id) + "?done=granted"));
    }

    private static async Task<IResult> GrantFormAsync(HttpContext context, ConsoleVisit visit, ServiceAccountUsers users, string? problem, CancellationToken cancellation) =>
        (await users.GrantableAsync(visit.Administrator, cancellation)).Failed(out var why, out var credentials) ? Refused(why)
            : Page.Of<GrantPage>(new GrantView { Visit = visit, Credentials = credentials.Items, Problem = problem, FormToken = PageForm.TokenFor(context, visit.Binding("service-account-grant")) }, problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);

    private static async Task<IResult> ShowAsync(HttpContext context, string id, ConsoleVisitors visitors, ServiceAccountUsers users, TimeProvider time, CancellationToken cancellation)
    {
        var (visit, instead) = await visitors.OfAsync(context, Needed, cancellation);
        if (visit is null) return instead!;
        if ((await users.FindAsync(visit.Administrator, id, cancellation)).Failed(out var why, out var listed)) return Refused(why);
        if ((await users.WorkOfAsync(visit.Administrator, id, cancellation)).Failed(out why, out var work)) return Refused(why);
        return Page.Of<ServiceAccountPage>(new ServiceAccountView { Visit = visit, Listed = listed, Work = work, Now = time.GetUtcNow(), Done = Done(context) });
    }

    private static async Task<IResult> EditAsync(HttpContext context, string id, ConsoleVisitors visitors, ServiceAccountUsers users, IPersonStore people, CancellationToken cancellation)
    {
        var (visit, instead) = await visitors.ProvenAsync(context, Needed, null, cancellation);
        if (visit is null) return instead!;
        return (await users.FindAsync(visit.Administrator, id, cancellation)).Failed(out var why, out var listed) ? Refused(why) : Form(context, visit, listed, null, await EmailAsync(listed, people, cancellation), null);
    }

    private static async Task<IResult> EditedAsync(HttpContext context, string id, ConsoleVisitors visitors, ServiceAccountUsers users, IPersonStore people, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var (visit, instead) = await visitors.ProvenAsync(context, Needed, At(id) + "/edit", cancellation);
        if (visit is null) return instead!;
        if ((await users.FindAsync(visit.Administrator, id, cancellation)).Failed(out var refused, out var listed)) return Refused(refused);
        var owner = await EmailAsync(listed, people, cancellation);
        if (!await form.IsGenuineAsync(visit.Binding("service-account-edit:" + id))) return Form(context, visit, listed, form, owner, shared["Stale"]);

        // An owner who is not known is none of the organization's people; one that was left as it is stays.
        var ownerId = form["owner"].Trim() == owner ? null : form["owner"].Trim().Length == 0 ? "" : (await people.FindByEmailAsync(form["owner"].Trim(), cancellation))?.Id ?? "nobody";
        var change = new ServiceAccountChange { Name = form["name"], Description = form["description"], OwnerId = ownerId, AccountRole = form["role"] };
        if (!(await users.ChangeAsync(visit.Administrator, id, form.Version(), change, cancellation)).Failed(out var why, out _)) return Page.Continue(visit.At(At(id) + "?done=saved"));
        return why.Kind switch
        {
            ObjectionKind.NotFound or ObjectionKind.Forbidden => Refused(why),
            ObjectionKind.Changed => Form(context, visit, listed, null, owner, why.In(texts)),
            _ => Form(context, visit, listed, form, owner, why.In(texts)),
        };
    }

    private static async ValueTask<string> EmailAsync(ListedServiceAccount listed, IPersonStore people, CancellationToken cancellation) =>
        listed.Account.OwnerId is { } owner ? (await people.FindAsync(owner, cancellation))?.Email ?? "" : "";

    private static IResult Form(HttpContext context, ConsoleVisit visit, ListedServiceAccount listed, PageForm? typed, string owner, string? problem)
    {
        var view = new ServiceAccountFormView
        {
            Visit = visit,
            Listed = listed,
            Name = typed?["name"] ?? listed.Account.Name,
            Description = typed?["description"] ?? listed.Account.Description ?? "",
            Owner = typed?["owner"] ?? owner,
            AccountRole = typed?["role"] ?? listed.Account.AccountRole,
            Problem = problem,
            FormToken = PageForm.TokenFor(context, visit.Binding("service-account-edit:" + listed.Account.Id)),
        };
        return Page.Of<EditServiceAccountPage>(view, problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    // What is not one of these is as if it were not there: a shared address never breaks.
    private static ListAsked Asked(IQueryCollection query) => new(
        query["text"].ToString().Trim() is { Length: <= 100 } text ? text : "",
        query["status"].ToString() is "active" or "disabled" or "revoked" ? query["status"].ToString() : "",
        query["show"].ToString() is "inactive" or "expiring" or "ownerless" ? query["show"].ToString() : "",
        query["sort"] == "idle");

    private static string? Done(HttpContext context) => context.Request.Query["done"] is [{ Length: > 0 and < 20 } done] ? texts.Find("Done." + done) : null;
}
