using System.Text.Json;
using System.Text.RegularExpressions;

namespace Stagedoor.Host.Seed;

/// <summary>Reads a seed strictly: what it does not know, what stands twice and what is missing are refused with the place where it stands.</summary>
internal static partial class SeedReader
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
        var context = new SeedJson(new(SeedJson.Default.Options) { Converters = { new SeedTextConverter(references), new SeedSecretConverter(references) } });
        try
        {
            if (json.StartsWith("\uFEFF"u8)) json = json[3..];
            return JsonSerializer.Deserialize(json, context.SeedFile) ?? throw new StartRefusedException($"The seed {name} holds nothing.");
        }
        catch (JsonException problem)
        {
            throw new StartRefusedException($"The seed {name} cannot be applied: {Sentence(problem)}", problem);
        }
    }

    // The serializer says where; what it says in its own words is said in ours.
    private static string Sentence(JsonException problem)
    {
        var place = problem.Path is { Length: > 0 } path ? path : "$";
        if (NotMapped().Match(problem.Message) is { Success: true } unknown) return $"{place}{(place.EndsWith(unknown.Groups[1].Value, StringComparison.Ordinal) ? "" : "." + unknown.Groups[1].Value)} is not a member that a seed has.";
        if (Missing().Match(problem.Message) is { Success: true } missing) return $"{place}.{missing.Groups[1].Value} is missing.";
        if (Twice().Match(problem.Message) is { Success: true } twice) return $"{place}: \"{twice.Groups[1].Value}\" stands twice.";
        if (problem.Message.StartsWith("names ", StringComparison.Ordinal) || problem.Message == "is not a text") return $"{place} {problem.Message}.";
        if (problem.Message.Contains("could not be converted", StringComparison.Ordinal) || problem.Message.Contains("null", StringComparison.Ordinal)) return $"{place} is not of the right type.";
        return $"line {(problem.LineNumber ?? 0) + 1} is not JSON.";
    }

    [GeneratedRegex("The JSON property '(.*?)' could not be mapped")]
    private static partial Regex NotMapped();

    [GeneratedRegex("missing required properties including: '(.*?)'")]
    private static partial Regex Missing();

    [GeneratedRegex("Duplicate property '(.*?)' encountered")]
    private static partial Regex Twice();
}
