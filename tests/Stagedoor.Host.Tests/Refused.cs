
namespace Stagedoor.Host.Tests;

/// <summary>Starts that are refused: the sentence, and that nothing was left behind.</summary>
public static class Refused
{
    /// <summary>The sentence with which a start with these arguments is refused, before anything is done.</summary>
    public static string ByBuilding(params string[] args) => Assert.Throws<StartRefusedException>(() => StagedoorHost.Build(args)).Message;

    /// <summary>The sentence with which the start is refused after it began.</summary>
    public static async Task<string> ByStartingAsync(params string[] args)
    {
        await using var app = StagedoorHost.Build(args);
        return (await Assert.ThrowsAsync<StartRefusedException>(() => app.StartAsync())).Message;
    }
}

/// <summary>A folder for the length of a test.</summary>
public sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("stagedoor-host-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(this[name], text);
        return this[name];
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
