using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Comments;

/// <summary><c>comments.delete</c>: with its replies and attachments.</summary>
internal static class DeleteComment
{
    public static readonly Operation Operation = new("comments.delete", HttpMethods.Delete, "/accounts/{account_id}/comments/{comment_id}", RateLimit.PerMinute(60), RunAsync);

    private static async ValueTask<IAnswer> RunAsync(Call call, CancellationToken cancellation)
    {
        if ((await CommentAccess.FindToChangeAsync(call, cancellation)).Failed(out var refusal, out var found)) return refusal;
        var entry = call.Records(ActivityKind.CommentDeleted, found.Comment.Id, found.File.Name, found.File);
        return await call.Get<ICommentStore>().DeleteAsync(found.Comment.Id, entry, cancellation) ? NoContent.Answer : ApiError.NotFound;
    }
}
