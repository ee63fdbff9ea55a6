using System.Globalization;
using System.Text.Json;
using Stagedoor.Frameio.Resources.Users;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Comments;

/// <summary>Comments as the contract writes them.</summary>
internal static class CommentJson
{
    public const string Owner = "owner", Replies = "replies";

    public static void WriteMembers(Utf8JsonWriter writer, FileComment comment, UserSet users, bool asTimecode, IReadOnlyDictionary<Guid, IReadOnlyList<string>>? uploads = null)
    {
        writer.WriteString("id", comment.Id);
        writer.WriteString("file_id", comment.FileId);
        writer.WriteString("text", comment.Text);
        writer.WriteString("annotation", comment.Annotation);
        WriteAnchor(writer, comment.Anchor);
        WriteTimestamp(writer, comment.Timestamp, asTimecode);
        WriteNumber(writer, "duration", comment.Duration);
        WriteNumber(writer, "page", comment.Page);
        WriteReview(writer, comment.Review);
        WriteTime(writer, "text_edited_at", comment.TextEditedAt);
        WriteTime(writer, "completed_at", comment.CompletedAt);
        if (comment.Completer is { } completer && users.IdOf(completer) is { } id) writer.WriteString("completer_id", id);
        else writer.WriteNull("completer_id");
        writer.WriteString("created_at", ApiBody.Time(comment.CreatedAt));
        writer.WriteString("updated_at", ApiBody.Time(comment.UpdatedAt));
        writer.WriteStartArray("attachments");
        foreach (var attachment in comment.Attachments)
        {
            writer.WriteStartObject();
            WriteMembers(writer, attachment, uploads?.GetValueOrDefault(attachment.Id));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("links");
        foreach (var link in comment.Links)
        {
            WriteRange(writer, comment.Text, link.Start, link.End);
            writer.WriteString("url", link.Url);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("mentions");
        foreach (var mention in comment.Mentions)
        {
            WriteRange(writer, comment.Text, mention.Start, mention.End);
            writer.WriteString("user_id", mention.UserId);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    public static void WriteMembers(Utf8JsonWriter writer, Attachment attachment, IReadOnlyList<string>? uploads)
    {
        writer.WriteString("id", attachment.Id);
        writer.WriteString("name", attachment.Name);
        writer.WriteString("media_type", attachment.MediaType);
        writer.WriteNumber("file_size", attachment.Size);
        writer.WriteString("created_at", ApiBody.Time(attachment.CreatedAt));
        if (uploads is null)
        {
            writer.WriteNull("upload_urls");
            return;
        }

        writer.WriteStartArray("upload_urls");
        foreach (var address in uploads) writer.WriteStringValue(address);
        writer.WriteEndArray();
    }

    private static void WriteAnchor(Utf8JsonWriter writer, Anchor? anchor)
    {
        if (anchor is null)
        {
            writer.WriteNull("anchor");
            return;
        }

        writer.WriteStartObject("anchor");
        writer.WriteNumber("x", anchor.X);
        writer.WriteNumber("y", anchor.Y);
        writer.WriteEndObject();
    }

    private static void WriteTimestamp(Utf8JsonWriter writer, string? timestamp, bool asTimecode)
    {
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var frame)) writer.WriteString("timestamp", timestamp);
        else if (asTimecode) writer.WriteString("timestamp", Timecode.OfFrame(frame));
        else writer.WriteNumber("timestamp", frame);
    }

    private static void WriteReview(Utf8JsonWriter writer, TextReview? review)
    {
        if (review is null)
        {
            writer.WriteNull("text_review_annotation");
            return;
        }

        writer.WriteStartObject("text_review_annotation");
        TextReviewJson.WriteMembers(writer, review);
        writer.WriteEndObject();
    }

    private static void WriteRange(Utf8JsonWriter writer, string text, int start, int end)
    {
        writer.WriteStartObject();
        writer.WriteNumber("start_index", start);
        writer.WriteNumber("end_index", end);
        writer.WriteString("text", TextLink.Fits(text, start, end) ? text[start..end] : "");
    }

    private static void WriteNumber(Utf8JsonWriter writer, string name, long? number)
    {
        if (number is { } value) writer.WriteNumber(name, value);
        else writer.WriteNull(name);
    }

    private static void WriteTime(Utf8JsonWriter writer, string name, DateTimeOffset? time) => writer.WriteString(name, time is { } at ? ApiBody.Time(at) : null);
}
