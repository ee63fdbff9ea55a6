// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>One of the contract's values, or one that this version of the library does not know: <c>new FieldTimeFormat("…")</c>.</summary>
public readonly record struct FieldTimeFormat
{
    private readonly string? value;

    /// <summary>From its text.</summary>
    /// <param name="value">The text.</param>
    public FieldTimeFormat(string value) => this.value = value;

    /// <summary><c>twelve_hour</c>.</summary>
    public static FieldTimeFormat TwelveHour => new("twelve_hour");

    /// <summary><c>twenty_four_hour</c>.</summary>
    public static FieldTimeFormat TwentyFourHour => new("twenty_four_hour");

    /// <summary>Its text, as it stands on the wire.</summary>
    public override string ToString() => value ?? "";

    internal static FieldTimeFormat Read(ref Utf8JsonReader reader) => new(JsonIn.Text(ref reader));

    internal static FieldTimeFormat? ReadOrNull(ref Utf8JsonReader reader) => JsonIn.TextOrNull(ref reader) is { } text ? new(text) : null;
}
