using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Pages;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Consoles;

namespace Stagedoor.Server.Developer.Projects;

/// <summary>What was done to a project within the last year, and the project as a file.</summary>
public sealed class ProjectHistoryStep : ISlice
{
    private const string One = DeveloperPage.Root + "/projects/{project}";

    private static readonly Texts texts = Texts.Beside<ProjectsPage>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(One + "/activity", ShowAsync);
        routes.MapStep(One + "/export", ExportAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, string project, ConsoleVisitors visitors, ProjectActivities activities, CancellationToken cancellation)
    {
        var (visit, instead) = await visitors.OfAsync(context, DeveloperPage.Needed, cancellation);
        if (visit is null) return instead!;
        string? after = context.Request.Query["after"], problem = null;
        if ((await activities.OfAsync(visit.Administrator, project, after, ProjectActivities.PageSize, cancellation)).Failed(out var why, out var activity))
        {
            // What is no page of this list shows where it begins.
            if (why.Kind != ObjectionKind.Invalid) return DeveloperPage.Refused(why, texts);
            (problem, after) = (why.In(texts), null);
            if ((await activities.OfAsync(visit.Administrator, project, null, ProjectActivities.PageSize, cancellation)).Failed(out why, out activity)) return DeveloperPage.Refused(why, texts);
        }

        return Page.Of<ActivityPage>(new ActivityView { Visit = visit, Activity = activity, IsFirst = string.IsNullOrEmpty(after), Problem = problem }, DeveloperPage.Status(problem));
    }

    private static async Task<IResult> ExportAsync(HttpContext context, string project, ConsoleVisitors visitors, ProjectExports exports, CancellationToken cancellation)
    {
        var (visit, instead) = await visitors.OfAsync(context, DeveloperPage.Needed, cancellation);
        if (visit is null) return instead!;

        // It is recorded: another site's link begins none, and leads to the page where its reader can.
        if (context.Request.Headers["Sec-Fetch-Site"] is [{ } site] && site is not ("same-origin" or "none")) return Page.Continue(visit.At(DeveloperPage.Project(project)));
        return (await exports.ExportAsync(visit.Administrator, project, cancellation)).Failed(out var why, out var file) ? DeveloperPage.Refused(why, texts) : new Written(file);
    }

    private sealed class Written(ProjectFile file) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            Page.WriteHeaders(response, new(null, Alone: true));
            response.ContentType = "application/json";
            response.ContentLength = file.Json.Length;
            response.Headers.ContentDisposition = $"attachment; filename=\"{file.Name}\"";
            return response.Body.WriteAsync(file.Json, httpContext.RequestAborted).AsTask();
        }
    }
}
