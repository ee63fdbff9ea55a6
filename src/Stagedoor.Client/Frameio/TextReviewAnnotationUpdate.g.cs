// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>What to change of a mark in a text.</summary>
public sealed record TextReviewAnnotationUpdate
{
    /// <summary>Optional bounds array. When omitted, previously stored bounds are preserved.</summary>
    public IReadOnlyList<TextReviewAnnotationBounds>? Bounds { get; init; }

    /// <summary>Optional selection text override.</summary>
    public Change<string?> SelectionText { get; init; }

    /// <summary>Optional suggestion override.</summary>
    public Change<string?> SuggestedText { get; init; }

    /// <summary>Optional annotation type override.</summary>
    public TextReviewAnnotationType? TextReviewAnnotationType { get; init; }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.Member("bounds", Bounds, static (writer, item) => item.Write(writer));
        writer.Member("selection_text", SelectionText, static (writer, name, value) => writer.Member(name, value));
        writer.Member("suggested_text", SuggestedText, static (writer, name, value) => writer.Member(name, value));
        writer.Member("text_review_annotation_type", TextReviewAnnotationType?.ToString());
        writer.WriteEndObject();
    }
}
