using System.Text;

namespace Stagedoor.Client.Generator;

/// <summary>Lines of a source, indented.</summary>
internal sealed class SourceText
{
    private readonly StringBuilder text = new();
    private int depth;

    public SourceText(params string[] usings)
    {
        text.Append("// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.\n#nullable enable\n");
        foreach (var name in usings) text.Append("using ").Append(name).Append(";\n");
        text.Append("\nnamespace Stagedoor.Client.Frameio;\n\n");
    }

    public void Line(string line = "")
    {
        if (line.Length > 0) text.Append(' ', depth * 4).Append(line);
        text.Append('\n');
    }

    public void Doc(string summary) => Line($"/// <summary>{summary}</summary>");

    public void Open(string line)
    {
        Line(line);
        Line("{");
        depth++;
    }

    public void Close(string end = "}")
    {
        depth--;
        Line(end);
    }

    public override string ToString() => text.ToString();
}
