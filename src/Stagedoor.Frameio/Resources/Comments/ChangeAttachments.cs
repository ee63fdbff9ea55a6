using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Comments;

/// <summary><c>comments.create_attachment</c> and <c>comments.delete_attachment</c>, at comments that one may change.</summary>
internal static class ChangeAttachments
{
    public static readonly Operation Create = new("comments.create_attachment", HttpMethods.Post, "/accounts/{account_id}/comments/{comment_id}/attachments", RateLimit.PerMinute(60), CreateAsync);
    public static readonly Operation Delete = new("comments.delete_attachment", HttpMethods.Delete, "/accounts/{account_id}/comments/{comment_id}/attachments/{attachment_id}", RateLimit.PerMinute(60), DeleteAsync);

    private static async ValueTask<IAnswer> CreateAsync(Call call, CancellationToken cancellation)
    {
        if ((await CommentAccess.FindToChangeAsync(call, cancellation)).Failed(out var refusal, out var found)) return refusal;
        if ((await call.ReadBodyAsync(cancellation)).Failed(out refusal, out var body)) return refusal;
        var fields = body.Nested("data", required: true) is { } data ? AttachmentFields.Read(data) : null;
        if (body.Refusal is { } wrong) return wrong;
        var attached = fields!.New(call, found.Comment.Id);
        var entry = call.Records(ActivityKind.CommentUpdated, found.Comment.Id, found.File.Name, found.File);
        if (!await call.Get<ICommentStore>().AttachAsync(attached, call.Caller.Actor, call.AccountId, entry, cancellation)) return ApiError.Conflict("A comment has at most 6 attachments");
        return ApiBody.Data(StatusCodes.Status201Created, writer => CommentJson.WriteMembers(writer, attached.Attachment, AttachmentFields.Addresses(call, attached)));
    }

    private static async ValueTask<IAnswer> DeleteAsync(Call call, CancellationToken cancellation)
    {
        if ((await CommentAccess.FindToChangeAsync(call, cancellation)).Failed(out var refusal, out var found)) return refusal;
        if (call.Id("attachment_id") is not { } id) return ApiError.NotFound;
        var entry = call.Records(ActivityKind.CommentUpdated, found.Comment.Id, found.File.Name, found.File);
        return await call.Get<ICommentStore>().DetachAsync(found.Comment.Id, id, entry, cancellation) ? NoContent.Answer : ApiError.NotFound;
    }
}
