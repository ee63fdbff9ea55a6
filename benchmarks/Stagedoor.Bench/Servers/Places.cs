namespace Stagedoor.Bench.Servers;

/// <summary>Where the built programs and the sources of the peers are.</summary>
internal static class Places
{
    /// <summary>The folder of the repository: where the solution is, upwards from this program.</summary>
    public static string Root { get; } = FindRoot();

    public static string Benchmarks => Path.Combine(Root, "benchmarks");

    public static string Built(string project, string assembly) => Path.Combine(Root, "artifacts", "bin", project, "release", assembly + ".dll");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Stagedoor.slnx"))) return folder.FullName;
        }

        throw new BenchException("the repository is nowhere above this program");
    }
}
