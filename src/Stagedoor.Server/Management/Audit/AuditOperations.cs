using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Audit.Index;

namespace Stagedoor.Server.Management.Audit;

/// <summary>The audit and what is counted in it, over the management API.</summary>
public sealed class AuditOperations : ISlice
{
    private static readonly QueryField[] Filters =
    [
        new("who", "Who did it, or for whom: an id, or a person's e-mail address."),
        new("act", "What was done, as signin.succeeded."),
        new("target", "What it was done to: an id."),
        new("credential", "A client id."),
        new("result", "allowed, a reason, or refused for every reason."),
        new("since", "Not before this time, RFC 3339."),
        new("before", "Before this time, RFC 3339."),
    ];

    private static readonly ManagementArea Area = new(
    [
        Operation.List(
            "listAudit", "/audit", Act.ReadAudit, "The audit of the organization, newest first; with following, what came after, oldest first.", AuditJson.Default.AuditList,
            async call => ReadQuestion(call, out var question) is { } wrong ? wrong
                : (await call.Service<AuditReading>().SearchAsync(call.Administrator, question, call.After, call.Query("following"), call.PageSize, call.Cancellation)).Select(AuditList.Of),
            [.. Filters, new("following", "What an answer before had there.")]),
        Operation.Download(
            "exportAudit", "/audit/export", Act.ExportAudit, "All that is found, as a file.", ["text/csv", "application/jsonl"],
            async call => ReadQuestion(call, out var question) is { } wrong ? wrong
                : (await call.Service<AuditReading>().ExportAsync(call.Administrator, question, call.Query("format") == "jsonl" ? AuditFormat.JsonLines : AuditFormat.Csv, call.Cancellation)).Select<IResult>(download => new Written(download)),
            [.. Filters, new("format", "CSV where none is named.", "csv", "jsonl")]),
        Operation.Do(
            "verifyAudit", "/audit/verify", Act.VerifyAudit, "Begins a check of all chains, unless one is under way, and says how it stands.", AuditJson.Default.AuditCheckAnswer,
            async call => (await call.Service<AuditReading>().CheckAsync(call.Administrator, call.Cancellation)).Select(AuditCheckAnswer.Of)),
        Operation.Get(
            "getAuditCheck", "/audit/verify", Act.ReadAudit, "How the last check of the chains stands.", AuditJson.Default.AuditCheckAnswer,
            async call => (await call.Service<AuditReading>().LastCheckAsync(call.Administrator, call.Cancellation)).Select(AuditCheckAnswer.Of)),
        Operation.Get(
            "getStatistics", "/statistics", Act.ReadStatistics, "Issued tokens by credential, refusals by reason and sign-ins: by hour for two days, or by day for thirty.", AuditJson.Default.StatisticsAnswer,
            async call => (await call.Service<Administration.Statistics>().ReadAsync(call.Administrator, call.Query("by") == "hour" ? AuditGrain.Hour : AuditGrain.Day, call.Cancellation)).Select(StatisticsAnswer.Of),
            new QueryField("by", "By day where none is named.", "hour", "day")),
    ]);

    public static void Add(IServiceCollection services) => services.AddSingleton(Area);

    public static void Map(IEndpointRouteBuilder routes) => ManagementApi.Map(routes, Area);

    private static Objection? ReadQuestion(ManagementCall call, out AuditQuestion question)
    {
        question = new() { Who = call.Query("who"), Act = call.Query("act"), Target = call.Query("target"), Credential = call.Query("credential"), Result = call.Query("result") };
        if (!TryTime(call.Query("since"), out var since)) return NoTime("since");
        if (!TryTime(call.Query("before"), out var before)) return NoTime("before");
        question = question with { Since = since, Before = before };
        return null;
    }

    private static bool TryTime(string? text, out DateTimeOffset? time)
    {
        time = null;
        if (text is null) return true;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var read)) return false;
        time = read;
        return true;
    }

    private static Objection NoTime(string field) => Objection.Invalid(field, "bad_time", "A time as 2026-03-04T05:06:07Z.");

    private sealed class Written(AuditDownload download) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.Headers.CacheControl = "no-store";
            response.Headers.XContentTypeOptions = "nosniff";
            response.ContentType = download.Format == AuditFormat.Csv ? "text/csv; charset=utf-8" : "application/jsonl; charset=utf-8";
            try
            {
                await download.WriteAsync(response.Body, httpContext.RequestAborted);
            }
            catch (OperationCanceledException)
            {
                // Too slow, or gone: a file that is cut off must not look whole.
                httpContext.Abort();
            }
        }
    }
}
