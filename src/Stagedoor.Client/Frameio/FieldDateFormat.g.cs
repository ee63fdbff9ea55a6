// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>One of the contract's values, or one that this version of the library does not know: <c>new FieldDateFormat("…")</c>.</summary>
public readonly record struct FieldDateFormat
{
    private readonly string? value;

    /// <summary>From its text.</summary>
    /// <param name="value">The text.</param>
    public FieldDateFormat(string value) => this.value = value;

    /// <summary><c>local</c>.</summary>
    public static FieldDateFormat Local => new("local");

    /// <summary><c>friendly</c>.</summary>
    public static FieldDateFormat Friendly => new("friendly");

    /// <summary><c>usa</c>.</summary>
    public static FieldDateFormat Usa => new("usa");

    /// <summary><c>euro</c>.</summary>
    public static FieldDateFormat Euro => new("euro");

    /// <summary><c>iso</c>.</summary>
    public static FieldDateFormat Iso => new("iso");

    /// <summary>Its text, as it stands on the wire.</summary>
    public override string ToString() => value ?? "";

    internal static FieldDateFormat Read(ref Utf8JsonReader reader) => new(JsonIn.Text(ref reader));

    internal static FieldDateFormat? ReadOrNull(ref Utf8JsonReader reader) => JsonIn.TextOrNull(ref reader) is { } text ? new(text) : null;
}
