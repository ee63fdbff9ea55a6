using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Assets;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Content;

internal sealed class AssetStore(Database database) : IAssetStore
{
    private const string Rename = "UPDATE assets SET name = @name, name_key = @name_key, updated_at = @at WHERE id = @id AND deleted_at IS NULL";
    private const string Delete = $"{Tree.Down} UPDATE assets SET deleted_at = @at WHERE id IN (SELECT id FROM down)";
    private const string Stack = "UPDATE assets SET parent_id = @stack_id, position = @position, updated_at = @at WHERE id = @id AND parent_id = @folder_id AND type = 'file' AND deleted_at IS NULL";

    private readonly TreeCopies copies = new(database.Engine);

    public ValueTask<Page<Asset>> ListAsync(AssetPlace parent, IReadOnlyCollection<string> types, PageQuery query, CancellationToken cancellation) =>
        database.ReadAsync(link => AssetLists.PageAsync(link, parent, types, query), cancellation);

    public ValueTask<Asset?> FindAsync(Guid id, CancellationToken cancellation) => database.ReadAsync(link => AssetRows.FindAsync(link, id), cancellation);

    public Task<TreeChange> AddFolderAsync(Asset folder, ActivityEntry entry, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            if (await FolderAsync(link, folder) is null) return TreeProblem.Gone;
            if (await Tree.DepthAboveAsync(link, folder.ParentId!.Value) >= IAssetStore.Deepest) return TreeProblem.TooDeep;
            if (!await AssetRows.InsertAsync(link, folder)) return TreeProblem.Gone;
            await Activities.AppendAsync(link, entry);
            return new TreeChange(folder, null);
        },
        cancellation);

    public Task<TreeChange> AddFileAsync(NewFile file, ActivityEntry entry, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            if (await FolderAsync(link, file.Asset) is null || !await AssetRows.InsertAsync(link, file.Asset)) return TreeProblem.Gone;
            await ContentRows.InsertAsync(
                link,
                new() { Layout = file.Layout, AccountId = file.Asset.AccountId, AssetId = file.Asset.Id, Sender = file.Asset.Creator, MediaType = file.Asset.File!.MediaType },
                file.Asset.CreatedAt, file.ExpiresAt, file.SourceUrl);
            await Activities.AppendAsync(link, entry);
            return new TreeChange(file.Asset, null);
        },
        cancellation);

    public Task<TreeChange> RenameAsync(Guid id, string name, ActivityEntry entry, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            if (await AssetRows.FindAsync(link, id) is not { } before || !await Tree.HoldAsync(link, before.ProjectId)) return TreeProblem.Gone;
            if (!await link.ChangesAsync(Rename, ("id", id), ("name", name), ("name_key", NameKey.Of(name)), ("at", entry.At))) return TreeProblem.Gone;
            if (before.ParentId is { } parent) await Tree.RenewStackAsync(link, parent, entry.At);
            await Activities.AppendAsync(link, entry);
            return new TreeChange(await AssetRows.FindAsync(link, id), null);
        },
        cancellation);

    public Task<bool> DeleteAsync(Guid id, ActivityEntry entry, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            if (await AssetRows.FindAsync(link, id) is not { } before || !await Tree.HoldAsync(link, before.ProjectId)) return false;
            if (await AssetRows.FindAsync(link, id) is not { ParentId: { } parent } asset) return false;
            var bytes = await TreeStorage.OfAsync(link, id);
            await link.ExecuteAsync(Delete, ("id", id), ("at", entry.At));
            await TreeStorage.AddAsync(link, asset.ProjectId, -bytes);
            await Activities.AppendAsync(link, entry);
            if (await Tree.RenewStackAsync(link, parent, entry.At)) await Activities.AppendAsync(link, entry with { Kind = ActivityKind.VersionStackDeleted, ResourceId = parent });
            return true;
        },
        cancellation);

    public Task<TreeChange> MoveAsync(Guid id, Guid parentId, ActivityEntry entry, CancellationToken cancellation) => database.WriteAsync(link => TreeMoves.MoveAsync(link, id, parentId, entry), cancellation);

    public Task<TreeChange> CopyAsync(Guid id, Guid parentId, CopyOptions options, ActivityEntry entry, CancellationToken cancellation) =>
        database.WriteAsync(link => copies.CopyAsync(link, id, parentId, options, entry), cancellation);

    public Task<TreeChange> StackAsync(Asset stack, IReadOnlyList<Guid> fileIds, ActivityEntry entry, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            if (await FolderAsync(link, stack) is not { } folder) return TreeProblem.Gone;
            foreach (var id in fileIds)
            {
                if (await AssetRows.FindAsync(link, id) is not { Type: AssetPlace.File } file || file.ParentId != folder.Id) return TreeProblem.NotThere;
            }

            await AssetRows.InsertAsync(link, stack);
            for (var i = 0; i < fileIds.Count; i++) await link.ExecuteAsync(Stack, ("id", fileIds[i]), ("stack_id", stack.Id), ("folder_id", folder.Id), ("position", i + 1L), ("at", entry.At));
            await Tree.RenewStackAsync(link, stack.Id, entry.At);
            var stacked = await AssetRows.FindAsync(link, stack.Id);
            await Activities.AppendAsync(link, entry with { ResourceName = stacked?.Name });
            await Activities.AppendAsync(link, entry with { Kind = ActivityKind.FileVersioned, ResourceId = fileIds[^1], ResourceName = stacked?.Name });
            return new TreeChange(stacked, null);
        },
        cancellation);

    /// <summary>The folder where an asset shall stand, while its project is held; null when it is gone.</summary>
    private static async Task<Asset?> FolderAsync(Link link, Asset asset) =>
        await Tree.HoldAsync(link, asset.ProjectId) && await Tree.ParentAsync(link, asset.ParentId, asset.ProjectId) is { Type: AssetPlace.Folder } folder ? folder : null;
}
