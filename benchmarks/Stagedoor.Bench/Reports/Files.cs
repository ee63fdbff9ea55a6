using System.Globalization;
using System.Text.Json;
using Stagedoor.Bench.Servers;

namespace Stagedoor.Bench.Reports;

/// <summary>What a run leaves: <c>results/DATE.json</c> with everything, and <c>RESULTS.md</c> to read.</summary>
internal static class Files
{
    public static async Task WriteAsync(Report report, CancellationToken cancellation)
    {
        var folder = Path.Combine(Places.Benchmarks, "results");
        Directory.CreateDirectory(folder);
        var name = report.At.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + (report.Store == "SQLite" ? "" : "-" + report.Store.ToLowerInvariant());
        await File.WriteAllTextAsync(Path.Combine(folder, name + ".json"), JsonSerializer.Serialize(report, ReportJson.Default.Report) + "\n", cancellation);
        var path = Path.Combine(Places.Benchmarks, report.Store == "SQLite" ? "RESULTS.md" : $"RESULTS-{report.Store.ToLowerInvariant()}.md");
        await File.WriteAllTextAsync(path, Markdown(report), cancellation);
    }

    private static string Markdown(Report report)
    {
        var remarks = string.Concat(report.Standings.Where(standing => standing.Remark is not null).Select(standing => $"- {standing.Path}: {standing.Remark}.\n"));
        return string.Create(CultureInfo.InvariantCulture, $"""
            # Results

            Written by `{report.Command}` on {report.At:yyyy-MM-dd}. Ratios are what counts: the sides took turns on the same core, with the load on another. Absolute figures belong to this machine.

            - Machine: {report.Machine}
            - Store: {report.Store}; {report.Rounds} rounds of {report.SecondsARound} s each, {report.Connections} connections; medians, and the lowest and highest round.
            - Everything is on as in a usual start: durable audit, last use, limits on failures, metrics. Off are the V4 API's rate limits, which a single caller would meet after a few calls.
            {remarks}
            {Table.Of(report.Standings)}
            """);
    }
}
