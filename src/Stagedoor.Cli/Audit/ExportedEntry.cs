using System.Text.Json;
using Stagedoor.Cli.Management;

namespace Stagedoor.Cli.Audit;

/// <summary>What of an exported entry stands in its node's chain: its place there, and what happened. Names are of the day of the export and are no part of it.</summary>
internal sealed record ExportedEntry(string Time, string Act, string Result, string? Actor, string? For, string? Credential, string? Target, string? Detail, string Count, string? Request, string Node, long Sequence)
{
    /// <summary>One line of a JSON export; null when it is none.</summary>
    public static ExportedEntry? OfLine(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var entry = document.RootElement;
            return Of(name => entry.Text(name));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>One row of a CSV export, by its header. Cells that a spreadsheet would take for a formula have an apostrophe before them: it is taken off.</summary>
    public static ExportedEntry? OfRow(IReadOnlyList<string> header, IReadOnlyList<string> row)
    {
        if (row.Count != header.Count) return null;
        var cells = header.Zip(row).ToDictionary(static cell => cell.First, static cell => cell.Second, StringComparer.Ordinal);
        return Of(name => cells.GetValueOrDefault(name)?.TrimStart('\'') is { Length: > 0 } text ? text : null);
    }

    private static ExportedEntry? Of(Func<string, string?> cell) =>
        cell("time") is { } time && cell("act") is { } act && cell("result") is { } result && cell("node") is { } node && long.TryParse(cell("sequence"), out var sequence) && sequence >= 0 && DateTimeOffset.TryParse(time, System.Globalization.CultureInfo.InvariantCulture, out _)
            ? new(time, act, result, cell("actor_id"), cell("for_id"), cell("credential_id"), cell("target_id"), cell("detail"), cell("count") ?? "1", cell("request_id"), node, sequence)
            : null;
}
