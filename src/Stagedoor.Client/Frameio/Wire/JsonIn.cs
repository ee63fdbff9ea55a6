using System.Globalization;
using System.Text.Json;

namespace Stagedoor.Client.Frameio.Wire;

/// <summary>Reads one value; the reader stands on its first token, and is left on its last.</summary>
internal delegate T JsonRead<T>(ref Utf8JsonReader reader);

/// <summary>
/// Reads answers without reflection. Members that are missing or null leave what was there; a value of another type than the contract's is a <see cref="JsonException"/>.
/// </summary>
internal static class JsonIn
{
    /// <summary>Demands an object, and stands before its first member.</summary>
    public static void Open(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("An object was expected.");
    }

    /// <summary>Goes to the next member's name; false at the object's end.</summary>
    public static bool Next(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    /// <summary>Whether the member has this name; goes to its value if so.</summary>
    public static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) => reader.ValueTextEquals(name) && reader.Read();

    /// <summary>Keeps a member that nobody knows.</summary>
    public static UnknownMembers Keep(ref Utf8JsonReader reader, UnknownMembers members)
    {
        var name = reader.GetString()!;
        reader.Read();
        if (members.Count == 0) members = new(new(StringComparer.Ordinal));
        members.Add(name, JsonElement.ParseValue(ref reader));
        return members;
    }

    public static string Text(ref Utf8JsonReader reader) => TextOrNull(ref reader) ?? "";

    public static string? TextOrNull(ref Utf8JsonReader reader) => reader.TokenType is JsonTokenType.String or JsonTokenType.Null ? reader.GetString() : throw Wrong("text");

    public static FrameioId Id(ref Utf8JsonReader reader) => IdOrNull(ref reader) ?? default;

    public static FrameioId? IdOrNull(ref Utf8JsonReader reader) => TextOrNull(ref reader) is { } text ? new FrameioId(text) : (FrameioId?)null;

    public static bool Flag(ref Utf8JsonReader reader) => FlagOrNull(ref reader) ?? false;

    // The contract's examples of webhooks write it as text.
    public static bool? FlagOrNull(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.Null => null,
        JsonTokenType.String when reader.ValueTextEquals("true"u8) => true,
        JsonTokenType.String when reader.ValueTextEquals("false"u8) => false,
        _ => throw Wrong("true or false"),
    };

    public static int Int(ref Utf8JsonReader reader) => IntOrNull(ref reader) ?? 0;

    public static int? IntOrNull(ref Utf8JsonReader reader) => LongOrNull(ref reader) is { } number ? checked((int)number) : null;

    public static long Long(ref Utf8JsonReader reader) => LongOrNull(ref reader) ?? 0;

    // 5.0 is a whole number too.
    public static long? LongOrNull(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Null ? null
        : reader.TokenType != JsonTokenType.Number ? throw Wrong("a number")
        : reader.TryGetInt64(out var number) ? number
        : reader.TryGetDecimal(out var other) && decimal.IsInteger(other) && other is >= long.MinValue and <= long.MaxValue ? (long)other
        : throw Wrong("a whole number");

    public static double Number(ref Utf8JsonReader reader) => NumberOrNull(ref reader) ?? 0;

    public static double? NumberOrNull(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Number => reader.GetDouble(),
        JsonTokenType.Null => null,
        _ => throw Wrong("a number"),
    };

    public static DateTimeOffset Time(ref Utf8JsonReader reader) => TimeOrNull(ref reader) ?? default;

    public static DateTimeOffset? TimeOrNull(ref Utf8JsonReader reader) =>
        TextOrNull(ref reader) is not { } text ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time
        : throw Wrong("a time");

    /// <summary>Null for null, else what the reader reads.</summary>
    public static T? OrNull<T>(ref Utf8JsonReader reader, JsonRead<T> read) where T : class => reader.TokenType == JsonTokenType.Null ? null : read(ref reader);

    public static IReadOnlyList<T> List<T>(ref Utf8JsonReader reader, JsonRead<T> read) => ListOrNull(ref reader, read) ?? [];

    public static IReadOnlyList<T>? ListOrNull<T>(ref Utf8JsonReader reader, JsonRead<T> read)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType != JsonTokenType.StartArray) throw Wrong("a list");
        var items = new List<T>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(read(ref reader));
        return items;
    }

    /// <summary>A text member of an object that the reader stands on, wherever in it; the reader does not move. For objects whose kind is one of their members.</summary>
    public static string? Peek(Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        Open(ref reader);
        while (Next(ref reader))
        {
            if (Is(ref reader, name)) return TextOrNull(ref reader);
            reader.Read();
            reader.Skip();
        }

        return null;
    }

    private static JsonException Wrong(string expected) => new($"{expected} was expected.");
}
