using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Pages;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Audit.Index;
using Stagedoor.Server.Consoles;

namespace Stagedoor.Server.Admin.Audit;

/// <summary>The audit log of the Admin Console: searched by its address, followed live without a script, exported, and its chains proven.</summary>
public sealed class AuditStep : ISlice
{
    public const string Root = "/admin/audit";

    private const string Verify = Root + "/verify";

    private static readonly Texts texts = Texts.Beside<LogPage>(), shared = Texts.Beside<ConsoleFrame>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Root, SearchAsync);
        routes.MapStep(Root + "/export", ExportAsync);
        routes.MapPage(Verify, CheckAsync);
        routes.MapForm(Verify, BeginAsync);
    }

    private static async Task<IResult> SearchAsync(HttpContext context, ConsoleVisitors visitors, AuditReading reading, CancellationToken cancellation)
    {
        var (visit, instead) = await visitors.OfAsync(context, Standing.SystemAdministrator, cancellation);
        if (visit is null) return instead!;
        var asked = AuditQuery.Read(context.Request.Query);
        string? problem = null;
        if ((await reading.SearchAsync(visit.Administrator, asked.Question, asked.After, null, AuditReading.PageSize, cancellation)).Failed(out var why, out var page))
        {
            (problem, asked) = (why.In(texts), asked with { After = null });
            if (why.Code != "bad_cursor") asked = AuditQuery.None;
            if ((await reading.SearchAsync(visit.Administrator, asked.Question, null, null, AuditReading.PageSize, cancellation)).Failed(out why, out page)) return Refused(why);
        }

        // What a meta element would do, without one: asked for by the reader, who can stop it.
        if (asked.IsLive) context.Response.Headers["Refresh"] = "5";
        return Page.Of<LogPage>(new LogView { Visit = visit, Asked = asked, Page = page, Problem = problem }, problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> ExportAsync(HttpContext context, ConsoleVisitors visitors, AuditReading reading, CancellationToken cancellation)
    {
        var asked = AuditQuery.Read(context.Request.Query) with { After = null, IsLive = false };
        var (visit, instead) = await visitors.ProvenAsync(context, Standing.SystemAdministrator, asked.At(Root), cancellation);
        if (visit is null) return instead!;

        // Another site's link begins no export: it leads to the page where its reader can.
        if (context.Request.Headers["Sec-Fetch-Site"] is [{ } site] && site is not ("same-origin" or "none")) return Page.Continue(visit.At(asked.At(Root)));
        var format = context.Request.Query["format"] == "jsonl" ? AuditFormat.JsonLines : AuditFormat.Csv;
        if (!(await reading.ExportAsync(visit.Administrator, asked.Question, format, cancellation)).Failed(out var why, out var download)) return new Download(download);
        if (why.RetryAfter is { } wait) context.Response.Headers.RetryAfter = ((int)wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return Refused(why);
    }

    private static async Task<IResult> CheckAsync(HttpContext context, ConsoleVisitors visitors, AuditReading reading, CancellationToken cancellation)
    {
        var (visit, instead) = await visitors.OfAsync(context, Standing.SystemAdministrator, cancellation);
        return visit is null ? instead! : await ShowCheckAsync(context, visit, reading, null, cancellation);
    }

    private static async Task<IResult> BeginAsync(HttpContext context, ConsoleVisitors visitors, AuditReading reading, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var (visit, instead) = await visitors.OfAsync(context, Standing.SystemAdministrator, cancellation);
        if (visit is null) return instead!;
        if (!await form.IsGenuineAsync(visit.Binding("audit-verify"))) return await ShowCheckAsync(context, visit, reading, shared["Stale"], cancellation);
        return (await reading.CheckAsync(visit.Administrator, cancellation)).Failed(out var why, out _) ? Refused(why) : Page.Continue(visit.At(Verify));
    }

    private static async Task<IResult> ShowCheckAsync(HttpContext context, ConsoleVisit visit, AuditReading reading, string? problem, CancellationToken cancellation)
    {
        if ((await reading.LastCheckAsync(visit.Administrator, cancellation)).Failed(out var why, out var last)) return Refused(why);
        if (last.State is { EndedAt: null }) context.Response.Headers["Refresh"] = "1";
        return Page.Of<VerifyPage>(
            new VerifyView { Visit = visit, State = last.State, Problem = problem, FormToken = PageForm.TokenFor(context, visit.Binding("audit-verify")) },
            problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private static IResult Refused(Objection why) => why.Kind switch
    {
        ObjectionKind.Invalid => ErrorPage.Result(StatusCodes.Status400BadRequest, texts["Unclear.Title"], why.In(texts), texts["Unclear.Who"], texts["Unclear.Do"]),
        ObjectionKind.Busy => ErrorPage.Result(StatusCodes.Status429TooManyRequests, texts["Busy.Title"], why.In(texts), texts["Busy.Who"], texts["Busy.Do"]),
        _ => ErrorPage.Nowhere(),
    };

    private sealed class Download(AuditDownload download) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var csv = download.Format == AuditFormat.Csv;
            Page.WriteHeaders(httpContext.Response, new(null, Alone: true));
            httpContext.Response.ContentType = csv ? "text/csv; charset=utf-8" : "application/jsonl; charset=utf-8";
            httpContext.Response.Headers.ContentDisposition = $"attachment; filename=\"audit.{(csv ? "csv" : "jsonl")}\"";
            try
            {
                await download.WriteAsync(httpContext.Response.Body, httpContext.RequestAborted);
            }
            catch (OperationCanceledException)
            {
                // Too slow, or gone: a file that is cut off must not look whole.
                httpContext.Abort();
            }
        }
    }
}
