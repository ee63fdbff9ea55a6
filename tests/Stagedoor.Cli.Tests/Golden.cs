using System.Runtime.CompilerServices;

namespace Stagedoor.Cli.Tests;

/// <summary>Texts that are kept as files beside their tests. <c>STAGEDOOR_GOLDEN=write</c> writes them anew, to be read in the difference.</summary>
public static class Golden
{
    public static void Is(string name, string text, [CallerFilePath] string test = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(test)!, "golden", name);
        if (Environment.GetEnvironmentVariable("STAGEDOOR_GOLDEN") == "write")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        Assert.True(File.Exists(path), $"{path} is missing");
        Assert.Equal(File.ReadAllText(path), text);
    }
}
