using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Door;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Permissions;

namespace Stagedoor.Frameio.Resources.Workspaces;

/// <summary>A workspace of an account: projects, and those who work on them.</summary>
public sealed record Workspace(Guid Id, Guid AccountId, string Name, Actor Creator, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

/// <summary>The port to workspaces. Every change commits its log entry with it.</summary>
public interface IWorkspaceStore
{
    /// <summary>Sorted by <c>name</c> or <c>created_at</c>, <c>_asc</c> or <c>_desc</c>.</summary>
    ValueTask<Page<Workspace>> ListAsync(Viewer viewer, PageQuery query, CancellationToken cancellation);

    ValueTask<Workspace?> FindAsync(Guid id, CancellationToken cancellation);

    /// <summary>False when it is there already.</summary>
    Task<bool> AddAsync(Workspace workspace, ActivityEntry entry, CancellationToken cancellation);

    /// <summary>The workspace as it stands after; null when it is gone.</summary>
    Task<Workspace?> RenameAsync(Guid id, string name, ActivityEntry entry, CancellationToken cancellation);

    /// <summary>Deletes the workspace and its projects, each with an entry; false when it is gone.</summary>
    Task<bool> DeleteAsync(Guid id, ActivityEntry entry, CancellationToken cancellation);
}
