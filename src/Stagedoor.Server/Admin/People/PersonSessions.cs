using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Pages;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Consoles;

namespace Stagedoor.Server.Admin.People;

/// <summary>Where a person is signed in, each of which can be ended, and the sign-ins of the last year.</summary>
internal static class PersonSessions
{
    private const string Sessions = PeopleStep.One + "/sessions", SignIns = PeopleStep.One + "/sign-ins";

    private const int PageSize = 25;

    private static readonly Texts texts = Texts.Beside<PeoplePage>(), shared = Texts.Beside<ConsoleFrame>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Sessions, ListAsync);
        routes.MapForm(Sessions, EndAsync);
        routes.MapPage(SignIns, SignInsAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext context, string person, ConsoleVisitors visitors, Administration.People people, PeopleSessions sessions, CancellationToken cancellation)
    {
        var (visit, instead) = await visitors.OfAsync(context, PeopleStep.Needed, cancellation);
        return visit is null ? instead! : await ShowAsync(context, visit, person, null, people, sessions, cancellation);
    }

    // Ending only makes safer: no other proof is asked for.
    private static async Task<IResult> EndAsync(HttpContext context, string person, ConsoleVisitors visitors, Administration.People people, PeopleSessions sessions, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var (visit, instead) = await visitors.OfAsync(context, PeopleStep.Needed, cancellation);
        if (visit is null) return instead!;
        if (!await form.IsGenuineAsync(visit.Binding("sessions:" + person))) return await ShowAsync(context, visit, person, shared["Stale"], people, sessions, cancellation);
        var ended = form["action"] == "end-all" ? await sessions.EndAllAsync(visit.Administrator, person, cancellation) : await sessions.EndAsync(visit.Administrator, person, form["sid"], cancellation);

        // One that is over already is as was wanted.
        return ended.Failed(out var why, out _) && why.Kind != ObjectionKind.NotFound ? PeopleStep.Refused(why) : Page.Continue(visit.At(PeopleStep.At(person) + "/sessions?done=ended"));
    }

    private static async Task<IResult> ShowAsync(HttpContext context, ConsoleVisit visit, string person, string? problem, Administration.People people, PeopleSessions sessions, CancellationToken cancellation)
    {
        if ((await people.FindAsync(visit.Administrator, person, cancellation)).Failed(out var why, out var card)) return PeopleStep.Refused(why);
        if ((await sessions.ListAsync(visit.Administrator, person, context.Request.Query["after"], PageSize, cancellation)).Failed(out why, out var listed))
        {
            problem = why.In(texts);
            if ((await sessions.ListAsync(visit.Administrator, person, null, PageSize, cancellation)).Failed(out why, out listed)) return PeopleStep.Refused(why);
        }

        return Page.Of<SessionsPage>(
            new SessionsView { Visit = visit, Person = card, Sessions = listed.Items, Next = listed.Next, Problem = problem, Done = PeopleStep.Done(context), FormToken = PageForm.TokenFor(context, visit.Binding("sessions:" + person)) },
            PeopleStep.StatusOf(problem));
    }

    private static async Task<IResult> SignInsAsync(HttpContext context, string person, ConsoleVisitors visitors, Administration.People people, PeopleSessions sessions, CancellationToken cancellation)
    {
        var (visit, instead) = await visitors.OfAsync(context, PeopleStep.Needed, cancellation);
        if (visit is null) return instead!;
        if ((await people.FindAsync(visit.Administrator, person, cancellation)).Failed(out var why, out var card)) return PeopleStep.Refused(why);
        string? problem = null;
        if ((await sessions.SignInsAsync(visit.Administrator, person, context.Request.Query["after"], PageSize, cancellation)).Failed(out why, out var listed))
        {
            problem = why.In(texts);
            if ((await sessions.SignInsAsync(visit.Administrator, person, null, PageSize, cancellation)).Failed(out why, out listed)) return PeopleStep.Refused(why);
        }

        return Page.Of<SignInsPage>(new SignInsView { Visit = visit, Person = card, SignIns = listed.Items, Next = listed.Next, Problem = problem }, PeopleStep.StatusOf(problem));
    }
}
