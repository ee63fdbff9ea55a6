using Stagedoor.Frameio.Door;
using Stagedoor.Frameio.Files;

namespace Stagedoor.Frameio.Resources.Comments;

/// <summary>A place on a picture, from its upper left corner: both from 0 to 1.</summary>
public sealed record Anchor(double X, double Y);

/// <summary>A part of a comment's text that leads somewhere. Places count UTF-16 units, the end is the first one behind.</summary>
public sealed record TextLink(int Start, int End, string Url)
{
    /// <summary>Whether a range lies in a text and cuts no character in two.</summary>
    public static bool Fits(string text, long start, long end) => start >= 0 && start < end && end <= text.Length && !Cuts(text, (int)start) && !Cuts(text, (int)end);

    private static bool Cuts(string text, int at) => at > 0 && at < text.Length && char.IsSurrogatePair(text, at - 1);
}

/// <summary>A part of a comment's text that names a user of the account.</summary>
public sealed record Mention(int Start, int End, Guid UserId);

/// <summary>A rectangle in a document, from its lower left corner.</summary>
public sealed record TextBounds(double X, double Y, double Width, double Height);

/// <summary>What a comment proposes for the text of a document.</summary>
public sealed record TextReview(string Kind, string? SelectedText, string? SuggestedText, IReadOnlyList<TextBounds> Bounds)
{
    public static readonly string[] Kinds = ["highlight", "insert", "remove", "replace"];
}

/// <summary>What is said of a file, or in reply to what was said.</summary>
public sealed record FileComment
{
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    public required Guid FileId { get; init; }

    /// <summary>What it replies to.</summary>
    public Guid? ParentId { get; init; }

    public required Actor Owner { get; init; }

    public required string Text { get; init; }

    public string? Annotation { get; init; }

    public Anchor? Anchor { get; init; }

    /// <summary>A frame's number or a timecode, as it was sent.</summary>
    public string? Timestamp { get; init; }

    /// <summary>In frames.</summary>
    public long? Duration { get; init; }

    public long? Page { get; init; }

    public TextReview? Review { get; init; }

    public IReadOnlyList<TextLink> Links { get; init; } = [];

    public IReadOnlyList<Mention> Mentions { get; init; } = [];

    public DateTimeOffset? TextEditedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    public Actor? Completer { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public IReadOnlyList<Attachment> Attachments { get; init; } = [];
}

/// <summary>A file that goes with a comment.</summary>
public sealed record Attachment(Guid Id, Guid CommentId, string Name, string MediaType, long Size, DateTimeOffset CreatedAt)
{
    /// <summary>How many a comment has at most.</summary>
    public const int Most = 6;
}

/// <summary>An attachment and the bytes that it waits for.</summary>
public sealed record NewAttachment(Attachment Attachment, ContentLayout Layout, DateTimeOffset ExpiresAt);
