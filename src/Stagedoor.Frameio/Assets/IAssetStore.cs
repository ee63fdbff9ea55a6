using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Door;
using Stagedoor.Frameio.Files;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Permissions;

namespace Stagedoor.Frameio.Assets;

/// <summary>Why a tree stays as it is.</summary>
public enum TreeProblem
{
    /// <summary>What it is about, or where it should go, was deleted meanwhile; or it is there already.</summary>
    Gone,

    /// <summary>A folder would stand below itself.</summary>
    Cycle,

    /// <summary>More than <see cref="IAssetStore.Deepest"/> folders would stand above one another.</summary>
    TooDeep,

    /// <summary>More than <see cref="IAssetStore.MostCopied"/> assets would be copied at once.</summary>
    TooMany,

    /// <summary>Files that should be stacked do not all stand in the folder.</summary>
    NotThere,
}

/// <summary>What became of a tree: the asset as it stands now, or why nothing was changed.</summary>
public sealed record TreeChange(Asset? Asset, TreeProblem? Problem)
{
    public static implicit operator TreeChange(TreeProblem problem) => new(null, problem);
}

/// <summary>A file and the bytes that it waits for. With a source, they are fetched from there.</summary>
public sealed record NewFile(Asset Asset, ContentLayout Layout, DateTimeOffset ExpiresAt, string? SourceUrl = null);

/// <summary>What goes into a copy beside the assets.</summary>
public sealed record CopyOptions(bool Comments, bool Metadata);

/// <summary>
/// The port to trees of assets. Whoever asks has proven that the caller may. Every change is one transaction, its log entries in it, and changes of one project follow one another: no two of
/// them can together make what neither alone may. What is deleted is not found.
/// </summary>
public interface IAssetStore
{
    const int Deepest = 100, MostCopied = 100_000;

    /// <summary>Lists that can be sorted have the contract's sorts of files; the others are sorted by name, and what is in a version stack by its place, the oldest first.</summary>
    ValueTask<Page<Asset>> ListAsync(AssetPlace parent, IReadOnlyCollection<string> types, PageQuery query, CancellationToken cancellation);

    ValueTask<Asset?> FindAsync(Guid id, CancellationToken cancellation);

    Task<TreeChange> AddFolderAsync(Asset folder, ActivityEntry entry, CancellationToken cancellation);

    Task<TreeChange> AddFileAsync(NewFile file, ActivityEntry entry, CancellationToken cancellation);

    Task<TreeChange> RenameAsync(Guid id, string name, ActivityEntry entry, CancellationToken cancellation);

    /// <summary>With all that is below. A version stack goes with its last version.</summary>
    Task<bool> DeleteAsync(Guid id, ActivityEntry entry, CancellationToken cancellation);

    /// <summary>Into a folder, or, a file, into a version stack as its newest version.</summary>
    Task<TreeChange> MoveAsync(Guid id, Guid parentId, ActivityEntry entry, CancellationToken cancellation);

    /// <summary>With all that is below, into a folder, under a name that is free there.</summary>
    Task<TreeChange> CopyAsync(Guid id, Guid parentId, CopyOptions options, ActivityEntry entry, CancellationToken cancellation);

    /// <summary>Stacks files of one folder, the oldest first.</summary>
    Task<TreeChange> StackAsync(Asset stack, IReadOnlyList<Guid> fileIds, ActivityEntry entry, CancellationToken cancellation);
}

/// <summary>Those whom an asset shows.</summary>
public static class AssetActors
{
    public static IEnumerable<Actor> Creators(this Asset asset) => asset.Head is { } head ? [asset.Creator, head.Creator] : [asset.Creator];
}
