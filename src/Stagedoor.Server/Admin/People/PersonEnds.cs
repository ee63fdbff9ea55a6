using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Pages;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Consoles;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Admin.People;

/// <summary>Deactivating and reactivating a person, and beginning a recovery for them: each says before what will happen, and stands behind a recent proof.</summary>
internal static class PersonEnds
{
    private const string Deactivate = PeopleStep.One + "/deactivate", Reactivate = PeopleStep.One + "/reactivate", Recover = PeopleStep.One + "/recovery";

    private static readonly Texts texts = Texts.Beside<PeoplePage>(), shared = Texts.Beside<ConsoleFrame>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Deactivate, AskAsync);
        routes.MapForm(Deactivate, DeactivateAsync);
        routes.MapPage(Reactivate, AskBackAsync);
        routes.MapForm(Reactivate, ReactivateAsync);
        routes.MapPage(Recover, AskRecoveryAsync);
        routes.MapForm(Recover, RecoverAsync);
    }

    private static Task<IResult> AskAsync(HttpContext context, string person, ConsoleVisitors visitors, Administration.People people, CancellationToken cancellation) =>
        PeopleStep.AtAsync(context, person, visitors, people, (visit, card) => Ask(context, visit, card, "", null), cancellation, proven: true);

    private static async Task<IResult> DeactivateAsync(HttpContext context, string person, ConsoleVisitors visitors, Administration.People people, IPersonStore persons, CancellationToken cancellation)
    {
        var (form, visit, card, instead) = await OpenAsync(context, person, "/deactivate", visitors, people, cancellation);
        if (form is null || visit is null || card is null) return instead!;
        var heir = form["heir"].Trim();
        if (!await form.IsGenuineAsync(visit.Binding("deactivate:" + person))) return Ask(context, visit, card, heir, shared["Stale"]);
        if (!ConfirmView.Matches(form["confirm"], card.Name)) return Ask(context, visit, card, heir, shared["WrongName"]);
        // An address that is not known is none of the organization's people.
        var heirId = heir.Length == 0 ? null : (await persons.FindByEmailAsync(heir, cancellation))?.Id ?? "nobody";
        if (!(await people.DeactivateAsync(visit.Administrator, person, form.Version(), heirId, cancellation)).Failed(out var why, out _)) return Page.Continue(visit.At(PeopleStep.At(person) + "?done=deactivated"));
        if (why.Kind is ObjectionKind.NotFound or ObjectionKind.Forbidden) return PeopleStep.Refused(why);
        return Ask(context, visit, (await people.FindAsync(visit.Administrator, person, cancellation)).Failed(out _, out var now) ? card : now, heir, why.In(texts));
    }

    private static IResult Ask(HttpContext context, ConsoleVisit visit, MemberCard card, string heir, string? problem)
    {
        var impossible = Administration.People.WhyNotDeactivate(visit.Administrator, card);
        return Page.Of<DeactivatePage>(
            new DeactivateView { Visit = visit, Person = card, Heir = heir, IsPossible = impossible is null, Problem = problem ?? impossible?.In(texts), FormToken = PageForm.TokenFor(context, visit.Binding("deactivate:" + card.Id)) },
            PeopleStep.StatusOf(problem));
    }

    private static Task<IResult> AskBackAsync(HttpContext context, string person, ConsoleVisitors visitors, Administration.People people, CancellationToken cancellation) =>
        PeopleStep.AtAsync(context, person, visitors, people, (visit, card) => AskBack(context, visit, card, null), cancellation, proven: true);

    private static async Task<IResult> ReactivateAsync(HttpContext context, string person, ConsoleVisitors visitors, Administration.People people, CancellationToken cancellation)
    {
        var (form, visit, card, instead) = await OpenAsync(context, person, "/reactivate", visitors, people, cancellation);
        if (form is null || visit is null || card is null) return instead!;
        if (!await form.IsGenuineAsync(visit.Binding("reactivate:" + person))) return AskBack(context, visit, card, shared["Stale"]);
        if (!(await people.ReactivateAsync(visit.Administrator, person, form.Version(), cancellation)).Failed(out var why, out _)) return Page.Continue(visit.At(PeopleStep.At(person) + "?done=reactivated"));
        return why.Kind is ObjectionKind.NotFound or ObjectionKind.Forbidden ? PeopleStep.Refused(why) : AskBack(context, visit, card, why.In(texts));
    }

    private static IResult AskBack(HttpContext context, ConsoleVisit visit, MemberCard card, string? problem)
    {
        var view = new ConfirmView
        {
            Visit = visit,
            Title = texts["ReactivateTitle"],
            Here = PeopleStep.Root,
            Crumbs = [new(texts["Title"], PeopleStep.Root), new(card.Name, PeopleStep.At(card.Id))],
            Lead = texts.Format("ReactivateLead", DisplayName.Of(card.Name)),
            Effects = card.IsActive ? [texts["Objection.active_already"]] : [texts.Format("ReactivateRoles", PeopleWords.Roles(card)), texts["ReactivateNothingOld"]],
            IsPossible = !card.IsActive,
            Action = PeopleStep.At(card.Id) + "/reactivate",
            Back = PeopleStep.At(card.Id),
            Button = texts["Reactivate"],
            Version = card.Version,
            Problem = problem,
            FormToken = PageForm.TokenFor(context, visit.Binding("reactivate:" + card.Id)),
        };
        return Page.Of<ConfirmPage>(view, PeopleStep.StatusOf(problem));
    }

    private static Task<IResult> AskRecoveryAsync(HttpContext context, string person, ConsoleVisitors visitors, Administration.People people, CancellationToken cancellation) =>
        PeopleStep.AtAsync(context, person, visitors, people, (visit, card) => AskRecovery(context, visit, card, null), cancellation, proven: true);

    private static async Task<IResult> RecoverAsync(HttpContext context, string person, ConsoleVisitors visitors, Administration.People people, CancellationToken cancellation)
    {
        var (form, visit, card, instead) = await OpenAsync(context, person, "/recovery", visitors, people, cancellation);
        if (form is null || visit is null || card is null) return instead!;
        if (!await form.IsGenuineAsync(visit.Binding("recovery:" + person))) return AskRecovery(context, visit, card, shared["Stale"]);
        if (!(await people.RecoverAsync(visit.Administrator, person, form["what"], cancellation)).Failed(out var why, out _)) return Page.Continue(visit.At(PeopleStep.At(person) + "?done=recovery"));
        return why.Kind is ObjectionKind.NotFound or ObjectionKind.Forbidden ? PeopleStep.Refused(why) : AskRecovery(context, visit, card, why.In(texts));
    }

    private static IResult AskRecovery(HttpContext context, ConsoleVisit visit, MemberCard card, string? problem) => Page.Of<RecoverPage>(
        new RecoverView { Visit = visit, Person = card, Problem = problem, FormToken = PageForm.TokenFor(context, visit.Binding("recovery:" + card.Id)) }, PeopleStep.StatusOf(problem));

    // What came back, from whom, about whom; or what to answer instead.
    private static async Task<(PageForm? Form, ConsoleVisit? Visit, MemberCard? Card, IResult? Instead)> OpenAsync(
        HttpContext context, string person, string page, ConsoleVisitors visitors, Administration.People people, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return (null, null, null, ErrorPage.Unreadable(StatusCodes.Status400BadRequest));
        var (visit, instead) = await visitors.ProvenAsync(context, PeopleStep.Needed, PeopleStep.At(person) + page, cancellation);
        if (visit is null) return (form, null, null, instead);
        return (await people.FindAsync(visit.Administrator, person, cancellation)).Failed(out var why, out var card) ? (form, visit, null, PeopleStep.Refused(why)) : (form, visit, card, null);
    }
}
