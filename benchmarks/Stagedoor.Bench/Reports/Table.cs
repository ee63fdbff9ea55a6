using System.Globalization;
using System.Text;
using Stagedoor.Bench.Contests;

namespace Stagedoor.Bench.Reports;

/// <summary>The standings as a table of Markdown, which a terminal shows as well.</summary>
internal static class Table
{
    private static readonly string[] Heads = ["path", "Stagedoor", "p50 / p99", "against", "theirs", "ratio (low–high)", "by processor", "goal", ""];

    public static string Of(IEnumerable<Standing> standings)
    {
        var rows = standings.SelectMany(Rows).ToList();
        var widths = Heads.Select((head, i) => Math.Max(head.Length, rows.Count == 0 ? 0 : rows.Max(row => row[i].Length))).ToList();
        var text = new StringBuilder();
        Write(text, Heads, widths);
        Write(text, [.. widths.Select(width => new string('-', width))], widths);
        foreach (var row in rows) Write(text, row, widths);
        return text.ToString();
    }

    public static string Number(double value) => value.ToString(value >= 100 ? "N0" : value >= 10 ? "N1" : "N2", CultureInfo.InvariantCulture);

    private static IEnumerable<string[]> Rows(Standing standing)
    {
        var ours = Number(standing.Ours.Median) + standing.Unit;
        var latency = standing.Ours is { P50: { } half, P99: { } most } ? $"{Number(half)} / {Number(most)} ms" : "";
        if (standing.Peers.Count == 0) yield return [standing.Path, ours, latency, "", "", "", "", "", ""];
        for (var i = 0; i < standing.Peers.Count; i++)
        {
            var peer = standing.Peers[i];
            var verdict = peer.Floor is { } floor && peer.Ratio.Median < floor ? "below the floor" : peer.Goal is { } goal ? peer.Ratio.Median >= goal ? "reached" : "not reached" : "";
            yield return
            [
                i == 0 ? standing.Path : "", i == 0 ? ours : "", i == 0 ? latency : "", peer.Name, Number(peer.Theirs.Median) + standing.Unit,
                $"{Number(peer.Ratio.Median)} ({Number(peer.Ratio.Low)}–{Number(peer.Ratio.High)})", peer.Processor is { } processor ? Number(processor.Median) : "", peer.Goal is { } wanted ? $"≥ {wanted.ToString(CultureInfo.InvariantCulture)}" : "", verdict,
            ];
        }
    }

    private static void Write(StringBuilder text, IReadOnlyList<string> cells, List<int> widths) =>
        text.Append("| ").AppendJoin(" | ", cells.Select((cell, i) => cell.PadRight(widths[i]))).AppendLine(" |");
}
