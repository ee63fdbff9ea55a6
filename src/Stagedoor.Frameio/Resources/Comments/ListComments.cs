using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Resources.Users;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Comments;

/// <summary><c>comments.index</c> and <c>comments.show</c>: replies and owners of a whole page in one statement each.</summary>
internal static class ListComments
{
    public static readonly Operation OfFile = new("comments.index", HttpMethods.Get, "/accounts/{account_id}/files/{file_id}/comments", RateLimit.Usual, ListAsync);
    public static readonly Operation Show = new("comments.show", HttpMethods.Get, "/accounts/{account_id}/comments/{comment_id}", RateLimit.Usual, ShowAsync);

    private static readonly ListShape Shape = new()
    {
        Sorts = ["created_at_asc", "created_at_desc", "owner_asc", "owner_desc", "completed_at_asc", "completed_at_desc"],
        Includes = [CommentJson.Owner, CommentJson.Replies],
        Flags = [AsTimecode],
    };

    internal const string AsTimecode = "timestamp_as_timecode";

    private static async ValueTask<IAnswer> ListAsync(Call call, CancellationToken cancellation)
    {
        if ((await CommentAccess.FileAsync(call, Act.SeeAsset, cancellation)).Failed(out var refusal, out var file)) return refusal;
        if (call.ReadPage(Shape).Failed(out refusal, out var query)) return refusal;
        if (query.Sort.StartsWith(CommentJson.Owner, StringComparison.Ordinal) && !query.Include.Has(CommentJson.Owner)) return ApiError.BadQuery("To sort by owner, include owner");
        var page = await call.Get<ICommentStore>().ListAsync(file.Id, query, cancellation);
        var shown = await ShownAsync(call, query.Include, page.Items, cancellation);
        return call.List(query, page, (writer, comment) => shown.Write(writer, comment, query.IsSet(AsTimecode)));
    }

    private static async ValueTask<IAnswer> ShowAsync(Call call, CancellationToken cancellation)
    {
        if ((await CommentAccess.FindAsync(call, Act.SeeAsset, cancellation)).Failed(out var refusal, out var found)) return refusal;
        if (call.Include(CommentJson.Owner, CommentJson.Replies).Failed(out refusal, out var include)) return refusal;
        if (call.ReadFlag(AsTimecode, out var asTimecode) is { } wrong) return wrong;
        var shown = await ShownAsync(call, include, [found.Comment], cancellation);
        return new ApiBody(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WritePropertyName("data");
            shown.Write(writer, found.Comment, asTimecode);
            writer.WriteEndObject();
        });
    }

    private static async ValueTask<CommentsShown> ShownAsync(Call call, IncludeSet include, IReadOnlyList<FileComment> comments, CancellationToken cancellation)
    {
        var replies = include.Has(CommentJson.Replies) ? await call.Get<ICommentStore>().RepliesAsync([.. comments.Select(comment => comment.Id)], cancellation) : null;
        var owners = include.Has(CommentJson.Owner) ? comments.Select(comment => comment.Owner) : [];
        var users = await call.Get<UserDirectory>().LoadAsync(call.AccountId, [.. owners, .. comments.Concat(replies ?? []).Select(comment => comment.Completer)], cancellation);
        return new(users, include.Has(CommentJson.Owner), replies?.ToLookup(reply => reply.ParentId!.Value));
    }
}
