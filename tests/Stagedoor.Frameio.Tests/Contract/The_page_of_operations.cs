using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Stagedoor.Frameio.Tests.Contract;

/// <summary>What <c>docs/compatibility.md</c> says of the operations is what is built. With <c>STAGEDOOR_UPDATE_DOCS=1</c> it is written anew.</summary>
public class The_page_of_operations
{
    private const string Begin = "<!-- operations: made by the contract test, with STAGEDOOR_UPDATE_DOCS=1 -->\n", End = "<!-- /operations -->";

    [Fact]
    public void says_what_is_built_and_names_what_is_not()
    {
        var path = Path.Combine(Root(), "docs", "compatibility.md");
        var page = File.ReadAllText(path);
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, page.IndexOf(End, StringComparison.Ordinal));
        Assert.True(begin >= Begin.Length && end >= begin, "the page has no place for the operations");
        var expected = page[..begin] + Table() + page[end..];
        if (Environment.GetEnvironmentVariable("STAGEDOOR_UPDATE_DOCS") == "1") File.WriteAllText(path, expected);
        Assert.True(File.ReadAllText(path) == expected, "docs/compatibility.md does not say what is built: run this test with STAGEDOOR_UPDATE_DOCS=1");
    }

    private static string Table()
    {
        var built = FrameioApi.Operations.Select(operation => operation.Id).ToHashSet();
        var table = new StringBuilder().Append(CultureInfo.InvariantCulture, $"\n{Document.Operations.Count(operation => built.Contains(operation.Id))} of {Document.Operations.Count} operations are built.\n\n| resource | built | not built |\n|---|---|---|\n");
        foreach (var tag in Document.Operations.GroupBy(operation => operation.Tag))
        {
            var missing = tag.Where(operation => !built.Contains(operation.Id)).Select(operation => $"`{operation.Id}`").Order(StringComparer.Ordinal).ToList();
            table.Append(CultureInfo.InvariantCulture, $"| {tag.Key} | {tag.Count() - missing.Count} of {tag.Count()} | {(missing.Count == 0 ? "–" : string.Join(", ", missing))} |\n");
        }

        return table.Append('\n').ToString();
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../.."));
}
