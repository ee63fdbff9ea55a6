using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Door;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Permissions;

namespace Stagedoor.Frameio.Resources.Projects;

/// <summary>A project of the V4 API: a tree of assets below its root folder.</summary>
public sealed record ApiProject
{
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    public required Guid WorkspaceId { get; init; }

    public required Guid RootFolderId { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    /// <summary>For those only who were invited to it, and for owners and admins of the account.</summary>
    public required bool IsRestricted { get; init; }

    public required bool IsActive { get; init; }

    /// <summary>The bytes of its files.</summary>
    public long Storage { get; init; }

    public required Actor Owner { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>What of a project is changed; what is null stays.</summary>
public sealed record ProjectChange(string? Name, bool? IsRestricted, bool? IsActive)
{
    public bool IsNone => this is { Name: null, IsRestricted: null, IsActive: null };
}

/// <summary>The port to projects. Every change commits its log entry with it. Lists are sorted by <c>name</c> or <c>created_at</c>, <c>_asc</c> or <c>_desc</c>.</summary>
public interface IProjectStore
{
    /// <summary>The name of every root folder.</summary>
    const string RootName = "root";

    ValueTask<Page<ApiProject>> ListOfAccountAsync(Viewer viewer, PageQuery query, CancellationToken cancellation);

    ValueTask<Page<ApiProject>> ListOfWorkspaceAsync(Viewer viewer, Guid workspaceId, PageQuery query, CancellationToken cancellation);

    /// <summary>Those where the subject was invited to the project and has no role on its workspace, as far as the viewer sees them.</summary>
    ValueTask<Page<ApiProject>> ListInvitedAsync(Viewer viewer, string subjectId, PageQuery query, CancellationToken cancellation);

    ValueTask<ApiProject?> FindAsync(Guid id, CancellationToken cancellation);

    /// <summary>Those of the projects that exist, in one statement, in no order: for includes.</summary>
    ValueTask<IReadOnlyList<ApiProject>> FindManyAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellation);

    /// <summary>Adds the project and its root folder; with a role, the owner is invited to it. False when the workspace is gone, or the project there already.</summary>
    Task<bool> AddAsync(ApiProject project, Role? roleOfOwner, ActivityEntry entry, CancellationToken cancellation);

    /// <summary>The project as it stands after; null when it is gone. With a role, who changes it is invited if not yet.</summary>
    Task<ApiProject?> UpdateAsync(Guid id, ProjectChange change, Role? roleOfActor, ActivityEntry entry, CancellationToken cancellation);

    Task<bool> DeleteAsync(Guid id, ActivityEntry entry, CancellationToken cancellation);
}
