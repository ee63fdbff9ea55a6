// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>One of the contract's values, or one that this version of the library does not know: <c>new FieldNumberFormat("…")</c>.</summary>
public readonly record struct FieldNumberFormat
{
    private readonly string? value;

    /// <summary>From its text.</summary>
    /// <param name="value">The text.</param>
    public FieldNumberFormat(string value) => this.value = value;

    /// <summary><c>bitrate</c>.</summary>
    public static FieldNumberFormat Bitrate => new("bitrate");

    /// <summary><c>bits</c>.</summary>
    public static FieldNumberFormat Bits => new("bits");

    /// <summary><c>duration</c>.</summary>
    public static FieldNumberFormat Duration => new("duration");

    /// <summary><c>framerate</c>.</summary>
    public static FieldNumberFormat Framerate => new("framerate");

    /// <summary><c>frequency</c>.</summary>
    public static FieldNumberFormat Frequency => new("frequency");

    /// <summary><c>storage</c>.</summary>
    public static FieldNumberFormat Storage => new("storage");

    /// <summary><c>timecode</c>.</summary>
    public static FieldNumberFormat Timecode => new("timecode");

    /// <summary>Its text, as it stands on the wire.</summary>
    public override string ToString() => value ?? "";

    internal static FieldNumberFormat Read(ref Utf8JsonReader reader) => new(JsonIn.Text(ref reader));

    internal static FieldNumberFormat? ReadOrNull(ref Utf8JsonReader reader) => JsonIn.TextOrNull(ref reader) is { } text ? new(text) : null;
}
