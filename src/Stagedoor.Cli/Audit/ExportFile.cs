using System.Text;

namespace Stagedoor.Cli.Audit;

/// <summary>Reads an export line by line, as JSON lines or as CSV (RFC 4180). What is no entry comes as null, with the number of its line.</summary>
internal static class ExportFile
{
    private const int LongestLine = 1024 * 1024;

    public static IEnumerable<(int Line, ExportedEntry? Entry)> Read(TextReader text)
    {
        var number = 0;
        IReadOnlyList<string>? header = null;
        foreach (var record in Records(text))
        {
            number++;
            if (number == 1 && record.StartsWith("time,", StringComparison.Ordinal))
            {
                header = Cells(record);
                continue;
            }

            if (record.Length > 0) yield return (number, header is null ? ExportedEntry.OfLine(record) : ExportedEntry.OfRow(header, Cells(record)));
        }
    }

    // A record of CSV goes on over the lines that stand in quotes; a line of JSON has no open quote at its end.
    private static IEnumerable<string> Records(TextReader text)
    {
        var record = new StringBuilder();
        var csv = false;
        for (var first = true; text.ReadLine() is { } line; first = false)
        {
            if (first)
            {
                line = line.TrimStart('\ufeff');
                csv = line.StartsWith("time,", StringComparison.Ordinal);
            }

            record.Append(record.Length > 0 ? "\n" : "").Append(line);
            if (record.Length > LongestLine) throw new CommandException(ExitCode.Refused, "A line of the file is longer than 1 MB: it is no export of the audit.", "Export it anew: stagedoor audit export");
            if (csv && record.ToString().Count(static c => c == '"') % 2 != 0) continue;
            yield return record.ToString();
            record.Clear();
        }

        if (record.Length > 0) yield return record.ToString();
    }

    private static List<string> Cells(string record)
    {
        var (cells, cell, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < record.Length; i++)
        {
            if (quoted && record[i] == '"' && i + 1 < record.Length && record[i + 1] == '"') cell.Append(record[i++]);
            else if (record[i] == '"') quoted = !quoted;
            else if (record[i] == ',' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else cell.Append(record[i]);
        }

        cells.Add(cell.ToString());
        return cells;
    }
}
