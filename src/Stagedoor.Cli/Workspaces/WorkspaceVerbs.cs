namespace Stagedoor.Cli.Workspaces;

/// <summary><c>stagedoor workspaces …</c>.</summary>
internal static class WorkspaceVerbs
{
    public static VerbGroup Group => new("workspaces", "The workspaces of an account.", new ListWorkspaces());
}
