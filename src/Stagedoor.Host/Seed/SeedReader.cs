using System.Text.Json;
using Stagedoor.Server.Seeds;

namespace Stagedoor.Host.Seed;

/// <summary>Reads a seed strictly: what it does not know, what stands twice and what is missing are refused with the place where it stands.</summary>
internal static class SeedReader
{
    private const int LongestSeed = 16 * 1024 * 1024;

    public static SeedFile Read(string path)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > LongestSeed }) throw new StartRefusedException($"The seed {path} is larger than {LongestSeed} bytes.");
            return Parse(File.ReadAllBytes(path), path, Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"The seed {path} cannot be read: {problem.Message}", problem);
        }
    }

    public static SeedFile Parse(ReadOnlySpan<byte> json, string name, string folder)
    {
        var environment = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        var references = new SeedReferences(folder, variable => environment[variable.Replace("__", ":", StringComparison.Ordinal)]);
        try
        {
            if (json.StartsWith("\uFEFF"u8)) json = json[3..];
            return JsonSerializer.Deserialize(json, SeedForm.With(references.Resolve)) ?? throw new StartRefusedException($"The seed {name} holds nothing.");
        }
        catch (JsonException problem)
        {
            throw new StartRefusedException($"The seed {name} cannot be applied: {SeedForm.Sentence(problem)}", problem);
        }
    }
}
