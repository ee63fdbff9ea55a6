using Stagedoor.Server.Organizations;

namespace Stagedoor.Server.Administration;

/// <summary>A project as the consoles show it.</summary>
public sealed record ProjectCard
{
    public required Project Project { get; init; }

    /// <summary>Rises with every change.</summary>
    public required long Version { get; init; }

    /// <summary>A person's or service account user's id; null where a seed made it.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>How many credentials it has.</summary>
    public required int Credentials { get; init; }

    /// <summary>Whether it is a project of the developer who asks.</summary>
    public bool IsOwn { get; init; }
}

/// <summary>How a list of projects is sorted.</summary>
public enum ProjectSort
{
    Name,
    Newest,
}

/// <summary>What came of an attempt to add a project.</summary>
public enum ProjectAddition
{
    Added,
    TooMany,

    /// <summary>Something has its id, or had it once.</summary>
    IdTaken,
}

/// <summary>The port to projects and to whose they are.</summary>
public interface IDeveloperProjects
{
    /// <summary>Makes it, and its maker one of its developers, in one transaction that holds the organization: it has fewer than <paramref name="most"/>.</summary>
    Task<ProjectAddition> AddAsync(Project project, string createdBy, int most, CancellationToken cancellation);

    /// <summary>How many an organization has.</summary>
    ValueTask<int> CountAsync(string organizationId, CancellationToken cancellation);

    /// <summary>Whose an id is, or was before it was deleted; null for nobody's.</summary>
    ValueTask<string?> OrganizationOfAsync(string projectId, CancellationToken cancellation);

    /// <summary>Makes somebody a developer of it.</summary>
    Task AddDeveloperAsync(string projectId, string personId, CancellationToken cancellation);

    /// <summary>A project of the organization that is not deleted; <see cref="ProjectCard.IsOwn"/> says whether it is <paramref name="personId"/>'s.</summary>
    ValueTask<ProjectCard?> FindAsync(string organizationId, string projectId, string personId, CancellationToken cancellation);

    /// <summary>Those of an organization; with <paramref name="onlyOf"/> those of one developer.</summary>
    ValueTask<IReadOnlyList<ProjectCard>> ListAsync(string organizationId, string? onlyOf, ProjectSort sort, Place? after, int count, CancellationToken cancellation);

    /// <summary>One conditional statement: nothing is renamed when the version is not <paramref name="version"/>, where one is given. Null then, and when there is no such project; else the old name.</summary>
    Task<string?> RenameAsync(string organizationId, string projectId, long? version, string name, CancellationToken cancellation);

    /// <summary>One conditional statement: nothing is deleted while a credential of it is there, nor at another version.</summary>
    Task<bool> DeleteAsync(string organizationId, string projectId, long? version, DateTimeOffset now, CancellationToken cancellation);
}
