using System.Runtime.CompilerServices;
using Stagedoor.Client.Generator;

namespace Stagedoor.Client.Tests.Frameio;

/// <summary>What stands in the repository is what the contract makes.</summary>
public class The_generated_sources
{
    [Fact]
    public void are_those_of_the_contract()
    {
        var folder = Path.GetFullPath(Path.Combine(Here(), "../../../src/Stagedoor.Client/Frameio"));
        var sources = TypedClient.Generate(Contracts.Path);
        Assert.Equal(sources.Keys, Directory.EnumerateFiles(folder, "*.g.cs").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        Assert.All(sources, source => Assert.True(source.Value == File.ReadAllText(Path.Combine(folder, source.Key)), $"{source.Key} is not what tools/Stagedoor.Client.Generator makes: run it"));
    }

    [Fact]
    public void are_the_same_each_time() => Assert.Equal(TypedClient.Generate(Contracts.Path), TypedClient.Generate(Contracts.Path));

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
