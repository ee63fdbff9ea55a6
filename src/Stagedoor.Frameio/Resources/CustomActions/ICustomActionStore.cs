using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Paging;
using Stagedoor.Protocol.Wire;

namespace Stagedoor.Frameio.Resources.CustomActions;

/// <summary>The port to custom actions. What is written carries its log entry into the same transaction.</summary>
public interface ICustomActionStore
{
    ValueTask<CustomAction?> FindAsync(Guid accountId, Guid id, CancellationToken cancellation);

    ValueTask<Page<CustomAction>> ListAsync(Guid workspaceId, PageQuery query, CancellationToken cancellation);

    /// <summary>False when the workspace has as many as it may have, or is gone.</summary>
    Task<bool> AddAsync(CustomAction action, Secret secret, int most, ActivityEntry entry, CancellationToken cancellation);

    /// <summary>The action as it is then; null when it is gone.</summary>
    Task<CustomAction?> UpdateAsync(Guid id, CustomActionChange change, ActivityEntry entry, CancellationToken cancellation);

    /// <summary>False when it is gone.</summary>
    Task<bool> DeleteAsync(Guid id, ActivityEntry entry, CancellationToken cancellation);
}
