using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Server.Administration;

namespace Stagedoor.Server.Management.Projects;

/// <summary>Projects over the management API.</summary>
public sealed class ProjectOperations : ISlice
{
    private const string Many = "/projects", One = "/projects/{project}";

    private static readonly ManagementArea Area = new(
    [
        Operation.List(
            "listProjects", Many, Act.ListProjects, "The projects of the organization.", ProjectJson.Default.ProjectList,
            async call => (await Projects(call).ListAsync(call.Administrator, call.Query("sort") == "newest" ? ProjectSort.Newest : ProjectSort.Name, call.After, call.PageSize, call.Cancellation)).Select(ProjectList.Of),
            new QueryField("sort", "By name, or the newest first.", "name", "newest")),
        Operation.Create(
            "createProject", Many, Act.CreateProject, "Makes a project.", ProjectJson.Default.ProjectBody, ProjectJson.Default.ProjectAnswer,
            async (call, body) => (await Projects(call).CreateAsync(call.Administrator, body.Name, call.Cancellation)).Select(ProjectAnswer.Of)),
        Operation.Get(
            "getProject", One, Act.ReadProject, "One project.", ProjectJson.Default.ProjectAnswer,
            async call => (await Projects(call).FindAsync(call.Administrator, call.Route("project"), call.Cancellation)).Select(ProjectAnswer.Of)),
        Operation.Change(
            "renameProject", One, Act.RenameProject, "Gives a project another name. The audit keeps the old one.", ProjectJson.Default.ProjectBody, ProjectJson.Default.ProjectAnswer,
            async (call, body) => (await Projects(call).RenameAsync(call.Administrator, call.Route("project"), call.Version, body.Name, call.Cancellation)).Select(ProjectAnswer.Of)),
        Operation.List(
            "listProjectActivity", One + "/activity", Act.ReadProject, "What was done to a project and its credentials within the last year, newest first.", ProjectJson.Default.ProjectActivityList,
            async call => (await call.Service<ProjectActivities>().OfAsync(call.Administrator, call.Route("project"), call.After, call.PageSize, call.Cancellation)).Select(ProjectActivityList.Of)),
        Operation.Download(
            "exportProject", One + "/export", Act.ExportProject, "A project with its credentials, without the values of secrets, as a file.", ["application/json"],
            async call => (await call.Service<ProjectExports>().ExportAsync(call.Administrator, call.Route("project"), call.Cancellation)).Select<IResult>(file => new Written(file))),
        Operation.Delete(
            "deleteProject", One, Act.DeleteProject, "Deletes a project. Refused while a credential is in it.",
            call => Projects(call).DeleteAsync(call.Administrator, call.Route("project"), call.Version, call.Cancellation)),
    ]);

    public static void Add(IServiceCollection services) => services.AddSingleton(Area);

    public static void Map(IEndpointRouteBuilder routes) => ManagementApi.Map(routes, Area);

    private static Administration.Projects Projects(ManagementCall call) => call.Service<Administration.Projects>();

    private sealed class Written(ProjectFile file) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.ContentDisposition = $"attachment; filename=\"{file.Name}\"";
            return ManagementAnswer.WriteAsync(httpContext.Response, StatusCodes.Status200OK, "application/json", file.Json, httpContext.RequestAborted);
        }
    }
}
