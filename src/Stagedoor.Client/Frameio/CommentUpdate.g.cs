// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>What to change of a comment; what is not set stays.</summary>
public sealed record CommentUpdate
{
    /// <summary>Comment anchor location. {(x, y) | 0 &lt;= x &lt;= 1, 0 &lt;= y &lt;= 1}.</summary>
    public Change<Anchor?> Anchor { get; init; }

    /// <summary>JSON geometry for on-screen drawings. Allowed for document, image, video, or stream file types. JSON must be stringified.</summary>
    public Change<string?> Annotation { get; init; }

    /// <summary>Comment completion status.</summary>
    public Change<bool?> Completed { get; init; }

    /// <summary>Duration of comment in frames. Requires presence of timestamp parameter.</summary>
    public Change<int?> Duration { get; init; }

    /// <summary>Comment text links.</summary>
    public IReadOnlyList<NewCommentLink>? Links { get; init; }

    /// <summary>Document page. Only allowed when file type is a pdf document.</summary>
    public Change<long?> Page { get; init; }

    /// <summary>Comment text.</summary>
    public string? Text { get; init; }

    /// <summary><c>text_review_annotation</c> of the contract.</summary>
    public TextReviewAnnotationUpdate? TextReviewAnnotation { get; init; }

    /// <summary><c>timestamp</c> of the contract.</summary>
    public Change<CommentTimestamp?> Timestamp { get; init; }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.Member("anchor", Anchor, static (writer, name, value) => writer.Nested(name, value is null ? null : value.Write));
        writer.Member("annotation", Annotation, static (writer, name, value) => writer.Member(name, value));
        writer.Member("completed", Completed, static (writer, name, value) => writer.Member(name, value));
        writer.Member("duration", Duration, static (writer, name, value) => writer.Member(name, value));
        writer.Member("links", Links, static (writer, item) => item.Write(writer));
        writer.Member("page", Page, static (writer, name, value) => writer.Member(name, value));
        writer.Member("text", Text);
        writer.Nested("text_review_annotation", TextReviewAnnotation is null ? null : TextReviewAnnotation.Write);
        writer.Member("timestamp", Timestamp, static (writer, name, value) => CommentTimestamp.Write(writer, name, value));
        writer.WriteEndObject();
    }
}
