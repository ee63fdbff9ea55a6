using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Pages;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Consoles;

namespace Stagedoor.Server.Admin.People;

/// <summary>Inviting people by mail, and the invitations that are open.</summary>
internal static class InvitationPages
{
    public const string Invite = PeopleStep.Root + "/invite", Open = PeopleStep.Root + "/invitations";

    private static readonly Texts texts = Texts.Beside<PeoplePage>(), shared = Texts.Beside<ConsoleFrame>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Invite, AskAsync);
        routes.MapForm(Invite, InviteAsync);
        routes.MapPage(Open, ListAsync);
        routes.MapForm(Open, WithdrawAsync);
    }

    private static async Task<IResult> AskAsync(HttpContext context, ConsoleVisitors visitors, CancellationToken cancellation)
    {
        var (visit, instead) = await visitors.ProvenAsync(context, PeopleStep.Needed, null, cancellation);
        return visit is null ? instead! : Ask(context, visit, null, null);
    }

    private static async Task<IResult> InviteAsync(HttpContext context, ConsoleVisitors visitors, OrganizationInvitations invitations, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var (visit, instead) = await visitors.ProvenAsync(context, PeopleStep.Needed, Invite, cancellation);
        if (visit is null) return instead!;
        if (!await form.IsGenuineAsync(visit.Binding("invite"))) return Ask(context, visit, form, shared["Stale"]);
        return (await invitations.InviteAsync(visit.Administrator, form["email"], PeopleStep.AdminRoles(form), form["account_role"], PageLanguage.Current.Name, cancellation)).Failed(out var why, out _)
            ? why.Kind is ObjectionKind.NotFound or ObjectionKind.Forbidden ? PeopleStep.Refused(why) : Ask(context, visit, form, why.In(texts))
            : Page.Continue(visit.At(Open + "?done=invited"));
    }

    private static IResult Ask(HttpContext context, ConsoleVisit visit, PageForm? typed, string? problem) => Page.Of<InvitePage>(
        new InviteView
        {
            Visit = visit,
            Email = typed?["email"] ?? "",
            AdminRoles = typed is null ? [] : PeopleStep.AdminRoles(typed),
            AccountRole = typed?["account_role"] ?? "member",
            Problem = problem,
            FormToken = PageForm.TokenFor(context, visit.Binding("invite")),
        },
        PeopleStep.StatusOf(problem));

    private static async Task<IResult> ListAsync(HttpContext context, ConsoleVisitors visitors, OrganizationInvitations invitations, CancellationToken cancellation)
    {
        var (visit, instead) = await visitors.OfAsync(context, PeopleStep.Needed, cancellation);
        return visit is null ? instead! : await ShowAsync(context, visit, null, invitations, cancellation);
    }

    // Withdrawing only makes safer: no other proof is asked for.
    private static async Task<IResult> WithdrawAsync(HttpContext context, ConsoleVisitors visitors, OrganizationInvitations invitations, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var (visit, instead) = await visitors.OfAsync(context, PeopleStep.Needed, cancellation);
        if (visit is null) return instead!;
        if (!await form.IsGenuineAsync(visit.Binding("invitations"))) return await ShowAsync(context, visit, shared["Stale"], invitations, cancellation);
        if (!(await invitations.WithdrawAsync(visit.Administrator, form["invitation"], cancellation)).Failed(out var why, out _)) return Page.Continue(visit.At(Open + "?done=withdrawn"));
        return why.Kind == ObjectionKind.NotFound ? await ShowAsync(context, visit, texts["WithdrawnBefore"], invitations, cancellation) : PeopleStep.Refused(why);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, ConsoleVisit visit, string? problem, OrganizationInvitations invitations, CancellationToken cancellation)
    {
        string? after = context.Request.Query["after"];
        if ((await invitations.ListAsync(visit.Administrator, after, OrganizationInvitations.PageSize, cancellation)).Failed(out var why, out var listed))
        {
            (problem, after) = (why.In(texts), null);
            if ((await invitations.ListAsync(visit.Administrator, null, OrganizationInvitations.PageSize, cancellation)).Failed(out why, out listed)) return PeopleStep.Refused(why);
        }

        return Page.Of<InvitationsPage>(
            new InvitationsView
            {
                Visit = visit,
                Invitations = listed.Items,
                Next = listed.Next,
                IsFirst = string.IsNullOrEmpty(after),
                Problem = problem,
                Done = PeopleStep.Done(context),
                FormToken = PageForm.TokenFor(context, visit.Binding("invitations")),
            },
            PeopleStep.StatusOf(problem));
    }
}
