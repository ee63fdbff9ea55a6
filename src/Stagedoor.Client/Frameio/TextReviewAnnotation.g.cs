// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>A mark in a text.</summary>
public sealed record TextReviewAnnotation
{
    /// <summary>An array of bounds representing a multiline selection origin at the lower-left corner.</summary>
    public IReadOnlyList<TextReviewAnnotationBounds> Bounds { get; init; } = [];

    /// <summary>Selected text from the document.</summary>
    public string? SelectionText { get; init; }

    /// <summary>Suggested replacement or insertion text.</summary>
    public string? SuggestedText { get; init; }

    /// <summary>The type of text review annotation.</summary>
    public TextReviewAnnotationType TextReviewAnnotationType { get; init; }

    /// <summary>What the answer held besides.</summary>
    public UnknownMembers More { get; init; } = UnknownMembers.None;

    internal static TextReviewAnnotation Read(ref Utf8JsonReader reader)
    {
        IReadOnlyList<TextReviewAnnotationBounds> bounds = [];
        string? selectionText = null;
        string? suggestedText = null;
        TextReviewAnnotationType textReviewAnnotationType = default;
        var more = UnknownMembers.None;
        JsonIn.Open(ref reader);
        while (JsonIn.Next(ref reader))
        {
            if (JsonIn.Is(ref reader, "bounds"u8)) bounds = JsonIn.List(ref reader, TextReviewAnnotationBounds.Read);
            else if (JsonIn.Is(ref reader, "selection_text"u8)) selectionText = JsonIn.TextOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "suggested_text"u8)) suggestedText = JsonIn.TextOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "text_review_annotation_type"u8)) textReviewAnnotationType = TextReviewAnnotationType.Read(ref reader);
            else more = JsonIn.Keep(ref reader, more);
        }

        return new()
        {
            Bounds = bounds,
            SelectionText = selectionText,
            SuggestedText = suggestedText,
            TextReviewAnnotationType = textReviewAnnotationType,
            More = more,
        };
    }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.Member("bounds", Bounds, static (writer, item) => item.Write(writer));
        writer.Member("selection_text", SelectionText);
        writer.Member("suggested_text", SuggestedText);
        writer.Member("text_review_annotation_type", TextReviewAnnotationType.ToString());
        writer.WriteEndObject();
    }
}
