using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Door;
using Stagedoor.Frameio.Paging;

namespace Stagedoor.Frameio.Permissions;

/// <summary>A user and the role in the account.</summary>
public sealed record AccountUser(DirectoryUser User, AccountRole Role);

/// <summary>A user and the role that counts at a place: from the account, given there, or given above and inherited.</summary>
public sealed record PlaceUser(DirectoryUser User, Role Role);

/// <summary>The port to who has which role. Lists are sorted by <c>role</c>, <c>name</c> or <c>email</c>, <c>_asc</c> or <c>_desc</c>.</summary>
public interface IRoleStore
{
    ValueTask<Page<AccountUser>> ListAsync(Guid accountId, bool withDeactivated, PageQuery query, CancellationToken cancellation);

    /// <summary>Everybody who may see the place.</summary>
    ValueTask<Page<PlaceUser>> ListAsync(Place place, bool withDeactivated, PageQuery query, CancellationToken cancellation);

    /// <summary>Gives the subject a role on exactly this workspace, project or folder, instead of the one given before. False when the place is gone.</summary>
    Task<bool> GiveAsync(Place place, string subjectId, Role role, ActivityEntry entry, CancellationToken cancellation);

    /// <summary>Takes what was given on exactly this place; false when nothing was.</summary>
    Task<bool> TakeAsync(Place place, string subjectId, ActivityEntry entry, CancellationToken cancellation);
}
