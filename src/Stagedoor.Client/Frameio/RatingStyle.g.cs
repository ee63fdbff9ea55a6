// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>One of the contract's values, or one that this version of the library does not know: <c>new RatingStyle("…")</c>.</summary>
public readonly record struct RatingStyle
{
    private readonly string? value;

    /// <summary>From its text.</summary>
    /// <param name="value">The text.</param>
    public RatingStyle(string value) => this.value = value;

    /// <summary><c>star</c>.</summary>
    public static RatingStyle Star => new("star");

    /// <summary><c>heart</c>.</summary>
    public static RatingStyle Heart => new("heart");

    /// <summary><c>thumbs_up</c>.</summary>
    public static RatingStyle ThumbsUp => new("thumbs_up");

    /// <summary>Its text, as it stands on the wire.</summary>
    public override string ToString() => value ?? "";

    internal static RatingStyle Read(ref Utf8JsonReader reader) => new(JsonIn.Text(ref reader));

    internal static RatingStyle? ReadOrNull(ref Utf8JsonReader reader) => JsonIn.TextOrNull(ref reader) is { } text ? new(text) : null;
}
