namespace Stagedoor.Cli.Terminal;

/// <summary>Rows under headings, as wide as what they hold. Without a terminal the columns are separated by tabs and nothing is cut, so that <c>cut</c> and <c>awk</c> read them.</summary>
internal sealed class Table(params string[] headings)
{
    private readonly List<string[]> rows = [];

    public void Add(params string?[] cells) => rows.Add([.. cells.Select(Output.Plain)]);

    public void Write(Output output, Shell shell)
    {
        if (!shell.OutputIsTerminal)
        {
            foreach (var row in rows) output.Line(string.Join('\t', row.Select(static cell => cell.Replace('\t', ' '))));
            return;
        }

        if (rows.Count == 0)
        {
            output.Line(output.Dim("(none)"));
            return;
        }

        var widths = headings.Select((heading, column) => Math.Max(heading.Length, rows.Max(row => Wide.Of(row[column])))).ToArray();
        output.Line(output.Bold(Line(headings, widths)));
        foreach (var row in rows) output.Line(Line(row, widths));
    }

    private static string Line(string[] cells, int[] widths) => string.Join("  ", cells.Select((cell, column) => cell + new string(' ', widths[column] - Wide.Of(cell)))).TrimEnd();
}
