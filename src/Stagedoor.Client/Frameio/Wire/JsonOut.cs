using System.Text.Json;

namespace Stagedoor.Client.Frameio.Wire;

/// <summary>Writes members of a body; what is null does not stand in it.</summary>
internal static class JsonOut
{
    public static void Member(this Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null) writer.WriteString(name, value);
    }

    public static void Member(this Utf8JsonWriter writer, string name, FrameioId? value) => writer.Member(name, value?.ToString());

    public static void Member(this Utf8JsonWriter writer, string name, bool? value)
    {
        if (value is { } known) writer.WriteBoolean(name, known);
    }

    public static void Member(this Utf8JsonWriter writer, string name, int? value) => writer.Member(name, (long?)value);

    public static void Member(this Utf8JsonWriter writer, string name, long? value)
    {
        if (value is { } known) writer.WriteNumber(name, known);
    }

    public static void Member(this Utf8JsonWriter writer, string name, double? value)
    {
        if (value is { } known) writer.WriteNumber(name, known);
    }

    public static void Member(this Utf8JsonWriter writer, string name, DateTimeOffset? value)
    {
        if (value is { } known) writer.WriteString(name, known.UtcDateTime);
    }

    /// <summary>A member that writes itself.</summary>
    public static void Nested(this Utf8JsonWriter writer, string name, Action<Utf8JsonWriter>? write)
    {
        if (write is null) return;
        writer.WritePropertyName(name);
        write(writer);
    }

    public static void Member<T>(this Utf8JsonWriter writer, string name, IReadOnlyList<T>? items, Action<Utf8JsonWriter, T> write)
    {
        if (items is null) return;
        writer.WriteStartArray(name);
        foreach (var item in items) write(writer, item);
        writer.WriteEndArray();
    }

    /// <summary>A member of an update: left out, emptied or set.</summary>
    public static void Member<T>(this Utf8JsonWriter writer, string name, Change<T> change, Action<Utf8JsonWriter, string, T> write)
    {
        if (!change.IsMade) return;
        if (change.Value is { } value) write(writer, name, value);
        else writer.WriteNull(name);
    }
}
