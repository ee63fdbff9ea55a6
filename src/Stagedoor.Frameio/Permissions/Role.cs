namespace Stagedoor.Frameio.Permissions;

/// <summary>What a user is in an account; each may do more than the one before it.</summary>
public enum AccountRole
{
    /// <summary>Share links only.</summary>
    Reviewer,
    Member,
    Admin,
    Owner,
}

/// <summary>What a user is on a workspace, project or folder; each may do more than the one before it. The last two come from the account and are never given.</summary>
public enum Role
{
    Viewer,
    Commenter,
    EditOnly,
    Editor,
    FullAccess,
    WorkspaceAdmin,
    Admin,
    Owner,
}

/// <summary>Roles as the contract writes them.</summary>
public static class Roles
{
    private static readonly string[] Names = ["viewer", "commenter", "edit_only", "editor", "full_access", "workspace_admin", "admin", "owner"];
    private static readonly string[] AccountNames = ["reviewer", "member", "admin", "owner"];

    /// <summary>What may be given on a project or a folder.</summary>
    public static readonly IReadOnlyList<string> Given = ["full_access", "editor", "edit_only", "commenter", "viewer"];

    /// <summary>What may be given on a workspace.</summary>
    public static readonly IReadOnlyList<string> GivenOnWorkspace = ["workspace_admin", .. Given];

    public static string Text(this Role role) => Names[(int)role];

    public static string Text(this AccountRole role) => AccountNames[(int)role];

    public static Role? Read(string? name) => name is not null && Array.IndexOf(Names, name) is >= 0 and var at ? (Role)at : null;

    public static AccountRole? ReadAccount(string? name) => name is not null && Array.IndexOf(AccountNames, name) is >= 0 and var at ? (AccountRole)at : null;
}
