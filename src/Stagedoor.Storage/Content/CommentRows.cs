using System.Buffers;
using System.Text;
using System.Text.Json;
using Stagedoor.Frameio.Resources.Comments;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Content;

/// <summary>Comments as rows. What is a list of small things in one, is JSON in its row.</summary>
internal static class CommentRows
{
    public const string Columns = """
        c.id, c.account_id, c.file_id, c.parent_id, c.owner_id, c.owner_actor_id, c.text, c.annotation, c.anchor_x, c.anchor_y, c.timestamp, c.duration, c.page, c.text_review, c.links, c.mentions,
        c.text_edited_at, c.completed_at, c.completer_id, c.completer_actor_id, c.created_at, c.updated_at
        """;

    private const string Insert = """
        INSERT INTO comments (id, account_id, file_id, parent_id, owner_id, owner_actor_id, owner_key, text, annotation, anchor_x, anchor_y, timestamp, duration, page, text_review, links, mentions,
            completed_at, completed_key, completer_id, completer_actor_id, created_at, updated_at, weight)
        VALUES (@id, @account_id, @file_id, @parent_id, @owner_id, @owner_actor_id, @owner_key, @text, @annotation, @anchor_x, @anchor_y, @timestamp, @duration, @page, @text_review, @links, @mentions,
            @completed_at, @completed_key, @completer_id, @completer_actor_id, @created_at, @updated_at, @weight)
        """;
    private const string Update = """
        UPDATE comments SET text = @text, annotation = @annotation, anchor_x = @anchor_x, anchor_y = @anchor_y, timestamp = @timestamp, duration = @duration, page = @page, text_review = @text_review,
            links = @links, mentions = @mentions, weight = @weight, text_edited_at = @text_edited_at, completed_at = @completed_at, completed_key = @completed_key, completer_id = @completer_id, completer_actor_id = @completer_actor_id, updated_at = @updated_at
        WHERE id = @id AND deleted_at IS NULL
        """;

    public static Task InsertAsync(Link link, FileComment comment, string ownerName) => link.ExecuteAsync(
        Insert,
        [
            .. Changing(comment),
            ("account_id", comment.AccountId), ("file_id", comment.FileId), ("parent_id", comment.ParentId), ("owner_id", comment.Owner.SubjectId), ("owner_actor_id", comment.Owner.ActingId),
            ("owner_key", NameKey.Of(ownerName)), ("created_at", comment.CreatedAt),
        ]);

    public static Task<bool> UpdateAsync(Link link, FileComment comment) => link.ChangesAsync(Update, [.. Changing(comment), ("text_edited_at", comment.TextEditedAt)]);

    public static FileComment Read(Row row) => new()
    {
        Id = row.Guid(0),
        AccountId = row.Guid(1),
        FileId = row.Guid(2),
        ParentId = row.GuidOrNull(3),
        Owner = new(row.Text(4), row.TextOrNull(5)),
        Text = row.Text(6),
        Annotation = row.TextOrNull(7),
        Anchor = row.IsNull(8) ? null : new(row.Fraction(8), row.Fraction(9)),
        Timestamp = row.TextOrNull(10),
        Duration = row.NumberOrNull(11),
        Page = row.NumberOrNull(12),
        Review = row.TextOrNull(13) is { } review ? Read(review, TextReviewJson.Read) : null,
        Links = Read(row.Text(14), links => links.EnumerateArray().Select(link => new TextLink(link[0].GetInt32(), link[1].GetInt32(), link[2].GetString()!)).ToList()),
        Mentions = Read(row.Text(15), mentions => mentions.EnumerateArray().Select(mention => new Mention(mention[0].GetInt32(), mention[1].GetInt32(), mention[2].GetGuid())).ToList()),
        TextEditedAt = row.TimeOrNull(16),
        CompletedAt = row.TimeOrNull(17),
        Completer = row.IsNull(18) ? null : new(row.Text(18), row.TextOrNull(19)),
        CreatedAt = row.Time(20),
        UpdatedAt = row.Time(21),
    };

    /// <summary>How many bytes of its own it brings.</summary>
    public static long WeightOf(FileComment comment) => Weigh(comment.Text, comment.Annotation, Review(comment), Links(comment), Mentions(comment));

    private static long Weigh(params ReadOnlySpan<string?> texts)
    {
        var weight = 0L;
        foreach (var text in texts) weight += text is null ? 0 : Encoding.UTF8.GetByteCount(text);
        return weight;
    }

    private static string? Review(FileComment comment) => comment.Review is null ? null : Json(writer => WriteReview(writer, comment.Review));

    private static string Links(FileComment comment) => Json(writer => Write(writer, comment.Links, static (writer, link) => WriteRange(writer, link.Start, link.End, link.Url)));

    private static string Mentions(FileComment comment) => Json(writer => Write(writer, comment.Mentions, static (writer, mention) => WriteRange(writer, mention.Start, mention.End, mention.UserId.ToString())));

    private static (string, Value)[] Changing(FileComment comment) =>
    [
        ("id", comment.Id), ("text", comment.Text), ("annotation", comment.Annotation), ("anchor_x", comment.Anchor?.X), ("anchor_y", comment.Anchor?.Y), ("timestamp", comment.Timestamp),
        ("duration", comment.Duration), ("page", comment.Page), ("text_review", Review(comment)), ("links", Links(comment)), ("mentions", Mentions(comment)), ("weight", WeightOf(comment)),
        ("completed_at", comment.CompletedAt), ("completed_key", comment.CompletedAt ?? DateTimeOffset.UnixEpoch), ("completer_id", comment.Completer?.SubjectId), ("completer_actor_id", comment.Completer?.ActingId), ("updated_at", comment.UpdatedAt),
    ];

    private static void WriteReview(Utf8JsonWriter writer, TextReview review)
    {
        writer.WriteStartObject();
        TextReviewJson.WriteMembers(writer, review);
        writer.WriteEndObject();
    }

    private static void Write<T>(Utf8JsonWriter writer, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        writer.WriteStartArray();
        foreach (var item in items) write(writer, item);
        writer.WriteEndArray();
    }

    private static void WriteRange(Utf8JsonWriter writer, int start, int end, string what)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(start);
        writer.WriteNumberValue(end);
        writer.WriteStringValue(what);
        writer.WriteEndArray();
    }

    private static string Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer)) write(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static T Read<T>(string json, Func<JsonElement, T> read)
    {
        using var document = JsonDocument.Parse(json);
        return read(document.RootElement);
    }
}
