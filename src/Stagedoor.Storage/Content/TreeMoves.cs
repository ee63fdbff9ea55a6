using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Assets;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Content;

/// <summary>Takes assets from one place to another, into other projects of the account too.</summary>
internal static class TreeMoves
{
    private const string Move = "UPDATE assets SET parent_id = @parent_id, position = @position, updated_at = @at WHERE id = @id";
    private const string NextPosition = "SELECT CAST(COALESCE(MAX(position), 0) + 1 AS BIGINT) FROM assets WHERE parent_id = @id AND deleted_at IS NULL";
    private const string ToProject = $"{Tree.Down} UPDATE assets SET project_id = @project_id WHERE id IN (SELECT id FROM down)";

    public static async Task<TreeChange> MoveAsync(Link link, Guid id, Guid parentId, ActivityEntry entry)
    {
        if (await AssetRows.FindAsync(link, id) is not { } before || await AssetRows.FindAsync(link, parentId) is not { } seen) return TreeProblem.Gone;
        if (!await Tree.HoldAsync(link, before.ProjectId, seen.ProjectId)) return TreeProblem.Gone;

        // Again, now that nobody else can move either.
        if (await Tree.ParentAsync(link, id, before.ProjectId) is not { } asset || await Tree.ParentAsync(link, parentId, seen.ProjectId) is not { } parent) return TreeProblem.Gone;
        if (await ProblemAsync(link, asset, parent) is { } problem) return problem;
        var position = parent.Type == AssetPlace.VersionStack ? await link.NumberAsync(NextPosition, ("id", parentId)) ?? 1 : 0;
        await link.ExecuteAsync(Move, ("id", id), ("parent_id", parentId), ("position", position), ("at", entry.At));
        if (asset.ProjectId != parent.ProjectId) await ToProjectAsync(link, asset, parent.ProjectId);
        await Activities.AppendAsync(link, entry);
        foreach (var stack in (IEnumerable<Guid>)[asset.ParentId!.Value, parentId])
        {
            if (await Tree.RenewStackAsync(link, stack, entry.At)) await Activities.AppendAsync(link, entry with { Kind = ActivityKind.VersionStackDeleted, ResourceId = stack });
        }

        return new(await AssetRows.FindAsync(link, id), null);
    }

    private static async Task<TreeProblem?> ProblemAsync(Link link, Asset asset, Asset parent)
    {
        if (asset.ParentId is null || parent.Type == AssetPlace.File) return TreeProblem.NotThere;
        if (parent.Type == AssetPlace.VersionStack) return asset.Type == AssetPlace.File ? null : TreeProblem.NotThere;
        if (asset.Type != AssetPlace.Folder) return null;
        if (await Tree.IsAboveAsync(link, asset.Id, parent.Id)) return TreeProblem.Cycle;
        return await Tree.DepthAboveAsync(link, parent.Id) + await Tree.DepthBelowAsync(link, asset.Id) > IAssetStore.Deepest ? TreeProblem.TooDeep : null;
    }

    private static async Task ToProjectAsync(Link link, Asset asset, Guid projectId)
    {
        var bytes = await TreeStorage.OfAsync(link, asset.Id);
        await link.ExecuteAsync(ToProject, ("id", asset.Id), ("project_id", projectId));
        await TreeStorage.AddAsync(link, asset.ProjectId, -bytes);
        await TreeStorage.AddAsync(link, projectId, bytes);
    }
}
