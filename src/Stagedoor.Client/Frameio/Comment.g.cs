// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>A comment on a file.</summary>
public sealed record Comment
{
    /// <summary>Comment ID.</summary>
    public FrameioId Id { get; init; }

    /// <summary>Comment anchor location. {(x, y) | 0 &lt;= x &lt;= 1, 0 &lt;= y &lt;= 1}.</summary>
    public Anchor? Anchor { get; init; }

    /// <summary><c>annotation</c> of the contract.</summary>
    public string? Annotation { get; init; }

    /// <summary>Attachments associated with this comment (0-6 attachments allowed).</summary>
    public IReadOnlyList<CommentAttachment>? Attachments { get; init; }

    /// <summary>Completion timestamp.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>ID of user who marked the comment as completed.</summary>
    public FrameioId? CompleterId { get; init; }

    /// <summary>Creation timestamp.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Duration of comment in frames. Requires presence of timestamp parameter.</summary>
    public int? Duration { get; init; }

    /// <summary>File ID.</summary>
    public FrameioId FileId { get; init; }

    /// <summary>Links.</summary>
    public IReadOnlyList<CommentLink> Links { get; init; } = [];

    /// <summary>Mentions.</summary>
    public IReadOnlyList<Mention> Mentions { get; init; } = [];

    /// <summary>Whose it is; there if it was asked for by an include.</summary>
    public User? Owner { get; init; }

    /// <summary>Document page.</summary>
    public long? Page { get; init; }

    /// <summary>Replies.</summary>
    public IReadOnlyList<Comment>? Replies { get; init; }

    /// <summary>Comment text.</summary>
    public string Text { get; init; } = "";

    /// <summary>Text edited timestamp.</summary>
    public DateTimeOffset? TextEditedAt { get; init; }

    /// <summary>Text review annotation details for comments left on text documents.</summary>
    public TextReviewAnnotation? TextReviewAnnotation { get; init; }

    /// <summary><c>timestamp</c> of the contract.</summary>
    public CommentTimestamp? Timestamp { get; init; }

    /// <summary>Update timestamp.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>What the answer held besides.</summary>
    public UnknownMembers More { get; init; } = UnknownMembers.None;

    internal static Comment Read(ref Utf8JsonReader reader)
    {
        FrameioId id = default;
        Anchor? anchor = null;
        string? annotation = null;
        IReadOnlyList<CommentAttachment>? attachments = null;
        DateTimeOffset? completedAt = null;
        FrameioId? completerId = null;
        DateTimeOffset createdAt = default;
        int? duration = null;
        FrameioId fileId = default;
        IReadOnlyList<CommentLink> links = [];
        IReadOnlyList<Mention> mentions = [];
        User? owner = null;
        long? page = null;
        IReadOnlyList<Comment>? replies = null;
        string text = "";
        DateTimeOffset? textEditedAt = null;
        TextReviewAnnotation? textReviewAnnotation = null;
        CommentTimestamp? timestamp = null;
        DateTimeOffset updatedAt = default;
        var more = UnknownMembers.None;
        JsonIn.Open(ref reader);
        while (JsonIn.Next(ref reader))
        {
            if (JsonIn.Is(ref reader, "id"u8)) id = JsonIn.Id(ref reader);
            else if (JsonIn.Is(ref reader, "anchor"u8)) anchor = JsonIn.OrNull(ref reader, Anchor.Read);
            else if (JsonIn.Is(ref reader, "annotation"u8)) annotation = JsonIn.TextOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "attachments"u8)) attachments = JsonIn.ListOrNull(ref reader, CommentAttachment.Read);
            else if (JsonIn.Is(ref reader, "completed_at"u8)) completedAt = JsonIn.TimeOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "completer_id"u8)) completerId = JsonIn.IdOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "created_at"u8)) createdAt = JsonIn.Time(ref reader);
            else if (JsonIn.Is(ref reader, "duration"u8)) duration = JsonIn.IntOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "file_id"u8)) fileId = JsonIn.Id(ref reader);
            else if (JsonIn.Is(ref reader, "links"u8)) links = JsonIn.List(ref reader, CommentLink.Read);
            else if (JsonIn.Is(ref reader, "mentions"u8)) mentions = JsonIn.List(ref reader, Mention.Read);
            else if (JsonIn.Is(ref reader, "owner"u8)) owner = JsonIn.OrNull(ref reader, User.Read);
            else if (JsonIn.Is(ref reader, "page"u8)) page = JsonIn.LongOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "replies"u8)) replies = JsonIn.ListOrNull(ref reader, Comment.Read);
            else if (JsonIn.Is(ref reader, "text"u8)) text = JsonIn.Text(ref reader);
            else if (JsonIn.Is(ref reader, "text_edited_at"u8)) textEditedAt = JsonIn.TimeOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "text_review_annotation"u8)) textReviewAnnotation = JsonIn.OrNull(ref reader, TextReviewAnnotation.Read);
            else if (JsonIn.Is(ref reader, "timestamp"u8)) timestamp = CommentTimestamp.ReadOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "updated_at"u8)) updatedAt = JsonIn.Time(ref reader);
            else more = JsonIn.Keep(ref reader, more);
        }

        return new()
        {
            Id = id,
            Anchor = anchor,
            Annotation = annotation,
            Attachments = attachments,
            CompletedAt = completedAt,
            CompleterId = completerId,
            CreatedAt = createdAt,
            Duration = duration,
            FileId = fileId,
            Links = links,
            Mentions = mentions,
            Owner = owner,
            Page = page,
            Replies = replies,
            Text = text,
            TextEditedAt = textEditedAt,
            TextReviewAnnotation = textReviewAnnotation,
            Timestamp = timestamp,
            UpdatedAt = updatedAt,
            More = more,
        };
    }
}
