using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Door;
using Stagedoor.Frameio.Paging;

namespace Stagedoor.Frameio.Resources.Comments;

/// <summary>
/// The port to comments. Every change commits its log entries with it. Comments of deleted files are not found. Lists are sorted by <c>owner</c>, <c>completed_at</c> or <c>created_at</c>,
/// <c>_asc</c> or <c>_desc</c>, and hold no replies.
/// </summary>
public interface ICommentStore
{
    ValueTask<Page<FileComment>> ListAsync(Guid fileId, PageQuery query, CancellationToken cancellation);

    /// <summary>The replies to any of the comments, the oldest first: no more than a hundred to each.</summary>
    ValueTask<IReadOnlyList<FileComment>> RepliesAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellation);

    ValueTask<FileComment?> FindAsync(Guid accountId, Guid id, CancellationToken cancellation);

    /// <summary>False when the file, or what it replies to, is gone.</summary>
    Task<bool> AddAsync(FileComment comment, IReadOnlyList<NewAttachment> attachments, string ownerName, IReadOnlyList<ActivityEntry> entries, CancellationToken cancellation);

    /// <summary>
    /// The comment with a change made to it as it stands now, so that two changes at once lose nothing; null when it is gone. An entry that says what it was completed or reopened by is
    /// recorded only where that is news.
    /// </summary>
    Task<FileComment?> ChangeAsync(Guid id, Func<FileComment, FileComment> change, CommentEntries entries, CancellationToken cancellation);

    Task<bool> DeleteAsync(Guid id, ActivityEntry entry, CancellationToken cancellation);

    /// <summary>False when the comment is gone or has as many as it may.</summary>
    Task<bool> AttachAsync(NewAttachment attachment, Actor sender, Guid accountId, ActivityEntry entry, CancellationToken cancellation);

    Task<bool> DetachAsync(Guid commentId, Guid attachmentId, ActivityEntry entry, CancellationToken cancellation);

    /// <summary>Those users of the account who have one of the names or addresses, each under all that they have.</summary>
    ValueTask<IReadOnlyList<NamedUser>> FindNamedAsync(Guid accountId, IReadOnlyCollection<string> names, CancellationToken cancellation);
}

/// <summary>What is recorded of a change: that it was one, unless it is only completed or reopened by it, and that.</summary>
public sealed record CommentEntries(ActivityEntry? Updated, ActivityEntry Completed, ActivityEntry Uncompleted);

/// <summary>A user who can be named in a text.</summary>
public sealed record NamedUser(Guid Id, string Name, string? Email);
