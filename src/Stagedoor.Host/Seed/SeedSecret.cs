using System.Text.Json;
using System.Text.Json.Serialization;
using Stagedoor.Protocol.Wire;

namespace Stagedoor.Host.Seed;

/// <summary>A password or client secret of a seed, and whether it stands in the file itself.</summary>
internal sealed record SeedSecret(Secret Value, bool IsLiteral);

/// <summary>Where a value may stand instead of in the seed: <c>env:NAME</c>, or <c>file:PATH</c> beside the seed.</summary>
internal sealed class SeedReferences(string folder, Func<string, string?> environment)
{
    private const int LongestFile = 64 * 1024;

    /// <summary>The value meant. Throws <see cref="JsonException"/> with the end of a sentence.</summary>
    public (string Value, bool IsLiteral) Resolve(string text)
    {
        if (text.StartsWith("env:", StringComparison.Ordinal)) return (environment(text[4..]) ?? throw new JsonException($"names the environment variable {text[4..]}, which is not set"), false);
        return text.StartsWith("file:", StringComparison.Ordinal) ? (ReadFile(Path.Combine(folder, text[5..])), false) : (text, true);
    }

    private static string ReadFile(string path)
    {
        try
        {
            if (new FileInfo(path).Length > LongestFile) throw new JsonException($"names {path}, which is larger than {LongestFile} bytes");
            return File.ReadAllText(path).TrimEnd('\r', '\n');
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new JsonException($"names a file that cannot be read: {problem.Message}");
        }
    }
}

internal sealed class SeedTextConverter(SeedReferences references) : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String) throw new JsonException("is not a text");
        return references.Resolve(reader.GetString()!).Value;
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

internal sealed class SeedSecretConverter(SeedReferences references) : JsonConverter<SeedSecret>
{
    public override SeedSecret Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String) throw new JsonException("is not a text");
        var (value, literal) = references.Resolve(reader.GetString()!);
        return new(new(value), literal);
    }

    public override void Write(Utf8JsonWriter writer, SeedSecret value, JsonSerializerOptions options) => writer.WriteStringValue("(redacted)");
}
