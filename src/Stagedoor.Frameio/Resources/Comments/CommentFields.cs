using System.Globalization;
using System.Text.Json;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Comments;

/// <summary>
/// What a body says of a comment. What is absent stays as it is; what is null is taken away. Which fields suit which kind of media is left to clients: the contract allows a page on documents
/// and a timestamp on video only, and its own examples have both at once.
/// </summary>
internal sealed record CommentFields
{
    private const int LongestText = 40_000, LongestAnnotation = 200_000, LongestSuggestion = 3000, LongestSelection = 40_000, MostLinks = 1000, MostBounds = 1000, LongestUrl = 2048, LongestTimecode = 20;

    private static readonly string[] Schemes = [Uri.UriSchemeHttp, Uri.UriSchemeHttps, Uri.UriSchemeMailto];

    private readonly Func<FileComment, FileComment> apply;

    private CommentFields(Func<FileComment, FileComment> apply) => this.apply = apply;

    public string? Text { get; private init; }

    /// <summary>Whether it shall be complete; null where nothing is said of it.</summary>
    public bool? Completed { get; private init; }

    /// <summary>The comment with what the body says.</summary>
    public FileComment On(FileComment comment) => apply(comment);

    public static CommentFields Read(Fields? data, FileComment? before)
    {
        if (data is null) return new(static comment => comment);
        var text = data.Text("text", required: before is null, least: 1, most: LongestText);
        var annotation = data.Text("annotation", nullable: true, most: LongestAnnotation);
        if (annotation is not null && !IsJson(annotation)) data.Refuse("annotation", "Invalid string: it is not JSON");
        var anchor = ReadAnchor(data);
        var timestamp = ReadTimestamp(data);
        var duration = data.Number("duration", nullable: true, least: 1, most: int.MaxValue);
        var page = data.Number("page", nullable: true, least: 1, most: int.MaxValue);
        if (duration is not null && timestamp is null && (data.Has("timestamp") || before?.Timestamp is null)) data.Refuse("duration", "A duration needs a timestamp");
        var review = ReadReview(data, before?.Review);
        var links = ReadLinks(data, text ?? before?.Text ?? "");
        return new(comment => comment with
        {
            Text = text ?? comment.Text,
            Annotation = data.Has("annotation") ? annotation : comment.Annotation,
            Anchor = data.Has("anchor") ? anchor : comment.Anchor,
            Timestamp = data.Has("timestamp") ? timestamp : comment.Timestamp,
            Duration = data.Has("timestamp") && timestamp is null ? null : data.Has("duration") ? duration : comment.Duration,
            Page = data.Has("page") ? page : comment.Page,
            Review = review ?? comment.Review,
            Links = links ?? [.. comment.Links.Where(link => TextLink.Fits(text ?? comment.Text, link.Start, link.End))],
        })
        {
            Text = text,
            Completed = data.Flag("completed", nullable: true),
        };
    }

    private static Anchor? ReadAnchor(Fields data)
    {
        if (data.Nested("anchor", nullable: true)?.Open() is not { } anchor) return null;
        var (x, y) = (anchor.Fraction("x", required: true, least: 0, most: 1), anchor.Fraction("y", required: true, least: 0, most: 1));
        return x is null || y is null ? null : new(x.Value, y.Value);
    }

    private static string? ReadTimestamp(Fields data)
    {
        if (data.Any("timestamp") is not { ValueKind: not JsonValueKind.Null } given) return null;
        if (given.ValueKind == JsonValueKind.Number && given.TryGetInt32(out var frame) && frame >= 0) return frame.ToString(CultureInfo.InvariantCulture);
        if (given.ValueKind == JsonValueKind.String)
        {
            if (data.Text("timestamp", most: LongestTimecode) is not { } text) return null;
            if (Timecode.IsOne(text)) return text;
        }

        data.Refuse("timestamp", "Invalid value: a frame's number from 0 on, or a timecode HH:MM:SS:FF");
        return null;
    }

    private static TextReview? ReadReview(Fields data, TextReview? before)
    {
        if (data.Nested("text_review_annotation")?.Open() is not { } review) return null;
        var whole = before is null;
        var kind = review.OneOf("text_review_annotation_type", TextReview.Kinds, required: whole);
        var selected = review.Text("selection_text", required: whole, nullable: true, most: LongestSelection);
        var suggested = review.Text("suggested_text", required: whole, nullable: true, most: LongestSuggestion);
        var bounds = review.NestedMany("bounds", required: whole, least: 1, most: MostBounds)?.Select(ReadBounds).ToList();
        if (!whole && kind is null && bounds is null && !review.Has("selection_text") && !review.Has("suggested_text")) data.Refuse("text_review_annotation", "Object property count 0 is less than minProperties: 1");
        return new(
            kind ?? before?.Kind ?? TextReview.Kinds[0],
            review.Has("selection_text") ? selected : before?.SelectedText,
            review.Has("suggested_text") ? suggested : before?.SuggestedText,
            bounds ?? before?.Bounds ?? []);
    }

    private static TextBounds ReadBounds(Fields bounds)
    {
        bounds.Open();
        return new(
            bounds.Fraction("x", required: true) ?? 0,
            bounds.Fraction("y", required: true) ?? 0,
            bounds.Fraction("width", required: true, least: 0) ?? 0,
            bounds.Fraction("height", required: true, least: 0) ?? 0);
    }

    private static List<TextLink>? ReadLinks(Fields data, string text)
    {
        if (data.NestedMany("links", most: MostLinks) is not { } items) return null;
        var links = new List<TextLink>(items.Count);
        foreach (var item in items)
        {
            item.Open();
            var start = item.Number("start_index", required: true, least: 0, most: int.MaxValue);
            var end = item.Number("end_index", required: true, least: 1, most: int.MaxValue);
            var url = item.Text("url", required: true, most: LongestUrl);
            if (start is not null && end is not null && !TextLink.Fits(text, start.Value, end.Value)) item.Refuse("end_index", "A link ends behind its start and within the text");
            if (url is not null && !(Uri.TryCreate(url, UriKind.Absolute, out var uri) && Schemes.Contains(uri.Scheme, StringComparer.Ordinal))) item.Refuse("url", "Invalid string: a link is an http, https or mailto address");
            links.Add(new((int)(start ?? 0), (int)(end ?? 0), url ?? ""));
        }

        return links;
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new() { MaxDepth = 32 });
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
