// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>The operations on comments.</summary>
public sealed partial class CommentOperations
{
    private readonly ApiConnection connection;

    internal CommentOperations(ApiConnection connection) => this.connection = connection;

    /// <summary>Delete comment: <c>DELETE /v4/accounts/{account_id}/comments/{comment_id}</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="commentId">The id of the comment.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Delete comment from an asset. Rate Limits: 60 calls per 1.00 minute(s) per account_user.</remarks>
    public Task DeleteAsync(FrameioId accountId, FrameioId commentId, CancellationToken cancellation = default)
    {
        return connection.SendAsync(new ApiRequest("comments.delete", HttpMethod.Delete, $"/v4/accounts/{accountId.Escaped}/comments/{commentId.Escaped}"), cancellation);
    }

    /// <summary>Show comment: <c>GET /v4/accounts/{account_id}/comments/{comment_id}</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="commentId">The id of the comment.</param>
    /// <param name="timestampAsTimecode">Enables display of timestamp as timecode (HH:MM:SS:FF) when true.</param>
    /// <param name="include">What the answer shall include.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Show a single comment on a file. Rate Limits: 100 calls per 1.00 minute(s) per account_user.</remarks>
    public Task<Comment> GetAsync(FrameioId accountId, FrameioId commentId, bool timestampAsTimecode = false, CommentIncludes include = CommentIncludes.None, CancellationToken cancellation = default)
    {
        var query = new ApiQuery();
        query.Add("timestamp_as_timecode", timestampAsTimecode);
        query.Add("include", include.Text());
        return connection.SendAsync(new ApiRequest("comments.show", HttpMethod.Get, $"/v4/accounts/{accountId.Escaped}/comments/{commentId.Escaped}").With(query), Comment.Read, cancellation);
    }

    /// <summary>Update comment: <c>PATCH /v4/accounts/{account_id}/comments/{comment_id}</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="commentId">The id of the comment.</param>
    /// <param name="change">What to change.</param>
    /// <param name="timestampAsTimecode">Enables display of timestamp as timecode (HH:MM:SS:FF) when true.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Update comment on given asset. Rate Limits: 10 calls per 1.00 minute(s) per account_user.</remarks>
    public Task<Comment> UpdateAsync(FrameioId accountId, FrameioId commentId, CommentUpdate change, bool timestampAsTimecode = false, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        var query = new ApiQuery();
        query.Add("timestamp_as_timecode", timestampAsTimecode);
        return connection.SendAsync(new ApiRequest("comments.update", HttpMethod.Patch, $"/v4/accounts/{accountId.Escaped}/comments/{commentId.Escaped}").With(query).WithData(change.Write), Comment.Read, cancellation);
    }

    /// <summary>Create comment attachment: <c>POST /v4/accounts/{account_id}/comments/{comment_id}/attachments</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="commentId">The id of the comment.</param>
    /// <param name="attachment">What to send.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Create an attachment for an existing comment. Rate Limits: 60 calls per 1.00 minute(s) per account_user.</remarks>
    public Task<CommentAttachment> CreateAttachmentAsync(FrameioId accountId, FrameioId commentId, NewAttachment attachment, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(attachment);
        return connection.SendAsync(new ApiRequest("comments.create_attachment", HttpMethod.Post, $"/v4/accounts/{accountId.Escaped}/comments/{commentId.Escaped}/attachments").WithData(attachment.Write), CommentAttachment.Read, cancellation);
    }

    /// <summary>Delete comment attachment: <c>DELETE /v4/accounts/{account_id}/comments/{comment_id}/attachments/{attachment_id}</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="commentId">The id of the comment.</param>
    /// <param name="attachmentId">The id of the attachment.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Delete an attachment from a comment. Rate Limits: 60 calls per 1.00 minute(s) per account_user.</remarks>
    public Task DeleteAttachmentAsync(FrameioId accountId, FrameioId commentId, FrameioId attachmentId, CancellationToken cancellation = default)
    {
        return connection.SendAsync(new ApiRequest("comments.delete_attachment", HttpMethod.Delete, $"/v4/accounts/{accountId.Escaped}/comments/{commentId.Escaped}/attachments/{attachmentId.Escaped}"), cancellation);
    }

    /// <summary>List comments: <c>GET /v4/accounts/{account_id}/files/{file_id}/comments</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="fileId">The id of the file.</param>
    /// <param name="options">What is asked for.</param>
    /// <remarks>List comments on a given asset. Rate Limits: 100 calls per 1.00 minute(s) per account_user.</remarks>
    public FrameioList<Comment> List(FrameioId accountId, FrameioId fileId, CommentListOptions? options = null)
    {
        return new(connection, new ApiRequest("comments.index", HttpMethod.Get, $"/v4/accounts/{accountId.Escaped}/files/{fileId.Escaped}/comments").With(options ?? ListOptions.Usual), Comment.Read);
    }

    /// <summary>Create comment: <c>POST /v4/accounts/{account_id}/files/{file_id}/comments</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="fileId">The id of the file.</param>
    /// <param name="comment">What to send.</param>
    /// <param name="timestampAsTimecode">Enables display of timestamp as timecode (HH:MM:SS:FF) when true.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Create a comment on a file. Rate Limits: 100 calls per 1.00 minute(s) per account_user.</remarks>
    public Task<Comment> CreateAsync(FrameioId accountId, FrameioId fileId, NewComment comment, bool timestampAsTimecode = false, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(comment);
        var query = new ApiQuery();
        query.Add("timestamp_as_timecode", timestampAsTimecode);
        return connection.SendAsync(new ApiRequest("comments.create", HttpMethod.Post, $"/v4/accounts/{accountId.Escaped}/files/{fileId.Escaped}/comments").With(query).WithData(comment.Write), Comment.Read, cancellation);
    }
}
