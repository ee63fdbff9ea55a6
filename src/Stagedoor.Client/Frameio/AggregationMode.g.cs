// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>One of the contract's values, or one that this version of the library does not know: <c>new AggregationMode("…")</c>.</summary>
public readonly record struct AggregationMode
{
    private readonly string? value;

    /// <summary>From its text.</summary>
    /// <param name="value">The text.</param>
    public AggregationMode(string value) => this.value = value;

    /// <summary><c>static</c>.</summary>
    public static AggregationMode Static => new("static");

    /// <summary><c>dynamic</c>.</summary>
    public static AggregationMode Dynamic => new("dynamic");

    /// <summary>Its text, as it stands on the wire.</summary>
    public override string ToString() => value ?? "";

    internal static AggregationMode Read(ref Utf8JsonReader reader) => new(JsonIn.Text(ref reader));

    internal static AggregationMode? ReadOrNull(ref Utf8JsonReader reader) => JsonIn.TextOrNull(ref reader) is { } text ? new(text) : null;
}
