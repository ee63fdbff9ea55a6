// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>A comment to be made.</summary>
public sealed record NewComment
{
    /// <summary>Comment anchor location. {(x, y) | 0 &lt;= x &lt;= 1, 0 &lt;= y &lt;= 1}.</summary>
    public Anchor? Anchor { get; init; }

    /// <summary>JSON geometry for on-screen drawings. Allowed for document, image, video, or stream file types. JSON must be stringified.</summary>
    public string? Annotation { get; init; }

    /// <summary>Optional attachments to create with the comment (max 6 attachments).</summary>
    public IReadOnlyList<NewAttachment>? Attachments { get; init; }

    /// <summary>Comment completion status.</summary>
    public bool? Completed { get; init; }

    /// <summary>Duration of comment in frames. Requires presence of timestamp parameter.</summary>
    public int? Duration { get; init; }

    /// <summary>Comment text links.</summary>
    public IReadOnlyList<NewCommentLink>? Links { get; init; }

    /// <summary>Document page. Only allowed when file type is a pdf document.</summary>
    public long? Page { get; init; }

    /// <summary>Comment text (required).</summary>
    public required string Text { get; init; }

    /// <summary>Text review annotation details for comments left on text documents.</summary>
    public TextReviewAnnotation? TextReviewAnnotation { get; init; }

    /// <summary><c>timestamp</c> of the contract.</summary>
    public CommentTimestamp? Timestamp { get; init; }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.Nested("anchor", Anchor is null ? null : Anchor.Write);
        writer.Member("annotation", Annotation);
        writer.Member("attachments", Attachments, static (writer, item) => item.Write(writer));
        writer.Member("completed", Completed);
        writer.Member("duration", Duration);
        writer.Member("links", Links, static (writer, item) => item.Write(writer));
        writer.Member("page", Page);
        writer.Member("text", Text);
        writer.Nested("text_review_annotation", TextReviewAnnotation is null ? null : TextReviewAnnotation.Write);
        CommentTimestamp.Write(writer, "timestamp", Timestamp);
        writer.WriteEndObject();
    }
}
