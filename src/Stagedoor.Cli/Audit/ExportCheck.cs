using System.Globalization;

namespace Stagedoor.Cli.Audit;

/// <summary>
/// What is seen of an export, entry after entry: each is one, none stands there twice, in each node's chain the numbers only fall, and so do the times of the whole. Numbers are missing where other organizations' entries are.
/// </summary>
internal sealed class ExportCheck(bool compares)
{
    private const int MostFindings = 20;

    private readonly Dictionary<(string Node, long Sequence), ExportedEntry> entries = [];
    private readonly Dictionary<string, long> last = new(StringComparer.Ordinal);
    private readonly HashSet<(string Node, long Sequence)> compared = [];
    private readonly List<string> findings = [];

    public int Count { get; private set; }

    public int Nodes => last.Count;

    public DateTimeOffset Oldest { get; private set; } = DateTimeOffset.MaxValue;

    public DateTimeOffset Newest { get; private set; } = DateTimeOffset.MinValue;

    public IReadOnlyList<string> Findings => findings;

    /// <summary>Whether the server was asked.</summary>
    public bool WasCompared { get; private set; }

    /// <summary>How many the server has of that time and the file has not.</summary>
    public int Missing { get; private set; }

    /// <summary>How the server's own check of its chains ended; null where it was not asked.</summary>
    public string? Chains { get; set; }

    public void Add(int line, ExportedEntry? entry)
    {
        if (entry is null)
        {
            Find(line, "is no entry of the audit");
            return;
        }

        var at = DateTimeOffset.Parse(entry.Time, CultureInfo.InvariantCulture);
        if (last.TryGetValue(entry.Node, out var before) && entry.Sequence >= before) Find(line, entry.Sequence == before ? $"is a second entry {entry.Sequence} of node {entry.Node}" : $"stands in the wrong place: entry {entry.Sequence} of node {entry.Node} comes after {before}");
        last[entry.Node] = entry.Sequence;
        Count++;

        // What is not compared is not kept: a file may hold millions.
        if (compares) entries[(entry.Node, entry.Sequence)] = entry;
        (Oldest, Newest) = (at < Oldest ? at : Oldest, at > Newest ? at : Newest);
    }

    public void Compare(ExportedEntry? entry)
    {
        if (entry is null) return;
        if (!entries.TryGetValue((entry.Node, entry.Sequence), out var here)) Missing++;
        else if (compared.Add((entry.Node, entry.Sequence)) && here != entry) Find($"Entry {entry.Sequence} of node {entry.Node} says something else on the server: {entry.Act} at {entry.Time}.");
    }

    public void EndComparison()
    {
        WasCompared = true;
        foreach (var (node, sequence) in entries.Keys.Except(compared)) Find($"Entry {sequence} of node {node} does not stand in the server's audit of this organization.");
    }

    public void Find(string sentence)
    {
        if (findings.Count < MostFindings) findings.Add(sentence);
        else if (findings.Count == MostFindings) findings.Add("And more.");
    }

    private void Find(int line, string what) => Find(string.Create(CultureInfo.InvariantCulture, $"Line {line} {what}."));
}
