namespace Stagedoor.Frameio.Permissions;

/// <summary>What was given directly to one subject on the way from a workspace down to a place: the folder's is the one nearest to it.</summary>
public sealed record Given(Role? Workspace, Role? Project, Role? Folder);

/// <summary>A place in an account: a workspace, a project, or an asset in one, as stored, with what was given there.</summary>
public sealed record Place
{
    public required Guid AccountId { get; init; }

    public required Guid WorkspaceId { get; init; }

    public Guid? ProjectId { get; init; }

    /// <summary>Whether the project is for those only who were invited to it.</summary>
    public bool IsRestricted { get; init; }

    public AssetPlace? Asset { get; init; }

    /// <summary>The name of the workspace, project or asset.</summary>
    public required string Name { get; init; }

    public required Given Given { get; init; }

    /// <summary>What the place is.</summary>
    public Level Level => Asset is not null ? Level.Asset : ProjectId is not null ? Level.Project : Level.Workspace;

    /// <summary>The id of the workspace, project or asset.</summary>
    public Guid Id => Asset?.Id ?? ProjectId ?? WorkspaceId;

    /// <summary>What was given to the service account that acts for the caller.</summary>
    public required Given GivenToActing { get; init; }

    /// <summary>The caller's role here, and never more than the acting service account's. Set by <see cref="Access"/>.</summary>
    public Role Role { get; init; }
}

/// <summary>An asset's place in its tree.</summary>
public sealed record AssetPlace(Guid Id, string Type, Guid? ParentId)
{
    public const string File = "file", Folder = "folder", VersionStack = "version_stack";

    /// <summary>A project's root folder has no parent.</summary>
    public bool IsRoot => ParentId is null;
}
