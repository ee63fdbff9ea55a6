using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Door;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Resources.Comments;
using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Content;

internal sealed class CommentStore(Database database) : ICommentStore
{
    private const string Find = $"SELECT {CommentRows.Columns} FROM comments c JOIN assets a ON a.id = c.file_id WHERE c.id = @id AND c.account_id = @account_id AND c.deleted_at IS NULL AND a.deleted_at IS NULL";
    private const string Hold = "UPDATE comments SET updated_at = updated_at WHERE id = @id AND deleted_at IS NULL";
    private const string Held = $"SELECT {CommentRows.Columns} FROM comments c WHERE c.id = @id AND c.deleted_at IS NULL";
    private const string FileIsThere = "SELECT 1 FROM assets WHERE id = @file_id AND type = 'file' AND deleted_at IS NULL";
    private const string ParentIsThere = "SELECT 1 FROM comments WHERE id = @id AND file_id = @file_id AND parent_id IS NULL AND deleted_at IS NULL";
    private const string Delete = "UPDATE comments SET deleted_at = @at WHERE id = @id AND deleted_at IS NULL";
    private const string DeleteReplies = "UPDATE comments SET deleted_at = @at WHERE parent_id = @id AND deleted_at IS NULL";
    private const string CountAttachments = "SELECT COUNT(*) FROM comment_attachments WHERE comment_id = @id";
    private const string Attach = """
        INSERT INTO comment_attachments (id, comment_id, content_id, name, media_type, size, created_at) VALUES (@id, @comment_id, @content_id, @name, @media_type, @size, @created_at)
        """;
    private const string Detach = "DELETE FROM comment_attachments WHERE id = @id AND comment_id = @comment_id RETURNING content_id";
    private const string Touch = "UPDATE comments SET updated_at = @at WHERE id = @id AND deleted_at IS NULL";

    internal static readonly SortedList<FileComment> OfFile = new(
        CommentRows.Columns,
        "FROM comments c WHERE c.file_id = @file_id AND c.deleted_at IS NULL AND c.parent_id IS NULL",
        "c.id",
        CommentRows.Read,
        [
            ("created_at_asc", SortColumn.Number("c.created_at")), ("created_at_desc", SortColumn.Number("c.created_at", isDescending: true)),
            ("owner_asc", SortColumn.Text("c.owner_key")), ("owner_desc", SortColumn.Text("c.owner_key", isDescending: true)),
            ("completed_at_asc", SortColumn.Number("c.completed_key")), ("completed_at_desc", SortColumn.Number("c.completed_key", isDescending: true)),
        ],
        weight: "c.weight + COALESCE((SELECT SUM(r.weight) FROM comments r WHERE r.parent_id = c.id AND r.deleted_at IS NULL), 0)");

    private readonly string replies = $"""
        SELECT {CommentRows.Columns} FROM comments c WHERE c.parent_id IN ({database.Engine.List}) AND c.deleted_at IS NULL
            AND (SELECT COUNT(*) FROM comments b WHERE b.parent_id = c.parent_id AND (b.created_at, b.id) < (c.created_at, c.id)) < 100
        ORDER BY c.parent_id, c.created_at, c.id
        """;

    private readonly string attachments = $"""
        SELECT t.id, t.comment_id, t.name, t.media_type, t.size, t.created_at FROM comment_attachments t WHERE t.comment_id IN ({database.Engine.List}) ORDER BY t.comment_id, t.created_at, t.id
        """;

    private readonly string named = $"""
        SELECT p.frameio_id, p.name, p.email FROM persons p JOIN memberships m ON m.person_id = p.id JOIN organizations o ON o.id = m.organization_id
        WHERE o.account_id = @account_id AND p.disabled_at IS NULL AND p.name_skeleton IN ({database.Engine.List})
        UNION
        SELECT p.frameio_id, p.name, p.email FROM persons p JOIN memberships m ON m.person_id = p.id JOIN organizations o ON o.id = m.organization_id
        WHERE o.account_id = @account_id AND p.disabled_at IS NULL AND p.email IN ({database.Engine.List})
        UNION
        SELECT s.frameio_id, s.name, s.id FROM service_accounts s WHERE s.account_id = @account_id AND s.disabled_at IS NULL AND s.name_skeleton IN ({database.Engine.List})
        """;

    public ValueTask<Page<FileComment>> ListAsync(Guid fileId, PageQuery query, CancellationToken cancellation) => database.ReadAsync(
        async link =>
        {
            var page = await OfFile.PageAsync(link, query, ("file_id", fileId));
            return page with { Items = await WithAttachmentsAsync(link, page.Items) };
        },
        cancellation);

    public ValueTask<IReadOnlyList<FileComment>> RepliesAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellation) => database.ReadAsync(
        async link => await WithAttachmentsAsync(link, await link.AllAsync(replies, CommentRows.Read, ("list", Value.List(ids)))),
        cancellation);

    public ValueTask<FileComment?> FindAsync(Guid accountId, Guid id, CancellationToken cancellation) => database.ReadAsync(
        async link => await link.FirstAsync(Find, CommentRows.Read, ("id", id), ("account_id", accountId)) is { } comment ? (await WithAttachmentsAsync(link, [comment]))[0] : null,
        cancellation);

    public Task<bool> AddAsync(FileComment comment, IReadOnlyList<NewAttachment> attachments, string ownerName, IReadOnlyList<ActivityEntry> entries, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            if (await link.NumberAsync(FileIsThere, ("file_id", comment.FileId)) is null) return false;
            if (comment.ParentId is { } parent && await link.NumberAsync(ParentIsThere, ("id", parent), ("file_id", comment.FileId)) is null) return false;
            await CommentRows.InsertAsync(link, comment, ownerName);
            foreach (var attachment in attachments) await AttachAsync(link, attachment, comment.Owner, comment.AccountId);
            foreach (var entry in entries) await Activities.AppendAsync(link, entry);
            return true;
        },
        cancellation);

    public Task<FileComment?> ChangeAsync(Guid id, Func<FileComment, FileComment> change, CommentEntries entries, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            // Held before it is read: a change waits for the one before it and begins with what that one made.
            if (!await link.ChangesAsync(Hold, ("id", id)) || await link.FirstAsync(Held, CommentRows.Read, ("id", id)) is not { } before) return null;
            var after = change(before);
            await CommentRows.UpdateAsync(link, after);
            var completion = after.CompletedAt == before.CompletedAt ? null : after.CompletedAt is null ? entries.Uncompleted : entries.Completed;
            if (entries.Updated is { } updated) await Activities.AppendAsync(link, updated);
            if (completion is not null) await Activities.AppendAsync(link, completion);
            return (await WithAttachmentsAsync(link, [after]))[0];
        },
        cancellation);

    public Task<bool> DeleteAsync(Guid id, ActivityEntry entry, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            if (!await link.ChangesAsync(Delete, ("id", id), ("at", entry.At))) return false;
            await link.ExecuteAsync(DeleteReplies, ("id", id), ("at", entry.At));
            await Activities.AppendAsync(link, entry);
            return true;
        },
        cancellation);

    public Task<bool> AttachAsync(NewAttachment attachment, Actor sender, Guid accountId, ActivityEntry entry, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            // The row is held from here on: nobody else counts before this one is counted.
            if (!await link.ChangesAsync(Touch, ("id", attachment.Attachment.CommentId), ("at", entry.At))) return false;
            if (await link.NumberAsync(CountAttachments, ("id", attachment.Attachment.CommentId)) >= Attachment.Most) return false;
            await AttachAsync(link, attachment, sender, accountId);
            await Activities.AppendAsync(link, entry);
            return true;
        },
        cancellation);

    public Task<bool> DetachAsync(Guid commentId, Guid attachmentId, ActivityEntry entry, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            if (await link.FirstAsync(Detach, row => row.Text(0), ("id", attachmentId), ("comment_id", commentId)) is not { } content) return false;
            await ContentRows.SweepUnusedAsync(link, [Guid.Parse(content)], entry.At);
            await link.ExecuteAsync(Touch, ("id", commentId), ("at", entry.At));
            await Activities.AppendAsync(link, entry);
            return true;
        },
        cancellation);

    public ValueTask<IReadOnlyList<NamedUser>> FindNamedAsync(Guid accountId, IReadOnlyCollection<string> names, CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<NamedUser>>(
        async link => await link.AllAsync(
            named,
            row => new NamedUser(row.Guid(0), row.Text(1), row.Text(2)),
            ("account_id", accountId), ("list", Value.List(names.Select(ServiceAccountName.Skeleton).Concat(names).Distinct(StringComparer.Ordinal)))),
        cancellation);

    private static async Task AttachAsync(Link link, NewAttachment added, Actor sender, Guid accountId)
    {
        var attachment = added.Attachment;
        await ContentRows.InsertAsync(link, new() { Layout = added.Layout, AccountId = accountId, Sender = sender, MediaType = attachment.MediaType }, attachment.CreatedAt, added.ExpiresAt);
        await link.ExecuteAsync(
            Attach,
            ("id", attachment.Id), ("comment_id", attachment.CommentId), ("content_id", added.Layout.Id), ("name", attachment.Name), ("media_type", attachment.MediaType), ("size", attachment.Size),
            ("created_at", attachment.CreatedAt));
    }

    private async Task<IReadOnlyList<FileComment>> WithAttachmentsAsync(Link link, IReadOnlyList<FileComment> comments)
    {
        if (comments.Count == 0) return comments;
        var found = await link.AllAsync(
            attachments,
            row => new Attachment(row.Guid(0), row.Guid(1), row.Text(2), row.Text(3), row.Number(4), row.Time(5)),
            ("list", Value.List(comments.Select(comment => comment.Id))));
        if (found.Count == 0) return comments;
        var ofComments = found.ToLookup(attachment => attachment.CommentId);
        return [.. comments.Select(comment => comment with { Attachments = [.. ofComments[comment.Id]] })];
    }
}
