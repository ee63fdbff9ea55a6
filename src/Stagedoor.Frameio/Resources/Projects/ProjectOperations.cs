namespace Stagedoor.Frameio.Resources.Projects;

internal static class ProjectOperations
{
    public static readonly Operation[] All =
    [
        ListProjects.OfAccount, ListProjects.OfWorkspace, ListProjects.Invited, CreateProject.Operation, ShowProject.Operation, UpdateProject.Operation, DeleteProject.Operation,
    ];
}
