using Xunit;

namespace Stagedoor.TestKit;

/// <summary>What a test needs of the machine. Missing: the test is skipped with a sentence, or fails where <c>CI=true</c>.</summary>
public static class Needs
{
    public static bool InCi => Environment.GetEnvironmentVariable("CI") is "true" or "1";

    public static void That(bool present, string sentence)
    {
        if (present) return;
        if (InCi) Assert.Fail(sentence);
        Assert.Skip(sentence);
    }

    public static void Postgres() => That(PostgresServer.Bin is not null, "PostgreSQL is not installed (Debian: apt-get install postgresql): tests on it did not run.");

    public static string Chromium()
    {
        var path = Find("chromium");
        That(path is not null, "Chromium is not installed (Debian: apt-get install chromium): tests in a browser did not run.");
        return path!;
    }

    /// <summary>The program's full path.</summary>
    public static string Program(string name, string package)
    {
        var path = Find(name);
        That(path is not null, $"{name} is not installed (Debian: apt-get install {package}): tests with it did not run.");
        return path!;
    }

    private static string? Find(string name) =>
        $"{Environment.GetEnvironmentVariable("PATH")}:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin".Split(':', StringSplitOptions.RemoveEmptyEntries).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
