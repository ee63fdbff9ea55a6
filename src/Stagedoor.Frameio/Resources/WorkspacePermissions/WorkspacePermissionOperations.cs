using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Permissions;

namespace Stagedoor.Frameio.Resources.WorkspacePermissions;

/// <summary><c>workspace_user_roles.index</c>, <c>workspace_user_roles.update</c> and <c>workspace_user_roles.delete</c>.</summary>
internal static class WorkspacePermissionOperations
{
    private static readonly PlacePermissions Permissions = new(
        "/accounts/{account_id}/workspaces/{workspace_id}/users", "workspace_id", Act.SeeWorkspaceUsers, Act.ManageWorkspaceUsers, Roles.GivenOnWorkspace, PlacePermissions.UserSorts, ActivityKind.WorkspaceRoleGiven, ActivityKind.WorkspaceRoleTaken);

    public static readonly Operation[] All = [Permissions.List("workspace_user_roles.index"), Permissions.Update("workspace_user_roles.update"), Permissions.Delete("workspace_user_roles.delete")];
}
