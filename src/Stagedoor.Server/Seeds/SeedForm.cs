using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;

namespace Stagedoor.Server.Seeds;

/// <summary>The value that a text of a seed means, and whether it stands in the seed itself. Throws <see cref="JsonException"/> with the end of a sentence where it means none.</summary>
public delegate (string Value, bool IsLiteral) SeedValue(string text);

/// <summary>The form of a seed, read strictly wherever it comes from: what it does not know, what stands twice and what is missing are refused with the place where it stands.</summary>
public static partial class SeedForm
{
    /// <summary>Values that stand elsewhere, in the environment or in files, begin so.</summary>
    public const string FromEnvironment = "env:", FromFile = "file:";

    /// <summary>How a seed is read; <paramref name="value"/> is asked for every text in it.</summary>
    public static JsonTypeInfo<SeedFile> With(SeedValue value) => new SeedJson(new(SeedJson.Default.Options) { Converters = { new SeedTextConverter(value), new SeedSecretConverter(value) } }).SeedFile;

    /// <summary>For whoever cannot look into the environment and the files of who wrote the seed.</summary>
    public static (string Value, bool IsLiteral) OnlyItself(string text) =>
        text.StartsWith(FromEnvironment, StringComparison.Ordinal) || text.StartsWith(FromFile, StringComparison.Ordinal)
            ? throw new JsonException("names a value that stands elsewhere, which the server does not look up for a caller: stagedoor apply does so on your machine before it sends")
            : (text, true);

    /// <summary>What is wrong, as one sentence with its place: the serializer says where, and we say what in our own words.</summary>
    public static string Sentence(JsonException problem)
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
