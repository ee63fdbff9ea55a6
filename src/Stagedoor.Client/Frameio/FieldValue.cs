using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>The value of a metadata field: a text, a number, true or false, a time, options or members, by the type of its field. Two are equal when they hold the same.</summary>
public readonly struct FieldValue : IEquatable<FieldValue>
{
    private FieldValue(JsonElement json) => Json = json;

    /// <summary>As it stands on the wire.</summary>
    public JsonElement Json { get; }

    /// <summary>Whether the field has no value.</summary>
    public bool IsEmpty => Json.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;

    /// <summary>No value.</summary>
    public static FieldValue None => default;

    /// <summary>For a text or long text field.</summary>
    /// <param name="value">The text.</param>
    public static FieldValue Of(string value) => Made(writer => writer.WriteStringValue(value));

    /// <summary>For a number or rating field.</summary>
    /// <param name="value">The number.</param>
    public static FieldValue Of(decimal value) => Made(writer => writer.WriteNumberValue(value));

    /// <summary>For a toggle.</summary>
    /// <param name="value">Its side.</param>
    public static FieldValue Of(bool value) => Made(writer => writer.WriteBooleanValue(value));

    /// <summary>For a date with its time.</summary>
    /// <param name="value">The time.</param>
    public static FieldValue Of(DateTimeOffset value) => Made(writer => writer.WriteStringValue(value.UtcDateTime));

    /// <summary>For a date.</summary>
    /// <param name="value">The date.</param>
    public static FieldValue Of(DateOnly value) => Made(writer => writer.WriteStringValue(value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));

    /// <summary>For a select field: the options by their ids.</summary>
    /// <param name="options">The ids.</param>
    public static FieldValue OfOptions(params IReadOnlyList<FrameioId> options) => Made(writer =>
    {
        writer.WriteStartArray();
        foreach (var option in options) writer.WriteStringValue(option.ToString());
        writer.WriteEndArray();
    });

    /// <summary>For a field of users and groups.</summary>
    /// <param name="members">The members.</param>
    public static FieldValue OfMembers(params IReadOnlyList<FieldMember> members) => Made(writer =>
    {
        writer.WriteStartArray();
        foreach (var member in members) member.Write(writer);
        writer.WriteEndArray();
    });

    /// <summary>The text; <see langword="null"/> if it is none.</summary>
    public string? AsText() => Json.ValueKind == JsonValueKind.String ? Json.GetString() : null;

    /// <summary>The number; <see langword="null"/> if it is none.</summary>
    public decimal? AsNumber() => Json.ValueKind == JsonValueKind.Number && Json.TryGetDecimal(out var number) ? number : null;

    /// <summary>The side of the toggle; <see langword="null"/> if it is none.</summary>
    public bool? AsFlag() => Json.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null };

    /// <summary>The time, of a date its beginning in UTC; <see langword="null"/> if it is none.</summary>
    public DateTimeOffset? AsTime() => AsText() is { } text && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    /// <summary>The options that were chosen; none if it is something else.</summary>
    public IReadOnlyList<FieldOption> AsOptions() => Items(FieldOption.Read);

    /// <summary>The members that were chosen; none if it is something else.</summary>
    public IReadOnlyList<FieldMember> AsMembers() => Items(FieldMember.Read);

    /// <inheritdoc/>
    public bool Equals(FieldValue other) => IsEmpty || other.IsEmpty ? IsEmpty == other.IsEmpty : JsonElement.DeepEquals(Json, other.Json);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FieldValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => IsEmpty ? 0 : (int)Json.ValueKind;

    /// <summary>As it stands on the wire.</summary>
    public override string ToString() => IsEmpty ? "" : Json.GetRawText();

    /// <summary>Whether two hold the same.</summary>
    public static bool operator ==(FieldValue left, FieldValue right) => left.Equals(right);

    /// <summary>Whether two hold something else.</summary>
    public static bool operator !=(FieldValue left, FieldValue right) => !left.Equals(right);

    internal static FieldValue Read(ref Utf8JsonReader reader) => new(JsonElement.ParseValue(ref reader));

    internal void Write(Utf8JsonWriter writer)
    {
        if (IsEmpty) writer.WriteNullValue();
        else Json.WriteTo(writer);
    }

    private static FieldValue Made(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer)) write(writer);
        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        return new(JsonElement.ParseValue(ref reader));
    }

    private List<T> Items<T>(JsonRead<T> read)
    {
        var items = new List<T>();
        if (Json.ValueKind != JsonValueKind.Array) return items;
        foreach (var item in Json.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object) continue;
            var reader = new Utf8JsonReader(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(item));
            reader.Read();
            items.Add(read(ref reader));
        }

        return items;
    }
}
