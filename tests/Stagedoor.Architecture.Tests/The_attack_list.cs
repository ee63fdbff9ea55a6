using System.Text.RegularExpressions;

namespace Stagedoor.Architecture.Tests;

/// <summary><c>docs/attacks.md</c>: every row has tests that exist, or says which issue brings it.</summary>
public partial class The_attack_list
{
    private static readonly string[] Rows =
    [
        "A1", "A3", "A4", "A5", "A7", "A8", "A10", "A12", "B1", "B2", "B3", "B4", "B5", "B8", "B9", "B10", "C1", "C2", "C3", "C6", "C7", "D1", "D2", "D4", "D6", "D7", "D8", "D9",
        "E1", "E3", "E4", "E5", "E6", "E7", "E8", "E10", "F1", "F2", "F4", "F5", "F6", "F7", "F8", "F10", "F11", "F12", "F14", "F15", "G1", "G2", "G5", "H1", "H2", "H3", "H5", "H7", "H9",
        "I1", "I3", "I4", "I5", "I6", "I8", "I9", "I10",
    ];

    private static readonly string Page = Path.Combine(Code.Root, "docs", "attacks.md");

    [Fact]
    public void has_every_row_once() => Assert.Equal(Rows, Lines().Select(line => line.Row));

    [Fact]
    public void names_tests_that_exist_and_are_marked_with_its_row()
    {
        if (Environment.GetEnvironmentVariable("STAGEDOOR_UPDATE_DOCS") == "1") Update();
        var marked = Marked();
        Rule.HasNoViolation(from line in Lines() where !line.Later from test in line.Tests.Split(", ") where !marked.TryGetValue(line.Row, out var tests) || !tests.Contains(test.Trim('`')) select $"{line.Row} names {test}, which is no test of it; write the column anew with STAGEDOOR_UPDATE_DOCS=1");
    }

    [Fact]
    public void has_a_test_or_a_reason_for_every_row() =>
        Rule.HasNoViolation(from line in Lines() where line.Later ? line.Tests.Length < "later: ".Length + 5 : !Marked().ContainsKey(line.Row) select $"{line.Row} has neither a test nor the issue that brings it");

    [Fact]
    public void knows_every_row_that_a_test_is_marked_with() => Rule.HasNoViolation(Marked().Keys.Except(Rows).Select(row => $"{row} is no row"));

    private sealed record Line(string Row, string Tests, bool Later);

    private static IEnumerable<Line> Lines() => File.ReadLines(Page).Select(line => RowLine().Match(line)).Where(match => match.Success)
        .Select(match => new Line(match.Groups["row"].Value, match.Groups["tests"].Value.Split(" · ")[0].Trim(), match.Groups["tests"].Value.StartsWith("later", StringComparison.Ordinal)));

    private static void Update()
    {
        var marked = Marked();
        File.WriteAllLines(Page, File.ReadAllLines(Page).Select(line =>
        {
            if (RowLine().Match(line) is not { Success: true } match || match.Groups["tests"].Value.StartsWith("later", StringComparison.Ordinal)) return line;
            var rest = match.Groups["tests"].Value.Split(" · ").Skip(1);
            return line[..match.Groups["tests"].Index] + string.Join(" · ", rest.Prepend(Column(marked, match.Groups["row"].Value))) + " |";
        }));
    }

    private static string Column(Dictionary<string, SortedSet<string>> marked, string row) => marked.TryGetValue(row, out var tests) ? string.Join(", ", tests.Select(test => $"`{test}`")) : "-";

    /// <summary>The tests' names by the rows that they are marked with, read from the source.</summary>
    private static Dictionary<string, SortedSet<string>> Marked()
    {
        var marked = new Dictionary<string, SortedSet<string>>();
        foreach (var path in Code.Files("tests", ".cs").Where(path => !path.EndsWith("SpecAttribute.cs", StringComparison.Ordinal)))
        {
            var (name, pending) = ("", new List<string>());
            foreach (var line in File.ReadLines(path))
            {
                pending.AddRange(Mark().Matches(line).Select(match => match.Groups[1].Value));
                var isClass = ClassLine().Match(line);
                var isMethod = MethodLine().Match(line);
                if (!isClass.Success && !isMethod.Success) continue;
                if (isClass.Success) name = isClass.Groups[1].Value;
                foreach (var row in pending)
                {
                    if (!marked.TryGetValue(row, out var tests)) marked[row] = tests = new(StringComparer.Ordinal);
                    tests.Add(isClass.Success ? name : $"{name}.{isMethod.Groups[1].Value}");
                }

                pending.Clear();
            }
        }

        return marked;
    }

    [GeneratedRegex(@"^\| (?<row>[A-I]\d+) \| .+ \| .+ \| (?<tests>.+) \|$")]
    private static partial Regex RowLine();

    [GeneratedRegex(@"\bAttack\(""(\w+)""\)")]
    private static partial Regex Mark();

    [GeneratedRegex(@"^\s*public (?:sealed |partial |abstract )*class (\w+)")]
    private static partial Regex ClassLine();

    [GeneratedRegex(@"^\s+public (?:static |async )*(?:Task|ValueTask|void)(?:<[^>]+>)? (\w+)\(")]
    private static partial Regex MethodLine();
}
