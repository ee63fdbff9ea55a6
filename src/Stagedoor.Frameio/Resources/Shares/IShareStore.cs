using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Paging;

namespace Stagedoor.Frameio.Resources.Shares;

/// <summary>The port to shares. What is written carries its log entries into the same transaction.</summary>
public interface IShareStore
{
    ValueTask<Share?> FindAsync(Guid accountId, Guid id, CancellationToken cancellation);

    ValueTask<Page<Share>> ListAsync(Guid projectId, PageQuery query, CancellationToken cancellation);

    /// <summary>The shares of collections, in one statement.</summary>
    ValueTask<IReadOnlyList<Share>> OfCollectionsAsync(IReadOnlyCollection<Guid> collectionIds, CancellationToken cancellation);

    /// <summary>Adds the share, its collection and its assets. False when the project is gone, or one of the assets.</summary>
    Task<bool> AddAsync(Share share, IReadOnlyCollection<Guid> assetIds, IReadOnlyList<ActivityEntry> entries, CancellationToken cancellation);

    /// <summary>The share as it is then; null when it is gone.</summary>
    Task<Share?> UpdateAsync(Guid id, ShareChange change, IReadOnlyList<ActivityEntry> entries, CancellationToken cancellation);

    /// <summary>Takes its collection with it. False when it is gone.</summary>
    Task<bool> DeleteAsync(Guid id, IReadOnlyList<ActivityEntry> entries, CancellationToken cancellation);

    /// <summary>Whether the asset is in the share then; false when it is full, or gone, or the asset is.</summary>
    Task<bool> AddAssetAsync(Guid id, Guid assetId, int most, IReadOnlyList<ActivityEntry> entries, CancellationToken cancellation);

    /// <summary>False when the asset was not in the share.</summary>
    Task<bool> RemoveAssetAsync(Guid id, Guid assetId, IReadOnlyList<ActivityEntry> entries, CancellationToken cancellation);

    /// <summary>All of them: they are few.</summary>
    ValueTask<IReadOnlyList<Reviewer>> ReviewersAsync(Guid id, CancellationToken cancellation);

    /// <summary>False when there would be too many, or the share is gone. Who is a reviewer already stays one.</summary>
    Task<bool> AddReviewersAsync(Guid id, IReadOnlyCollection<Reviewer> reviewers, int most, ActivityEntry entry, CancellationToken cancellation);

    /// <summary>All of them or none: false when one is no reviewer.</summary>
    Task<bool> RemoveReviewersAsync(Guid id, IReadOnlyCollection<Reviewer> reviewers, ActivityEntry entry, CancellationToken cancellation);
}
