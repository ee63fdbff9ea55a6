namespace Stagedoor.Frameio.Resources.Workspaces;

internal static class WorkspaceOperations
{
    public static readonly Operation[] All = [ListWorkspaces.Operation, CreateWorkspace.Operation, ShowWorkspace.Operation, UpdateWorkspace.Operation, DeleteWorkspace.Operation];
}
