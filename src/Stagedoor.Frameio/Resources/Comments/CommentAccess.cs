using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Comments;

/// <summary>A comment that a path names, with the place of its file.</summary>
internal sealed record CommentPlace(FileComment Comment, Place File);

/// <summary>Who may do what with a comment: see it who sees the file; change it whose it is, and who may change those of others. What a person wrote is no service account's own, also when it acts for that person.</summary>
internal static class CommentAccess
{
    public static async ValueTask<Outcome<CommentPlace>> FindAsync(Call call, Act act, CancellationToken cancellation)
    {
        if (call.Id("comment_id") is not { } id || await call.Get<ICommentStore>().FindAsync(call.AccountId, id, cancellation) is not { } comment) return ApiError.NotFound;
        return (await call.MayAsync(act, comment.FileId, cancellation)).Failed(out var refusal, out var place) ? refusal : new CommentPlace(comment, place);
    }

    /// <summary>One's own with the right to comment, that of another with the right to change those of others.</summary>
    public static async ValueTask<Outcome<CommentPlace>> FindToChangeAsync(Call call, CancellationToken cancellation)
    {
        if ((await FindAsync(call, Act.Comment, cancellation)).Failed(out var refusal, out var found)) return refusal;
        return await MayChangeAsync(call, found, cancellation) is { } forbidden ? forbidden : found;
    }

    public static async ValueTask<ApiError?> MayChangeAsync(Call call, CommentPlace found, CancellationToken cancellation)
    {
        var (owner, caller) = (found.Comment.Owner, call.Caller.Actor);
        if (owner.SubjectId == caller.SubjectId && (caller.ActingId is null || caller.ActingId == owner.ActingId)) return null;
        return (await call.MayAsync(Act.ManageComments, found.Comment.FileId, cancellation)).Failed(out var refusal, out _) ? refusal : null;
    }

    /// <summary>The file that a path names; what is no file has no comments.</summary>
    public static async ValueTask<Outcome<Place>> FileAsync(Call call, Act act, CancellationToken cancellation)
    {
        if ((await call.MayAsync(act, "file_id", cancellation)).Failed(out var refusal, out var place)) return refusal;
        return place.Asset!.Type == AssetPlace.File ? place : ApiError.NotFound;
    }
}
