using Microsoft.AspNetCore.Http;
using Stagedoor.Pages;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Consoles;

namespace Stagedoor.Server.Developer;

/// <summary>What the pages of the Developer Console share: who may see them, and what somebody sees who may not.</summary>
internal static class DeveloperPage
{
    public const string Root = "/developer";

    public const Standing Needed = Standing.Developer | Standing.SystemAdministrator;

    private static readonly Texts shared = Texts.Beside<ConsoleFrame>();

    /// <summary>Whose it is not, learns nothing of it (attack I1); who lacks a role or product is told whom to ask.</summary>
    public static IResult Refused(Objection why, Texts texts) => why.Kind == ObjectionKind.Forbidden
        ? ErrorPage.Result(StatusCodes.Status403Forbidden, shared["NoRole.Title"], why.In(texts), shared["NoRole.Who"], shared["NoRole.Do"]) : ErrorPage.Nowhere();

    public static int Status(string? problem) => problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;

    /// <summary>What was done, from the address that a form led to.</summary>
    public static string? Done(HttpContext context, Texts texts) => context.Request.Query["done"] is [{ Length: > 0 and < 20 } done] ? texts.Find("Done." + done) : null;

    public static string Project(string id) => $"{Root}/projects/{id}";

    public static string Credential(string projectId, string clientId) => $"{Root}/projects/{projectId}/credentials/{clientId}";

    /// <summary>Lines of a text area.</summary>
    public static IReadOnlyList<string> Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
