using Stagedoor.Cli.Terminal;
using Stagedoor.Client.Frameio;

namespace Stagedoor.Cli.Comments;

/// <summary><c>stagedoor comments …</c>.</summary>
internal static class CommentVerbs
{
    public static VerbGroup Group => new("comments", "The comments on a file.", new ListComments(), new CreateComment());

    public static Listing<Comment> Listing { get; } = new(
        ["ID", "AT", "BY", "TEXT"],
        static comment => [comment.Id.ToString(), comment.Timestamp?.ToString() ?? "", comment.Owner?.Name ?? "", comment.Text.ReplaceLineEndings(" ")],
        static (writer, comment) =>
        {
            writer.WriteString("id", comment.Id.ToString());
            writer.WriteString("text", comment.Text);
            if (comment.Timestamp is { Frame: { } frame }) writer.WriteNumber("timestamp", frame);
            else writer.WriteString("timestamp", comment.Timestamp?.Timecode);
            writer.WriteString("file_id", comment.FileId.ToString());
            writer.WriteStartObject("owner");
            writer.WriteString("id", comment.Owner?.Id.ToString());
            writer.WriteString("name", comment.Owner?.Name);
            writer.WriteEndObject();
            writer.WriteString("created_at", Size.Of(comment.CreatedAt));
            writer.WriteBoolean("completed", comment.CompletedAt is not null);
        });
}
