using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Pages;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Consoles;

namespace Stagedoor.Server.Admin.Integrations;

/// <summary>Choosing what people may allow, listing an application, taking one off the list: each says before how many permissions of how many people stop, and stands behind a recent proof.</summary>
internal static class IntegrationChanges
{
    private const string Policy = IntegrationsStep.Root + "/policy", New = IntegrationsStep.Root + "/new", Withdraw = IntegrationsStep.Root + "/applications/{client}/withdraw";

    private static readonly Texts texts = Texts.Beside<IntegrationsPage>(), shared = Texts.Beside<ConsoleFrame>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Policy, AskPolicyAsync);
        routes.MapForm(Policy, ChangePolicyAsync);
        routes.MapPage(New, AskNewAsync);
        routes.MapForm(New, ListNewAsync);
        routes.MapPage(Withdraw, AskWithdrawAsync);
        routes.MapForm(Withdraw, WithdrawAsync);
    }

    private static string WithdrawAt(string client) => $"{IntegrationsStep.Root}/applications/{LocalPath.Segment(client)}/withdraw";

    private static async Task<IResult> AskPolicyAsync(HttpContext context, ConsoleVisitors visitors, AppIntegrations integrations, CancellationToken cancellation)
    {
        var (visit, instead) = await visitors.ProvenAsync(context, IntegrationsStep.Needed, null, cancellation);
        return visit is null ? instead! : await PolicyFormAsync(context, visit, integrations, null, cancellation);
    }

    private static async Task<IResult> ChangePolicyAsync(HttpContext context, ConsoleVisitors visitors, AppIntegrations integrations, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var (visit, instead) = await visitors.ProvenAsync(context, IntegrationsStep.Needed, Policy, cancellation);
        if (visit is null) return instead!;
        if (!await form.IsGenuineAsync(visit.Binding("integrations-policy"))) return await PolicyFormAsync(context, visit, integrations, shared["Stale"], cancellation);
        return (await integrations.ChangeAsync(visit.Administrator, form.Version(), form["policy"], cancellation)).Failed(out var why, out _)
            ? await PolicyFormAsync(context, visit, integrations, why.In(texts), cancellation)
            : Page.Continue(visit.At(IntegrationsStep.Root + "?done=changed"));
    }

    private static async Task<IResult> PolicyFormAsync(HttpContext context, ConsoleVisit visit, AppIntegrations integrations, string? problem, CancellationToken cancellation)
    {
        if ((await integrations.FindAsync(visit.Administrator, cancellation)).Failed(out var why, out var found)) return IntegrationsStep.Refused(why);
        var choices = new List<PolicyChoice>();
        foreach (var policy in Enum.GetValues<IntegrationPolicy>())
        {
            if ((await integrations.UseBlockedByAsync(visit.Administrator, policy, cancellation)).Failed(out why, out var stops)) return IntegrationsStep.Refused(why);
            choices.Add(new(policy, stops));
        }

        var view = new PolicyView { Visit = visit, Version = found.Version, Now = found.Policy, Choices = choices, Problem = problem, FormToken = PageForm.TokenFor(context, visit.Binding("integrations-policy")) };
        return Page.Of<PolicyPage>(view, IntegrationsStep.StatusOf(problem));
    }

    private static async Task<IResult> AskNewAsync(HttpContext context, ConsoleVisitors visitors, AppIntegrations integrations, CancellationToken cancellation)
    {
        var (visit, instead) = await visitors.ProvenAsync(context, IntegrationsStep.Needed, null, cancellation);
        return visit is null ? instead! : await NewFormAsync(context, visit, integrations, "", null, cancellation);
    }

    private static async Task<IResult> ListNewAsync(HttpContext context, ConsoleVisitors visitors, AppIntegrations integrations, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var (visit, instead) = await visitors.ProvenAsync(context, IntegrationsStep.Needed, New, cancellation);
        if (visit is null) return instead!;
        var typed = form["application"].Trim();
        if (!await form.IsGenuineAsync(visit.Binding("integrations-new"))) return await NewFormAsync(context, visit, integrations, typed, shared["Stale"], cancellation);
        return (await integrations.AllowAsync(visit.Administrator, form.Version(), typed, cancellation)).Failed(out var why, out _)
            ? await NewFormAsync(context, visit, integrations, typed, why.In(texts), cancellation)
            : Page.Continue(visit.At(IntegrationsStep.Root + "?done=allowed"));
    }

    private static async Task<IResult> NewFormAsync(HttpContext context, ConsoleVisit visit, AppIntegrations integrations, string typed, string? problem, CancellationToken cancellation)
    {
        if ((await integrations.FindAsync(visit.Administrator, cancellation)).Failed(out var why, out var found)) return IntegrationsStep.Refused(why);
        var view = new ListApplicationView { Visit = visit, Version = found.Version, Typed = typed, Problem = problem, FormToken = PageForm.TokenFor(context, visit.Binding("integrations-new")) };
        return Page.Of<NewPage>(view, IntegrationsStep.StatusOf(problem));
    }

    private static async Task<IResult> AskWithdrawAsync(HttpContext context, string client, ConsoleVisitors visitors, AppIntegrations integrations, CancellationToken cancellation)
    {
        var (visit, instead) = await visitors.ProvenAsync(context, IntegrationsStep.Needed, null, cancellation);
        return visit is null ? instead! : await WithdrawFormAsync(context, visit, client, integrations, null, cancellation);
    }

    private static async Task<IResult> WithdrawAsync(HttpContext context, string client, ConsoleVisitors visitors, AppIntegrations integrations, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var (visit, instead) = await visitors.ProvenAsync(context, IntegrationsStep.Needed, WithdrawAt(client), cancellation);
        if (visit is null) return instead!;
        if ((await integrations.FindApplicationAsync(visit.Administrator, client, cancellation)).Failed(out var refused, out var card)) return IntegrationsStep.Refused(refused);
        if (!await form.IsGenuineAsync(visit.Binding("integrations-withdraw:" + client))) return await WithdrawFormAsync(context, visit, client, integrations, shared["Stale"], cancellation);
        if (!ConfirmView.Matches(form["confirm"], card.Name)) return await WithdrawFormAsync(context, visit, client, integrations, shared["WrongName"], cancellation);
        if (!(await integrations.WithdrawAsync(visit.Administrator, form.Version(), client, cancellation)).Failed(out var why, out _)) return Page.Continue(visit.At(IntegrationsStep.Root + "?done=withdrawn"));
        return why.Kind is ObjectionKind.NotFound or ObjectionKind.Forbidden ? IntegrationsStep.Refused(why) : await WithdrawFormAsync(context, visit, client, integrations, why.In(texts), cancellation);
    }

    private static async Task<IResult> WithdrawFormAsync(HttpContext context, ConsoleVisit visit, string client, AppIntegrations integrations, string? problem, CancellationToken cancellation)
    {
        if ((await integrations.FindAsync(visit.Administrator, cancellation)).Failed(out var why, out var found)) return IntegrationsStep.Refused(why);
        if ((await integrations.FindApplicationAsync(visit.Administrator, client, cancellation)).Failed(out why, out var card)) return IntegrationsStep.Refused(why);
        if (card.AllowedAt is null) return ErrorPage.Nowhere();
        if ((await integrations.UseOfAsync(visit.Administrator, client, cancellation)).Failed(out why, out var use)) return IntegrationsStep.Refused(why);
        var view = new ConfirmView
        {
            Visit = visit,
            Title = texts["withdraw.Title"],
            Here = IntegrationsStep.Root,
            Crumbs = [new(texts["Title"], IntegrationsStep.Root)],
            Lead = texts.Format("withdraw.Lead", DisplayName.Of(card.Name), DisplayName.Of(card.Publisher)),
            Effects = found.Policy == IntegrationPolicy.All ? [texts["withdraw.NothingNow"]] : [texts.Format("Stops", use.People, use.Permissions), texts["StopsHow"], texts["StopsBack"]],
            NameToType = card.Name,
            Action = WithdrawAt(client),
            Back = IntegrationsStep.Root,
            Button = texts["withdraw.Button"],
            Version = found.Version,
            Problem = problem,
            FormToken = PageForm.TokenFor(context, visit.Binding("integrations-withdraw:" + client)),
        };
        return Page.Of<ConfirmPage>(view, IntegrationsStep.StatusOf(problem));
    }
}
