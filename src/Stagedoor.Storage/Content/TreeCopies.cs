using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Assets;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Content;

/// <summary>
/// Copies an asset with all that is below, in a number of statements that does not grow with it: first every row gets the id of its copy, then the rows are copied, each pointing to copies.
/// The bytes of files are shared, for they never change.
/// </summary>
internal sealed class TreeCopies(Engine engine)
{
    private const string Count = $"{Tree.Down} SELECT COUNT(*) FROM (SELECT id FROM down LIMIT @most) counted";
    private const string Weigh = $"{Tree.Down} SELECT SUM((SELECT SUM(c.weight) FROM comments c WHERE c.file_id = down.id AND c.deleted_at IS NULL)) FROM down";
    private const string IsTaken = "SELECT 1 FROM assets WHERE parent_id = @parent_id AND name_key = @name_key AND deleted_at IS NULL LIMIT 1";

    private const string Insert = """
        INSERT INTO assets (id, account_id, project_id, parent_id, type, name, name_key, position, size, creator_id, creator_actor_id, created_at, updated_at, content_id, media_type, head_id)
        SELECT m.target_id, a.account_id, @project_id, CASE WHEN m.target_id = @id THEN @parent_id ELSE p.target_id END, a.type,
            CASE WHEN m.target_id = @id THEN @name ELSE a.name END, CASE WHEN m.target_id = @id THEN @name_key ELSE a.name_key END, CASE WHEN m.target_id = @id THEN 0 ELSE a.position END,
            a.size, @creator_id, @creator_actor_id, @at, @at, a.content_id, a.media_type, h.target_id
        FROM copies m JOIN assets a ON a.id = m.source_id
            LEFT JOIN copies p ON p.copy_id = m.copy_id AND p.source_id = a.parent_id LEFT JOIN copies h ON h.copy_id = m.copy_id AND h.source_id = a.head_id
        WHERE m.copy_id = @id
        """;
    private const string InsertMetadata = """
        INSERT INTO field_values (file_id, definition_id, value, updated_at)
        SELECT m.target_id, v.definition_id, v.value, @at FROM copies m JOIN field_values v ON v.file_id = m.source_id WHERE m.copy_id = @id
        """;
    private const string InsertComments = """
        INSERT INTO comments (id, account_id, file_id, parent_id, owner_id, owner_actor_id, owner_key, text, annotation, anchor_x, anchor_y, timestamp, duration, page, text_review, links, mentions,
            text_edited_at, completed_at, completed_key, completer_id, completer_actor_id, created_at, updated_at)
        SELECT m.target_id, c.account_id, f.target_id, p.target_id, c.owner_id, c.owner_actor_id, c.owner_key, c.text, c.annotation, c.anchor_x, c.anchor_y, c.timestamp, c.duration, c.page, c.text_review, c.links,
            c.mentions, c.text_edited_at, c.completed_at, c.completed_key, c.completer_id, c.completer_actor_id, c.created_at, c.updated_at
        FROM copies m JOIN comments c ON c.id = m.source_id JOIN copies f ON f.copy_id = m.copy_id AND f.source_id = c.file_id
            LEFT JOIN copies p ON p.copy_id = m.copy_id AND p.source_id = c.parent_id
        WHERE m.copy_id = @id
        """;
    private const string Forget = "DELETE FROM copies WHERE copy_id = @id";
    private const int MostNames = 1000;
    private const long MostBytes = 64 * 1024 * 1024;

    private readonly string map = $"INSERT INTO copies (copy_id, source_id, target_id) {Tree.Down} SELECT @copy_id, id, CASE WHEN id = @id THEN @copy_id ELSE {engine.NewId} END FROM down";

    private readonly string mapComments = $"""
        INSERT INTO copies (copy_id, source_id, target_id)
        SELECT m.copy_id, c.id, {engine.NewId} FROM copies m JOIN comments c ON c.file_id = m.source_id WHERE m.copy_id = @id AND c.deleted_at IS NULL
        """;

    private readonly string insertAttachments = $"""
        INSERT INTO comment_attachments (id, comment_id, content_id, name, media_type, size, created_at)
        SELECT {engine.NewId}, m.target_id, t.content_id, t.name, t.media_type, t.size, t.created_at FROM copies m JOIN comment_attachments t ON t.comment_id = m.source_id WHERE m.copy_id = @id
        """;

    /// <summary>The entry's resource is the copy.</summary>
    public async Task<TreeChange> CopyAsync(Link link, Guid id, Guid parentId, CopyOptions options, ActivityEntry entry)
    {
        if (await AssetRows.FindAsync(link, id) is not { } before || await AssetRows.FindAsync(link, parentId) is not { } seen) return TreeProblem.Gone;
        if (!await Tree.HoldAsync(link, before.ProjectId, seen.ProjectId)) return TreeProblem.Gone;
        if (await Tree.ParentAsync(link, id, before.ProjectId) is not { } asset || await Tree.ParentAsync(link, parentId, seen.ProjectId) is not { } parent) return TreeProblem.Gone;
        if (parent.Type != AssetPlace.Folder) return TreeProblem.NotThere;
        if (asset.Type == AssetPlace.Folder && await Tree.DepthAboveAsync(link, parentId) + await Tree.DepthBelowAsync(link, id) > IAssetStore.Deepest) return TreeProblem.TooDeep;
        if (await link.NumberAsync(Count, ("id", id), ("most", IAssetStore.MostCopied + 1L)) > IAssetStore.MostCopied) return TreeProblem.TooMany;
        if (options.Comments && await link.NumberAsync(Weigh, ("id", id)) > MostBytes) return TreeProblem.TooMany;
        var (copy, name) = (entry.ResourceId, await FreeNameAsync(link, parentId, asset.Name));
        await link.ExecuteAsync(map, ("id", id), ("copy_id", copy));
        await link.ExecuteAsync(
            Insert,
            ("id", copy), ("project_id", parent.ProjectId), ("parent_id", parentId), ("name", name), ("name_key", NameKey.Of(name)), ("creator_id", entry.Actor.SubjectId),
            ("creator_actor_id", entry.Actor.ActingId), ("at", entry.At));
        if (options.Metadata) await link.ExecuteAsync(InsertMetadata, ("id", copy), ("at", entry.At));
        if (options.Comments) await CommentsAsync(link, copy);
        await link.ExecuteAsync(Forget, ("id", copy));
        await TreeStorage.AddAsync(link, parent.ProjectId, await TreeStorage.OfAsync(link, copy));
        await Activities.AppendAsync(link, entry with { ResourceName = name });
        return new(await AssetRows.FindAsync(link, copy), null);
    }

    private async Task CommentsAsync(Link link, Guid copy)
    {
        await link.ExecuteAsync(mapComments, ("id", copy));
        await link.ExecuteAsync(InsertComments, ("id", copy));
        await link.ExecuteAsync(insertAttachments, ("id", copy));
    }

    private static async Task<string> FreeNameAsync(Link link, Guid parentId, string name)
    {
        var free = name;
        for (var number = 1; number <= MostNames && await link.NumberAsync(IsTaken, ("parent_id", parentId), ("name_key", NameKey.Of(free))) is not null; number++) free = AssetName.Numbered(name, number);
        return free;
    }
}
