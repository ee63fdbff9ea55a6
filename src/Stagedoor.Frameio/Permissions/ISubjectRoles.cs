namespace Stagedoor.Frameio.Permissions;

/// <summary>A role that a subject was given on one place. <paramref name="Within"/> names what the place is in: a project's workspace, a folder's project.</summary>
public sealed record GivenRole(Level Level, Guid ResourceId, string Name, string? Within, Role Role);

/// <summary>A workspace or project on which somebody may give roles.</summary>
public sealed record GivingPlace(Level Level, Guid Id, string Name, string? Within);

/// <summary>The port to the roles of one subject, seen from the subject's side.</summary>
public interface ISubjectRoles
{
    /// <summary>Those that the viewer may know of, by name; after the name and id of the last one of the page before.</summary>
    ValueTask<IReadOnlyList<GivenRole>> OfAsync(Viewer viewer, string subjectId, (string Name, Guid Id)? after, int most, CancellationToken cancellation);

    /// <summary>The workspaces and projects on which the viewer may give roles and whose name holds a text, by name.</summary>
    ValueTask<IReadOnlyList<GivingPlace>> PlacesAsync(Viewer viewer, string text, int most, CancellationToken cancellation);
}
