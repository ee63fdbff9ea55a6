using Stagedoor.Frameio.Door;

namespace Stagedoor.Frameio.Permissions;

/// <summary>
/// Whose eyes a list is for. A list shows what every subject named here may see; one who sees everything in the account, because of the account role, is not named. None named: everything.
/// </summary>
public sealed record Viewer(Guid AccountId, string? Subject, string? Acting)
{
    public bool SeesAll => Subject is null && Acting is null;

    /// <summary>The only one, or the first of two, to whom visibility is bound; with the second the list shows what both see.</summary>
    public string First => Subject ?? Acting ?? "";

    public string Second => Subject is null ? "" : Acting ?? "";

    internal static Viewer Of(Actor actor, AccountStanding standing) => new(
        standing.AccountId,
        standing.Role < AccountRole.Admin ? actor.SubjectId : null,
        standing.ActingRole < AccountRole.Admin ? actor.ActingId : null);
}
