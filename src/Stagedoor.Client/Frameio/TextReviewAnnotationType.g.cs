// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>One of the contract's values, or one that this version of the library does not know: <c>new TextReviewAnnotationType("…")</c>.</summary>
public readonly record struct TextReviewAnnotationType
{
    private readonly string? value;

    /// <summary>From its text.</summary>
    /// <param name="value">The text.</param>
    public TextReviewAnnotationType(string value) => this.value = value;

    /// <summary><c>highlight</c>.</summary>
    public static TextReviewAnnotationType Highlight => new("highlight");

    /// <summary><c>insert</c>.</summary>
    public static TextReviewAnnotationType Insert => new("insert");

    /// <summary><c>remove</c>.</summary>
    public static TextReviewAnnotationType Remove => new("remove");

    /// <summary><c>replace</c>.</summary>
    public static TextReviewAnnotationType Replace => new("replace");

    /// <summary>Its text, as it stands on the wire.</summary>
    public override string ToString() => value ?? "";

    internal static TextReviewAnnotationType Read(ref Utf8JsonReader reader) => new(JsonIn.Text(ref reader));

    internal static TextReviewAnnotationType? ReadOrNull(ref Utf8JsonReader reader) => JsonIn.TextOrNull(ref reader) is { } text ? new(text) : null;
}
