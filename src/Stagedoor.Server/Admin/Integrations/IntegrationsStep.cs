using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Pages;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Consoles;

namespace Stagedoor.Server.Admin.Integrations;

/// <summary>The app integrations of an organization in the Admin Console. What is changed stands in <see cref="IntegrationChanges"/>, what people ask for in <see cref="IntegrationRequests"/>.</summary>
public sealed class IntegrationsStep : ISlice
{
    public const string Root = "/admin/integrations";

    internal const Standing Needed = Standing.SystemAdministrator;

    private static readonly Texts texts = Texts.Beside<IntegrationsPage>(), shared = Texts.Beside<ConsoleFrame>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Root, ShowAsync);
        IntegrationChanges.Map(routes);
        IntegrationRequests.Map(routes);
    }

    internal static IResult Refused(Objection why) => why.Kind == ObjectionKind.Forbidden
        ? ErrorPage.Result(StatusCodes.Status403Forbidden, shared["NoRole.Title"], why.In(texts), shared["NoRole.Who"], shared["NoRole.Do"]) : ErrorPage.Nowhere();

    internal static int StatusOf(string? problem) => problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;

    private static async Task<IResult> ShowAsync(HttpContext context, ConsoleVisitors visitors, AppIntegrations integrations, CancellationToken cancellation)
    {
        var (visit, instead) = await visitors.OfAsync(context, Needed, cancellation);
        if (visit is null) return instead!;
        if ((await integrations.FindAsync(visit.Administrator, cancellation)).Failed(out var why, out var found)) return Refused(why);
        string? problem = null;
        var listed = await PageAsync("after", integrations.ListedAsync);
        var asked = await PageAsync("asked", integrations.AskedForAsync);
        var done = context.Request.Query["done"] is [{ Length: > 0 and < 20 } word] ? texts.Find("Done." + word) : null;
        return Page.Of<IntegrationsPage>(new IntegrationsView { Visit = visit, Integrations = found, Listed = listed, AskedFor = asked, Problem = problem, Done = done }, StatusOf(problem));

        async Task<IntegrationList> PageAsync(string name, Func<Administrator, string?, int, CancellationToken, ValueTask<Outcome<Listed<IntegrationCard>>>> read)
        {
            string? after = context.Request.Query[name];
            if ((await read(visit.Administrator, after, AppIntegrations.PageSize, cancellation)).Failed(out var wrong, out var page))
            {
                (problem, after) = (wrong.In(texts), null);
                if ((await read(visit.Administrator, null, AppIntegrations.PageSize, cancellation)).Failed(out _, out page)) return new([], null, true);
            }

            return new(page.Items, page.Next, string.IsNullOrEmpty(after));
        }
    }
}
