using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Pages;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Consoles;

namespace Stagedoor.Server.Admin.People;

/// <summary>The people of an organization in the Admin Console: found, looked at, and given roles. The pages ask <see cref="Administration.People"/> and show what it answers; they decide nothing.</summary>
public sealed class PeopleStep : ISlice
{
    public const string Root = "/admin/people";

    internal const string One = Root + "/{person}";

    internal const Standing Needed = Standing.SystemAdministrator;

    private static readonly Texts texts = Texts.Beside<PeoplePage>(), shared = Texts.Beside<ConsoleFrame>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapStep("/admin", static (HttpContext context) => Page.Continue(Root + context.Request.QueryString));
        routes.MapPage(Root, ListAsync);
        routes.MapPage(One, ShowAsync);
        routes.MapPage(One + "/roles", RolesAsync);
        routes.MapForm(One + "/roles", ChangeRolesAsync);
        PersonEnds.Map(routes);
        PersonSessions.Map(routes);
        InvitationPages.Map(routes);
    }

    internal static string At(string person) => $"{Root}/{LocalPath.Segment(person)}";

    // Whose it is not, learns nothing of it (attack I1).
    internal static IResult Refused(Objection why) => why.Kind == ObjectionKind.Forbidden
        ? ErrorPage.Result(StatusCodes.Status403Forbidden, shared["NoRole.Title"], why.In(texts), shared["NoRole.Who"], shared["NoRole.Do"]) : ErrorPage.Nowhere();

    internal static string? Done(HttpContext context) => context.Request.Query["done"] is [{ Length: > 0 and < 20 } done] ? texts.Find("Done." + done) : null;

    internal static int StatusOf(string? problem) => problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;

    /// <summary>Shows something of one person.</summary>
    internal static async Task<IResult> AtAsync(
        HttpContext context, string person, ConsoleVisitors visitors, Administration.People people, Func<ConsoleVisit, MemberCard, IResult> show, CancellationToken cancellation, bool proven = false)
    {
        var (visit, instead) = proven ? await visitors.ProvenAsync(context, Needed, null, cancellation) : await visitors.OfAsync(context, Needed, cancellation);
        if (visit is null) return instead!;
        return (await people.FindAsync(visit.Administrator, person, cancellation)).Failed(out var why, out var card) ? Refused(why) : show(visit, card);
    }

    private static async Task<IResult> ListAsync(HttpContext context, ConsoleVisitors visitors, Administration.People people, CancellationToken cancellation)
    {
        var (visit, instead) = await visitors.OfAsync(context, Needed, cancellation);
        if (visit is null) return instead!;
        var asked = PeopleAsked.Read(context.Request.Query);
        string? after = context.Request.Query["after"], problem = null;
        if ((await people.ListAsync(visit.Administrator, asked.Question, after, Administration.People.PageSize, cancellation)).Failed(out var why, out var listed))
        {
            (problem, after) = (why.In(texts), null);
            if ((await people.ListAsync(visit.Administrator, asked.Question, null, Administration.People.PageSize, cancellation)).Failed(out _, out listed)) return Refused(why);
        }

        return Page.Of<PeoplePage>(new PeopleView { Visit = visit, Asked = asked, People = listed.Items, Next = listed.Next, IsFirst = string.IsNullOrEmpty(after), Problem = problem, Done = Done(context) }, StatusOf(problem));
    }

    private static Task<IResult> ShowAsync(HttpContext context, string person, ConsoleVisitors visitors, Administration.People people, CancellationToken cancellation) =>
        AtAsync(context, person, visitors, people, (visit, card) => Page.Of<PersonPage>(new PersonView { Visit = visit, Person = card, Done = Done(context) }), cancellation);

    private static Task<IResult> RolesAsync(HttpContext context, string person, ConsoleVisitors visitors, Administration.People people, CancellationToken cancellation) =>
        AtAsync(context, person, visitors, people, (visit, card) => Roles(context, visit, card, null, null), cancellation, proven: true);

    private static async Task<IResult> ChangeRolesAsync(HttpContext context, string person, ConsoleVisitors visitors, Administration.People people, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var (visit, instead) = await visitors.ProvenAsync(context, Needed, At(person) + "/roles", cancellation);
        if (visit is null) return instead!;
        if ((await people.FindAsync(visit.Administrator, person, cancellation)).Failed(out var refused, out var card)) return Refused(refused);
        if (!await form.IsGenuineAsync(visit.Binding("roles:" + person))) return Roles(context, visit, card, form, shared["Stale"]);
        if (!(await people.ChangeRolesAsync(visit.Administrator, person, form.Version(), AdminRoles(form), form["account_role"], cancellation)).Failed(out var why, out _)) return Page.Continue(visit.At(At(person) + "?done=roles"));
        return why.Kind switch
        {
            ObjectionKind.NotFound or ObjectionKind.Forbidden => Refused(why),
            ObjectionKind.Changed => Roles(context, visit, card, null, why.In(texts)),
            _ => Roles(context, visit, card, form, why.In(texts)),
        };
    }

    internal static IReadOnlyList<string> AdminRoles(PageForm form) => [.. MemberCard.AllAdminRoles.Where(role => form[role] == "1")];

    private static IResult Roles(HttpContext context, ConsoleVisit visit, MemberCard card, PageForm? typed, string? problem) => Page.Of<RolesPage>(
        new RolesView
        {
            Visit = visit,
            Person = card,
            AdminRoles = typed is null ? card.AdminRoles : AdminRoles(typed),
            AccountRole = typed?["account_role"] ?? card.AccountRole,
            Problem = problem,
            FormToken = PageForm.TokenFor(context, visit.Binding("roles:" + card.Id)),
        },
        StatusOf(problem));
}
