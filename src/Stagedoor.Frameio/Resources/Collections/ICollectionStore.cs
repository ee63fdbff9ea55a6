using Stagedoor.Frameio.Paging;

namespace Stagedoor.Frameio.Resources.Collections;

/// <summary>The port to collections. They are written with their shares.</summary>
public interface ICollectionStore
{
    ValueTask<Collection?> FindAsync(Guid accountId, Guid id, CancellationToken cancellation);

    ValueTask<Page<Collection>> ListAsync(Guid projectId, PageQuery query, CancellationToken cancellation);
}
