using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Permissions;

namespace Stagedoor.Frameio.Resources.ProjectPermissions;

/// <summary><c>project_user_roles.index</c>, <c>project_user_roles.update</c> and <c>project_permissions.delete</c>.</summary>
internal static class ProjectPermissionOperations
{
    private static readonly PlacePermissions Permissions = new(
        "/accounts/{account_id}/projects/{project_id}/users", "project_id", Act.SeeProjectUsers, Act.ManageProjectUsers, Roles.Given, PlacePermissions.UserSorts, ActivityKind.ProjectRoleGiven, ActivityKind.ProjectRoleTaken);

    public static readonly Operation[] All = [Permissions.List("project_user_roles.index"), Permissions.Update("project_user_roles.update"), Permissions.Delete("project_permissions.delete")];
}
