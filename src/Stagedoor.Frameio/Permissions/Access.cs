using Stagedoor.Frameio.Door;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Permissions;

/// <summary>
/// Who may do what: the one place that answers. Owners and admins of the account may everything in it. Else the role that was given nearest counts: on the folder or one above it, on the
/// project, on the workspace (not in a restricted project). Who has none is told that nothing is there (404), who has too little that it is forbidden (403). Who acts for another may only
/// what both may (design §6).
/// </summary>
internal sealed class Access(IPermissionStore store)
{
    private const string AdobePrefix = "adobe:";

    /// <summary>Where the caller stands in an account, named by its UUID or by <c>adobe:</c> and its organization's id; null for a stranger.</summary>
    public async ValueTask<AccountStanding?> StandingAsync(Actor actor, string? account, CancellationToken cancellation)
    {
        var id = Ids.Read(account);
        var organization = id is null && account?.StartsWith(AdobePrefix, StringComparison.Ordinal) == true ? account[AdobePrefix.Length..] : null;
        if (id is null && organization is null) return null;
        if (await store.MembershipAsync(actor.SubjectId, id, organization, cancellation) is not { } membership) return null;
        var acting = actor.ActingId is null ? null : await store.MembershipAsync(actor.ActingId, membership.AccountId, null, cancellation);
        if (actor.ActingId is not null && (acting is null || !await store.LetsActAsync(actor, cancellation))) return null;
        return new()
        {
            AccountId = membership.AccountId,
            OrganizationId = membership.OrganizationId,
            Role = membership.Role,
            ActingRole = acting?.Role,
            MissingProfiles = membership.MissingProfiles ?? acting?.MissingProfiles,
        };
    }

    /// <summary>Why nothing in the account is open to the caller; null when it is.</summary>
    public static ApiError? Refusal(AccountStanding? standing) => standing switch
    {
        null => ApiError.NotFound,
        { MissingProfiles: { } missing } => ApiError.Forbidden(WhatIsMissing(missing)),
        _ => null,
    };

    /// <summary>Whether the account role is enough for something in the account itself.</summary>
    public static ApiError? In(AccountStanding standing, Act act) =>
        standing.Least >= act.LeastInAccount ? null : Forbidden(act, act.LeastInAccount.Text());

    public async ValueTask<Outcome<Place>> AtAsync(Actor actor, AccountStanding standing, Act act, Guid id, CancellationToken cancellation)
    {
        var found = act.Level switch
        {
            Level.Workspace => await store.FindWorkspaceAsync(actor, standing.AccountId, id, cancellation),
            Level.Project => await store.FindProjectAsync(actor, standing.AccountId, id, cancellation),
            Level.Asset => (await store.FindAssetsAsync(actor, standing.AccountId, [id], cancellation)).SingleOrDefault(),
            _ => throw new ArgumentException("an act in the account has no place", nameof(act)),
        };
        return Judge(standing, act, found);
    }

    /// <summary>Those of the assets where the caller may do this, by id; the others are left out.</summary>
    public async ValueTask<IReadOnlyDictionary<Guid, Place>> AtManyAsync(Actor actor, AccountStanding standing, Act act, IReadOnlyCollection<Guid> ids, CancellationToken cancellation)
    {
        var places = new Dictionary<Guid, Place>(ids.Count);
        foreach (var found in await store.FindAssetsAsync(actor, standing.AccountId, ids, cancellation))
        {
            if (!Judge(standing, act, found).Failed(out _, out var place)) places[place.Asset!.Id] = place;
        }

        return places;
    }

    /// <summary>Why the caller may not do this to a folder with all that is below it, because less was given somewhere below; null when there is no such place.</summary>
    public async ValueTask<ApiError?> BelowAsync(Actor actor, AccountStanding standing, Act act, Place folder, CancellationToken cancellation)
    {
        var viewer = Viewer.Of(actor, standing);
        if (viewer.SeesAll || (await store.GivenBelowAsync(viewer, folder.Id, cancellation)).All(role => role >= act.Least)) return null;
        return ApiError.Forbidden($"You may not {act.Words}: on a folder below it your role is lower than {act.Least.Text()}");
    }

    /// <summary>Why the caller may not change what a user may at a place: what was given to that user there, or above, is more than the caller has. Null when it is not.</summary>
    public async ValueTask<ApiError?> AboveAsync(string subjectId, Place place, CancellationToken cancellation)
    {
        var theirs = new Actor(subjectId, null);
        var found = place.Level switch
        {
            Level.Workspace => await store.FindWorkspaceAsync(theirs, place.AccountId, place.Id, cancellation),
            Level.Project => await store.FindProjectAsync(theirs, place.AccountId, place.Id, cancellation),
            _ => (await store.FindAssetsAsync(theirs, place.AccountId, [place.Id], cancellation)).SingleOrDefault(),
        };
        return found is not null && RoleOf(AccountRole.Member, found.Given, found.IsRestricted) > place.Role ? ApiError.Forbidden("You may not change the role of somebody whose role is above yours") : null;
    }

    private static string WhatIsMissing(IReadOnlyList<string> profiles) => profiles.Count == 0
        ? "This credential has no product profile for the Frame.io API, and its organization has none: a system administrator can create one and assign it"
        : $"This credential has no product profile for the Frame.io API: a system administrator of its organization can assign {string.Join(" or ", profiles.Select(name => $"\"{name}\""))} to it";

    private static Outcome<Place> Judge(AccountStanding standing, Act act, Place? found)
    {
        if (found is null || RoleAt(standing, found) is not { } role) return ApiError.NotFound;
        return role >= act.Least ? found with { Role = role } : Forbidden(act, act.Least.Text());
    }

    private static Role? RoleAt(AccountStanding standing, Place place)
    {
        var own = RoleOf(standing.Role, place.Given, place.IsRestricted);
        if (own is null || standing.ActingRole is not { } acting) return own;
        return RoleOf(acting, place.GivenToActing, place.IsRestricted) is { } other ? (Role)Math.Min((int)own, (int)other) : null;
    }

    private static Role? RoleOf(AccountRole account, Given given, bool isRestricted) => account switch
    {
        AccountRole.Owner => Role.Owner,
        AccountRole.Admin => Role.Admin,
        _ => given.Folder ?? given.Project ?? (isRestricted ? null : given.Workspace),
    };

    private static ApiError Forbidden(Act act, string least) => ApiError.Forbidden($"You may not {act.Words}: that needs the role {least} or a higher one");
}
