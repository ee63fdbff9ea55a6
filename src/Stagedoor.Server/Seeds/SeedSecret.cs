using System.Text.Json;
using System.Text.Json.Serialization;
using Stagedoor.Protocol.Wire;

namespace Stagedoor.Server.Seeds;

/// <summary>A password or client secret of a seed, and whether it stands in the file itself.</summary>
public sealed record SeedSecret(Secret Value, bool IsLiteral);

internal sealed class SeedTextConverter(SeedValue resolve) : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String) throw new JsonException("is not a text");
        return resolve(reader.GetString()!).Value;
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

internal sealed class SeedSecretConverter(SeedValue resolve) : JsonConverter<SeedSecret>
{
    public override SeedSecret Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String) throw new JsonException("is not a text");
        var (value, literal) = resolve(reader.GetString()!);
        return new(new(value), literal);
    }

    public override void Write(Utf8JsonWriter writer, SeedSecret value, JsonSerializerOptions options) => writer.WriteStringValue("(redacted)");
}
