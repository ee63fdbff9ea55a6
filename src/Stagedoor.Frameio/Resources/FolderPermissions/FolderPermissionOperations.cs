using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Permissions;

namespace Stagedoor.Frameio.Resources.FolderPermissions;

/// <summary><c>folder_user_roles.index</c>, <c>folder_user_roles.update</c> and <c>folder_permissions.delete</c>.</summary>
internal static class FolderPermissionOperations
{
    private static readonly PlacePermissions Permissions = new(
        "/accounts/{account_id}/folders/{folder_id}/users", "folder_id", Act.SeeFolderUsers, Act.ManageFolderUsers, Roles.Given, [], ActivityKind.FolderRoleGiven, ActivityKind.FolderRoleTaken);

    public static readonly Operation[] All = [Permissions.List("folder_user_roles.index"), Permissions.Update("folder_user_roles.update"), Permissions.Delete("folder_permissions.delete")];
}
