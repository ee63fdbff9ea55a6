using Stagedoor.Frameio.Assets;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Content;

/// <summary>
/// What all changes of trees stand on. Each begins by holding the row of its project: changes of one project follow one another on every node, so what one finds out stays true until it
/// has written.
/// </summary>
internal static class Tree
{
    /// <summary>The asset and all that is below it, as <c>down</c>.</summary>
    public const string Down = """
        WITH RECURSIVE down (id) AS (
            SELECT a.id FROM assets a WHERE a.id = @id AND a.deleted_at IS NULL
            UNION ALL
            SELECT a.id FROM down JOIN assets a ON a.parent_id = down.id AND a.deleted_at IS NULL)
        """;

    private const string Hold = "UPDATE api_projects SET storage = storage WHERE id = @id AND deleted_at IS NULL";

    // The folders above, the one itself included; those below are at most as deep as they may be.
    private const string DepthAbove = """
        WITH RECURSIVE up (id, parent_id) AS (
            SELECT a.id, a.parent_id FROM assets a WHERE a.id = @id AND a.deleted_at IS NULL
            UNION ALL
            SELECT a.id, a.parent_id FROM up JOIN assets a ON a.id = up.parent_id)
        SELECT COUNT(*) FROM up
        """;
    private const string DepthBelow = """
        WITH RECURSIVE down (id, depth) AS (
            SELECT a.id, 1 FROM assets a WHERE a.id = @id AND a.type = 'folder' AND a.deleted_at IS NULL
            UNION ALL
            SELECT a.id, down.depth + 1 FROM down JOIN assets a ON a.parent_id = down.id AND a.type = 'folder' AND a.deleted_at IS NULL)
        SELECT CAST(COALESCE(MAX(depth), 0) AS BIGINT) FROM down
        """;
    private const string IsAbove = """
        WITH RECURSIVE up (id, parent_id) AS (
            SELECT a.id, a.parent_id FROM assets a WHERE a.id = @below
            UNION ALL
            SELECT a.id, a.parent_id FROM up JOIN assets a ON a.id = up.parent_id)
        SELECT 1 FROM up WHERE id = @above LIMIT 1
        """;
    private const string Renew = """
        UPDATE assets SET head_id = (SELECT v.id FROM assets v WHERE v.parent_id = assets.id AND v.deleted_at IS NULL ORDER BY v.position DESC, v.id DESC LIMIT 1), updated_at = @at
        WHERE id = @id AND type = 'version_stack' AND deleted_at IS NULL RETURNING head_id
        """;
    private const string NameByHead = """
        UPDATE assets SET name = (SELECT h.name FROM assets h WHERE h.id = @head_id), name_key = (SELECT h.name_key FROM assets h WHERE h.id = @head_id) WHERE id = @id
        """;
    private const string Drop = "UPDATE assets SET deleted_at = @at WHERE id = @id AND deleted_at IS NULL";

    /// <summary>False when one of them is gone.</summary>
    public static async Task<bool> HoldAsync(Link link, params Guid[] projects)
    {
        // In one order everywhere, so that two who hold two never wait for each other.
        foreach (var project in projects.Distinct().Order())
        {
            if (!await link.ChangesAsync(Hold, ("id", project))) return false;
        }

        return true;
    }

    /// <summary>How many folders stand above one another down to this one.</summary>
    public static async Task<long> DepthAboveAsync(Link link, Guid id) => await link.NumberAsync(DepthAbove, ("id", id)) ?? 0;

    /// <summary>How many folders stand below one another from this one on; 0 for what is no folder.</summary>
    public static async Task<long> DepthBelowAsync(Link link, Guid id) => await link.NumberAsync(DepthBelow, ("id", id)) ?? 0;

    /// <summary>Whether one asset is the other, or stands above it.</summary>
    public static async Task<bool> IsAboveAsync(Link link, Guid above, Guid below) => await link.NumberAsync(IsAbove, ("above", above), ("below", below)) is not null;

    /// <summary>A folder or stack that is live in its project, or null.</summary>
    public static async Task<Asset?> ParentAsync(Link link, Guid? id, Guid projectId) =>
        id is { } parent && await AssetRows.FindAsync(link, parent) is { } asset && asset.ProjectId == projectId ? asset : null;

    /// <summary>After what is in a version stack changed: its newest version is its head and its name; without any it is gone. True when it went.</summary>
    public static async Task<bool> RenewStackAsync(Link link, Guid id, DateTimeOffset at)
    {
        if (await link.FirstAsync(Renew, row => row.TextOrNull(0) ?? "", ("id", id), ("at", at)) is not { } head) return false;
        if (head.Length == 0) return await link.ChangesAsync(Drop, ("id", id), ("at", at));
        await link.ExecuteAsync(NameByHead, ("id", id), ("head_id", head));
        return false;
    }
}
