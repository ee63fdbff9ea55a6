using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Pages;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Audit.Index;
using Stagedoor.Server.Consoles;

namespace Stagedoor.Server.Admin.Statistics;

/// <summary>Charts, drawn here as SVG with the table behind each: issued tokens by credential, refusals by reason, sign-ins.</summary>
public sealed class StatisticsStep : ISlice
{
    public const string Root = "/admin/statistics";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPage(Root, ShowAsync);

    private static async Task<IResult> ShowAsync(HttpContext context, ConsoleVisitors visitors, Administration.Statistics statistics, CancellationToken cancellation)
    {
        var (visit, instead) = await visitors.OfAsync(context, Standing.SystemAdministrator, cancellation);
        if (visit is null) return instead!;
        var grain = context.Request.Query["by"] == "hour" ? AuditGrain.Hour : AuditGrain.Day;
        return (await statistics.ReadAsync(visit.Administrator, grain, cancellation)).Failed(out _, out var read) ? ErrorPage.Nowhere() : Page.Of<StatisticsPage>(new StatisticsView { Visit = visit, Read = read });
    }
}

/// <summary>What the page shows.</summary>
public sealed record StatisticsView : ConsoleView
{
    public required OrganizationStatistics Read { get; init; }
}
