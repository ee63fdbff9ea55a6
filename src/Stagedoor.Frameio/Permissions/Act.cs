namespace Stagedoor.Frameio.Permissions;

/// <summary>On what an act is done.</summary>
public enum Level
{
    Account,
    Workspace,
    Project,

    /// <summary>A folder, file or version stack.</summary>
    Asset,
}

/// <summary>
/// One thing that can be done, as data: on what, in words, and the least role that may. This list is the table of roles and acts; see frameio-v4.md §2 and design §14 for what it follows.
/// </summary>
public sealed record Act(Level Level, string Words, Role Least, AccountRole LeastInAccount = AccountRole.Owner)
{
    // In the account: its own roles count, not those inside.
    public static readonly Act SeeAccountUsers = InAccount("see the users of the account", AccountRole.Member);
    public static readonly Act CreateWorkspace = InAccount("create workspaces", AccountRole.Admin);
    public static readonly Act ReadAuditLog = InAccount("read the audit log", AccountRole.Admin);
    public static readonly Act SeeGroups = InAccount("see groups", AccountRole.Member);
    public static readonly Act ManageGroups = InAccount("manage groups", AccountRole.Admin);
    public static readonly Act SeeFieldDefinitions = InAccount("see metadata fields", AccountRole.Member);
    public static readonly Act ManageFieldDefinitions = InAccount("manage metadata fields", AccountRole.Admin);

    public static readonly Act SeeWorkspace = new(Level.Workspace, "see the workspace", Role.Viewer);
    public static readonly Act SeeWorkspaceUsers = new(Level.Workspace, "see who is in the workspace", Role.Viewer);
    public static readonly Act SeeActions = new(Level.Workspace, "see custom actions", Role.Viewer);
    public static readonly Act CreateProject = new(Level.Workspace, "create projects", Role.FullAccess);
    public static readonly Act UpdateWorkspace = new(Level.Workspace, "change the workspace", Role.WorkspaceAdmin);
    public static readonly Act ManageWorkspaceUsers = new(Level.Workspace, "manage who is in the workspace", Role.WorkspaceAdmin);
    public static readonly Act ManageWebhooks = new(Level.Workspace, "manage webhooks", Role.WorkspaceAdmin);
    public static readonly Act ManageActions = new(Level.Workspace, "manage custom actions", Role.WorkspaceAdmin);
    public static readonly Act DeleteWorkspace = new(Level.Workspace, "delete the workspace", Role.Admin);

    public static readonly Act SeeProject = new(Level.Project, "see the project", Role.Viewer);
    public static readonly Act SeeProjectUsers = new(Level.Project, "see who is on the project", Role.Viewer);
    public static readonly Act SeeCollections = new(Level.Project, "see collections", Role.Viewer);
    public static readonly Act SeeShares = new(Level.Project, "see shares", Role.Editor);
    public static readonly Act ManageShares = new(Level.Project, "manage shares", Role.Editor);
    public static readonly Act UpdateProject = new(Level.Project, "change the project", Role.FullAccess);
    public static readonly Act DeleteProject = new(Level.Project, "delete the project", Role.FullAccess);
    public static readonly Act ManageProjectUsers = new(Level.Project, "manage who is on the project", Role.FullAccess);
    public static readonly Act UpdateMetadata = new(Level.Project, "change metadata", Role.EditOnly);

    public static readonly Act SeeAsset = new(Level.Asset, "see this", Role.Viewer);
    public static readonly Act SeeFolderUsers = new(Level.Asset, "see who is on the folder", Role.Viewer);
    public static readonly Act Comment = new(Level.Asset, "comment", Role.Commenter);
    public static readonly Act CompleteComment = new(Level.Asset, "complete comments", Role.Commenter);
    public static readonly Act ManageComments = new(Level.Asset, "change the comments of others", Role.FullAccess);
    public static readonly Act CreateAsset = new(Level.Asset, "add files, folders or version stacks", Role.EditOnly);
    public static readonly Act UpdateAsset = new(Level.Asset, "change this", Role.EditOnly);
    public static readonly Act MoveAsset = new(Level.Asset, "move this", Role.EditOnly);
    public static readonly Act CopyAsset = new(Level.Asset, "copy this", Role.EditOnly);
    public static readonly Act DeleteAsset = new(Level.Asset, "delete this", Role.EditOnly);
    public static readonly Act ManageFolderUsers = new(Level.Asset, "manage who is on the folder", Role.FullAccess);

    private static Act InAccount(string words, AccountRole least) => new(Level.Account, words, Role.Owner, least);
}
