using System.Text.Json;

namespace Stagedoor.Frameio.Resources.Comments;

/// <summary>A proposal for a document's text, as the contract writes it and as it is kept.</summary>
public static class TextReviewJson
{
    public static void WriteMembers(Utf8JsonWriter writer, TextReview review)
    {
        writer.WriteString("text_review_annotation_type", review.Kind);
        writer.WriteString("selection_text", review.SelectedText);
        writer.WriteString("suggested_text", review.SuggestedText);
        writer.WriteStartArray("bounds");
        foreach (var bounds in review.Bounds)
        {
            writer.WriteStartObject();
            writer.WriteNumber("x", bounds.X);
            writer.WriteNumber("y", bounds.Y);
            writer.WriteNumber("width", bounds.Width);
            writer.WriteNumber("height", bounds.Height);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>What was written by <see cref="WriteMembers"/>.</summary>
    public static TextReview Read(JsonElement review) => new(
        review.GetProperty("text_review_annotation_type").GetString()!,
        review.GetProperty("selection_text").GetString(),
        review.GetProperty("suggested_text").GetString(),
        [
            .. review.GetProperty("bounds").EnumerateArray().Select(bounds => new TextBounds(
                bounds.GetProperty("x").GetDouble(), bounds.GetProperty("y").GetDouble(), bounds.GetProperty("width").GetDouble(), bounds.GetProperty("height").GetDouble())),
        ]);
}
