using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Pages;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Consoles;

namespace Stagedoor.Server.Admin.Integrations;

/// <summary>An application that people asked for: who it is, what it may ask, who waits; allowed or declined, behind a recent proof. Whoever asked is told by mail.</summary>
internal static class IntegrationRequests
{
    private const string One = IntegrationsStep.Root + "/requests/{client}";

    private static readonly Texts texts = Texts.Beside<IntegrationsPage>(), shared = Texts.Beside<ConsoleFrame>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(One, ShowAsync);
        routes.MapForm(One, DecideAsync);
    }

    internal static string At(string client) => $"{IntegrationsStep.Root}/requests/{LocalPath.Segment(client)}";

    private static async Task<IResult> ShowAsync(HttpContext context, string client, ConsoleVisitors visitors, AppIntegrations integrations, CancellationToken cancellation)
    {
        var (visit, instead) = await visitors.ProvenAsync(context, IntegrationsStep.Needed, null, cancellation);
        return visit is null ? instead! : await PageAsync(context, visit, client, integrations, null, cancellation);
    }

    private static async Task<IResult> DecideAsync(HttpContext context, string client, ConsoleVisitors visitors, AppIntegrations integrations, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var (visit, instead) = await visitors.ProvenAsync(context, IntegrationsStep.Needed, At(client), cancellation);
        if (visit is null) return instead!;
        if (!await form.IsGenuineAsync(visit.Binding("integrations-request:" + client))) return await PageAsync(context, visit, client, integrations, shared["Stale"], cancellation);
        var allows = form["action"] == "allow";
        Objection? why;
        if (allows) (await integrations.AllowAsync(visit.Administrator, form.Version(), client, cancellation)).Failed(out why, out _);
        else (await integrations.DeclineAsync(visit.Administrator, client, cancellation)).Failed(out why, out _);
        if (why is null) return Page.Continue(visit.At($"{IntegrationsStep.Root}?done={(allows ? "allowed" : "declined")}"));
        return why.Kind is ObjectionKind.NotFound or ObjectionKind.Forbidden ? IntegrationsStep.Refused(why) : await PageAsync(context, visit, client, integrations, why.In(texts), cancellation);
    }

    private static async Task<IResult> PageAsync(HttpContext context, ConsoleVisit visit, string client, AppIntegrations integrations, string? problem, CancellationToken cancellation)
    {
        if ((await integrations.FindAsync(visit.Administrator, cancellation)).Failed(out var why, out var found)) return IntegrationsStep.Refused(why);
        if ((await integrations.FindApplicationAsync(visit.Administrator, client, cancellation)).Failed(out why, out var card)) return IntegrationsStep.Refused(why);
        if (card.Asking == 0) return ErrorPage.Nowhere();
        if ((await integrations.AskersAsync(visit.Administrator, client, context.Request.Query["after"], AppIntegrations.PageSize, cancellation)).Failed(out var wrong, out var askers))
        {
            problem ??= wrong.In(texts);
            if ((await integrations.AskersAsync(visit.Administrator, client, null, AppIntegrations.PageSize, cancellation)).Failed(out why, out askers)) return IntegrationsStep.Refused(why);
        }

        var view = new IntegrationRequestView { Visit = visit, Card = card, Askers = askers.Items, Next = askers.Next, Version = found.Version, Problem = problem, FormToken = PageForm.TokenFor(context, visit.Binding("integrations-request:" + client)) };
        return Page.Of<RequestPage>(view, IntegrationsStep.StatusOf(problem));
    }
}
