using System.Text.Json;
using Stagedoor.Frameio.Resources.Users;

namespace Stagedoor.Frameio.Resources.Comments;

/// <summary>One answer's comments with what it includes.</summary>
internal sealed class CommentsShown(UserSet users, bool withOwner, ILookup<Guid, FileComment>? replies)
{
    public void Write(Utf8JsonWriter writer, FileComment comment, bool asTimecode)
    {
        writer.WriteStartObject();
        CommentJson.WriteMembers(writer, comment, users, asTimecode);
        if (withOwner) users.Write(writer, CommentJson.Owner, comment.Owner);
        if (replies is not null)
        {
            writer.WriteStartArray(CommentJson.Replies);
            foreach (var reply in replies[comment.Id])
            {
                writer.WriteStartObject();
                CommentJson.WriteMembers(writer, reply, users, asTimecode);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }
}
