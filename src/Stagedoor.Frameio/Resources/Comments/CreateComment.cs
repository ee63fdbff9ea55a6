using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Resources.Users;
using Stagedoor.Frameio.Wire;
using Stagedoor.Protocol.Wire;

namespace Stagedoor.Frameio.Resources.Comments;

/// <summary><c>comments.create</c>, with the addresses to which its attachments are sent.</summary>
internal static class CreateComment
{
    public static readonly Operation Operation = new("comments.create", HttpMethods.Post, "/accounts/{account_id}/files/{file_id}/comments", RateLimit.Usual, RunAsync);

    /// <summary>The longest annotation, escaped.</summary>
    internal const int LargestBody = 2 * 1024 * 1024;

    private static async ValueTask<IAnswer> RunAsync(Call call, CancellationToken cancellation)
    {
        if ((await CommentAccess.FileAsync(call, Act.Comment, cancellation)).Failed(out var refusal, out var file)) return refusal;
        if (call.ReadFlag(ListComments.AsTimecode, out var asTimecode) is { } unreadable) return unreadable;
        if ((await call.ReadBodyAsync(cancellation, LargestBody)).Failed(out refusal, out var body)) return refusal;
        var data = body.Nested("data", required: true);
        var fields = CommentFields.Read(data, before: null);
        var files = data?.NestedMany("attachments", most: Attachment.Most)?.Select(AttachmentFields.Read).ToList() ?? [];
        if (body.Refusal is { } wrong) return wrong;
        var (now, actor) = (call.Now, call.Caller.Actor);
        var comment = fields.On(new()
        {
            Id = RandomIds.Uuid(),
            AccountId = call.AccountId,
            FileId = file.Id,
            Owner = actor,
            Text = "",
            CompletedAt = fields.Completed == true ? now : null,
            Completer = fields.Completed == true ? actor : null,
            CreatedAt = now,
            UpdatedAt = now,
        });
        comment = comment with { Mentions = await Mentions.FindAsync(call, comment.Text, cancellation) };
        var attachments = files.Select(attached => attached.New(call, comment.Id)).ToList();
        comment = comment with { Attachments = [.. attachments.Select(attached => attached.Attachment)] };
        ActivityKind[] kinds = fields.Completed == true ? [ActivityKind.CommentCreated, ActivityKind.CommentCompleted] : [ActivityKind.CommentCreated];
        if (!await call.Get<ICommentStore>().AddAsync(comment, attachments, call.Caller.User.Name, [.. kinds.Select(kind => call.Records(kind, comment.Id, file.Name, file))], cancellation)) return ApiError.NotFound;
        var users = await call.Get<UserDirectory>().LoadAsync(call.AccountId, [comment.Completer], cancellation);
        var uploads = attachments.ToDictionary(attached => attached.Attachment.Id, attached => AttachmentFields.Addresses(call, attached));
        return ApiBody.Data(StatusCodes.Status201Created, writer => CommentJson.WriteMembers(writer, comment, users, asTimecode, uploads));
    }
}
