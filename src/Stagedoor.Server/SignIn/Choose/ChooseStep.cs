using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Server.Authorizations;
using Stagedoor.Server.Visitors;
using Stagedoor.Pages;

namespace Stagedoor.Server.SignIn.Choose;

/// <summary>What the page shows on which a person chooses among the accounts of this browser.</summary>
public sealed record ChooseView
{
    public required Visit Visit { get; init; }
    public required IReadOnlyList<PersonHere> People { get; init; }
    public string? Problem { get; init; }
    public required string FormToken { get; init; }
}

/// <summary>The step in which a person chooses an account, OIDC Core §3.1.2.1 <c>select_account</c>.</summary>
public sealed class ChooseStep : ISlice
{
    private const string Path = "/choose";

    private static readonly Texts shared = Texts.Beside<ScopeList>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Path, ShowAsync);
        routes.MapForm(Path, SubmitAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, Visits visits, PeopleHere people, CancellationToken cancellation)
    {
        var (visit, instead) = await visits.FindAsync(context.Request.Query["journey"], cancellation);
        return visit is null ? instead! : Show(context, visit, await people.AllAsync(context, cancellation), null);
    }

    private static async Task<IResult> SubmitAsync(HttpContext context, Visits visits, PeopleHere people, IJourneyStore journeys, TimeProvider time, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var (visit, instead) = await visits.FindAsync(form["journey"], cancellation);
        if (visit is null) return instead!;
        var here = await people.AllAsync(context, cancellation);
        if (!await form.IsGenuineAsync(Binding(visit))) return Show(context, visit, here, shared["Changed"]);
        if (form.Cancels) return Page.Continue(visit.Cancel);
        if (here.FirstOrDefault(person => person.Session.Sid == form["sid"]) is not { } chosen) return Show(context, visit, here, shared["Changed"]);
        await journeys.RecordChoiceAsync(visit.Hash, chosen.Session.Sid, time.GetUtcNow(), cancellation);
        return Page.Continue(visit.Resume);
    }

    private static string Binding(Visit visit) => "choose:" + visit.Hash;

    private static IResult Show(HttpContext context, Visit visit, IReadOnlyList<PersonHere> here, string? problem)
    {
        if (here.Count == 0) return Page.Continue(visit.At("/signin"));
        var view = new ChooseView { Visit = visit, People = here, Problem = problem, FormToken = PageForm.TokenFor(context, Binding(visit)) };
        return Page.Towards<ChoosePage>(visit.Journey.Request.RedirectUri, view, problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }
}
