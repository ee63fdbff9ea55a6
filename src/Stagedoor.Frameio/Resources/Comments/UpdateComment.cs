using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Resources.Users;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Comments;

/// <summary><c>comments.update</c>. Who may comment may complete any comment and reopen it; the rest of it is its owner's, and theirs who may change those of others.</summary>
internal static class UpdateComment
{
    public static readonly Operation Operation = new("comments.update", HttpMethods.Patch, "/accounts/{account_id}/comments/{comment_id}", RateLimit.PerMinute(10), RunAsync);

    private static async ValueTask<IAnswer> RunAsync(Call call, CancellationToken cancellation)
    {
        if ((await CommentAccess.FindAsync(call, Act.CompleteComment, cancellation)).Failed(out var refusal, out var found)) return refusal;
        if (call.ReadFlag(ListComments.AsTimecode, out var asTimecode) is { } unreadable) return unreadable;
        if ((await call.ReadBodyAsync(cancellation, CreateComment.LargestBody)).Failed(out refusal, out var body)) return refusal;
        var data = body.Nested("data", required: true);
        var fields = CommentFields.Read(data, found.Comment);
        if (body.Refusal is { } wrong) return wrong;
        if (!data!.HasOnly("completed") && await CommentAccess.MayChangeAsync(call, found, cancellation) is { } forbidden) return forbidden;
        var mentions = fields.Text is { } text ? await Mentions.FindAsync(call, text, cancellation) : null;
        var comment = data.IsEmpty
            ? found.Comment
            : await call.Get<ICommentStore>().ChangeAsync(found.Comment.Id, before => Change(call, before, fields, mentions), Entries(call, found, data.HasOnly("completed")), cancellation);
        if (comment is null) return ApiError.NotFound;
        var users = await call.Get<UserDirectory>().LoadAsync(call.AccountId, [comment.Completer], cancellation);
        return ApiBody.Data(StatusCodes.Status200OK, writer => CommentJson.WriteMembers(writer, comment, users, asTimecode));
    }

    private static FileComment Change(Call call, FileComment before, CommentFields fields, IReadOnlyList<Mention>? mentions)
    {
        var now = call.Now;
        var after = fields.On(before) with { UpdatedAt = now };
        if (mentions is not null) after = after with { Mentions = mentions };
        if (after.Text != before.Text) after = after with { TextEditedAt = now };
        return fields.Completed switch
        {
            true when before.CompletedAt is null => after with { CompletedAt = now, Completer = call.Caller.Actor },
            false => after with { CompletedAt = null, Completer = null },
            _ => after,
        };
    }

    private static CommentEntries Entries(Call call, CommentPlace found, bool onlyCompletion)
    {
        return new(onlyCompletion ? null : Record(ActivityKind.CommentUpdated), Record(ActivityKind.CommentCompleted), Record(ActivityKind.CommentUncompleted));

        ActivityEntry Record(ActivityKind kind) => call.Records(kind, found.Comment.Id, found.File.Name, found.File);
    }
}
