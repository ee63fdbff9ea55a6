using Stagedoor.Frameio.Door;

namespace Stagedoor.Frameio.Permissions;

/// <summary>The port to memberships, places and the roles given on them. What is deleted is not found.</summary>
public interface IPermissionStore
{
    /// <summary>The membership of a person or service account in an account named by its id or its organization's; null for a stranger and for one who is disabled.</summary>
    ValueTask<AccountMembership?> MembershipAsync(string subjectId, Guid? accountId, string? organizationId, CancellationToken cancellation);

    /// <summary>Whether the person lets the service account act, at this moment and by the very grant that the actor names: one that was withdrawn does not come back with another yes.</summary>
    ValueTask<bool> LetsActAsync(Actor actor, CancellationToken cancellation);

    ValueTask<Place?> FindWorkspaceAsync(Actor actor, Guid accountId, Guid id, CancellationToken cancellation);

    ValueTask<Place?> FindProjectAsync(Actor actor, Guid accountId, Guid id, CancellationToken cancellation);

    /// <summary>Those of the assets that exist in the account, in one statement, in no order.</summary>
    ValueTask<IReadOnlyList<Place>> FindAssetsAsync(Actor actor, Guid accountId, IReadOnlyCollection<Guid> ids, CancellationToken cancellation);

    /// <summary>What was given to those to whom visibility is bound on folders below one, however deep: each role once.</summary>
    ValueTask<IReadOnlyList<Role>> GivenBelowAsync(Viewer viewer, Guid folderId, CancellationToken cancellation);
}
