using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Stagedoor.Client.Tests.Packages;

/// <summary>What the packages' READMEs show is code that compiles.</summary>
public partial class The_readmes
{
    [Theory]
    [InlineData("Stagedoor.Client", 10), InlineData("Stagedoor.Client.AspNetCore", 3)]
    public void show_code_that_compiles(string project, int blocks)
    {
        var compiled = Lines(File.ReadAllText(Path.Combine(Here(), "Snippets.cs")));
        var shown = Block().Matches(File.ReadAllText(Path.Combine(Here(), "../../../src", project, "README.md"))).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(blocks, shown.Count);
        Assert.All(shown, block => Assert.True(compiled.Contains(Lines(block), StringComparison.Ordinal), $"this is not in Snippets.cs:\n{block}"));
    }

    private static string Lines(string text) => "\n" + string.Join('\n', text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)) + "\n";

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
