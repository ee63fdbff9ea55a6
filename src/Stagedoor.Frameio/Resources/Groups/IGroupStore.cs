using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Paging;

namespace Stagedoor.Frameio.Resources.Groups;

/// <summary>The port to groups. What is written carries its log entry into the same transaction.</summary>
public interface IGroupStore
{
    ValueTask<Group?> FindAsync(Guid accountId, Guid id, CancellationToken cancellation);

    /// <summary>Those of the ids that are groups of the account.</summary>
    ValueTask<IReadOnlyList<Guid>> ExistingAsync(Guid accountId, IReadOnlyCollection<Guid> ids, CancellationToken cancellation);

    ValueTask<Page<Group>> ListAsync(Guid accountId, PageQuery query, CancellationToken cancellation);

    /// <summary>False when the account has as many as it may have.</summary>
    Task<bool> AddAsync(Group group, int most, ActivityEntry entry, CancellationToken cancellation);

    /// <summary>Null leaves as it is. The group as it is then; null when there is none.</summary>
    Task<Group?> UpdateAsync(Guid accountId, Guid id, string? name, string? emoji, ActivityEntry entry, CancellationToken cancellation);
}
