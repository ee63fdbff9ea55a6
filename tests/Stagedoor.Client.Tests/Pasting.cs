using System.Text.RegularExpressions;

namespace Stagedoor.Client.Tests;

/// <summary>The address that a program printed.</summary>
public sealed record Printed(string Address)
{
    public string State => Uri.UnescapeDataString(Regex.Match(Address, "[?&]state=([^&]*)").Groups[1].Value);
}

/// <summary>A person who opens the printed address somewhere, and pastes what the test says.</summary>
public sealed class Pasting(StringWriter output, Func<Printed, IEnumerable<string>> paste) : TextReader
{
    private Queue<string>? lines;

    public override ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        lines ??= new(paste(new(output.ToString().Split('\n').Single(line => line.StartsWith("  http", StringComparison.Ordinal)).Trim())));
        return new(lines.TryDequeue(out var line) ? line : null);
    }
}
