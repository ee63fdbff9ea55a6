using Stagedoor.Server.Administration;
using Stagedoor.Server.Consoles;

namespace Stagedoor.Server.Developer.Projects;

/// <summary>The projects of an organization, or a developer's own.</summary>
public sealed record ProjectsView : ConsoleView
{
    public required IReadOnlyList<ProjectCard> Projects { get; init; }
    public required ProjectSort Sort { get; init; }

    /// <summary>The cursor of the next page.</summary>
    public string? Next { get; init; }
    public bool IsFirst { get; init; } = true;

    /// <summary>Whether this is everything of the organization, or one's own.</summary>
    public bool IsAll => Visit.Administrator.Has(Standing.SystemAdministrator);
}

/// <summary>A name to be given, to a project that is there or is to be.</summary>
public sealed record ProjectFormView : ConsoleView
{
    /// <summary>Null for one that is to be made.</summary>
    public ProjectCard? Project { get; init; }
    public string Name { get; init; } = "";
}

/// <summary>What was done to a project, a page of it.</summary>
public sealed record ActivityView : ConsoleView
{
    public required ProjectActivity Activity { get; init; }
    public bool IsFirst { get; init; } = true;
}

/// <summary>One project.</summary>
public sealed record ProjectView : ConsoleView
{
    public required ProjectCard Project { get; init; }

    /// <summary>By name: a project has few.</summary>
    public required IReadOnlyList<CredentialCard> Credentials { get; init; }
}
