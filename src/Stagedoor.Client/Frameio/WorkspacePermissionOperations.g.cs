// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>The operations on workspace permissions.</summary>
public sealed partial class WorkspacePermissionOperations
{
    private readonly ApiConnection connection;

    internal WorkspacePermissionOperations(ApiConnection connection) => this.connection = connection;

    /// <summary>List workspace user roles: <c>GET /v4/accounts/{account_id}/workspaces/{workspace_id}/users</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="workspaceId">The id of the workspace.</param>
    /// <param name="options">What is asked for.</param>
    /// <remarks>List user roles for a given workspace. Rate Limits: 100 calls per 1.00 minute(s) per account_user.</remarks>
    public FrameioList<UserRole> List(FrameioId accountId, FrameioId workspaceId, UserListOptions? options = null)
    {
        return new(connection, new ApiRequest("workspace_user_roles.index", HttpMethod.Get, $"/v4/accounts/{accountId.Escaped}/workspaces/{workspaceId.Escaped}/users").With(options ?? ListOptions.Usual), UserRole.Read);
    }

    /// <summary>Remove a user from a given workspace: <c>DELETE /v4/accounts/{account_id}/workspaces/{workspace_id}/users/{user_id}</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="workspaceId">The id of the workspace.</param>
    /// <param name="userId">The id of the user.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Remove a user from a given workspace. Rate Limits: 60 calls per 1.00 minute(s) per account_user.</remarks>
    public Task RemoveAsync(FrameioId accountId, FrameioId workspaceId, FrameioId userId, CancellationToken cancellation = default)
    {
        return connection.SendAsync(new ApiRequest("workspace_user_roles.delete", HttpMethod.Delete, $"/v4/accounts/{accountId.Escaped}/workspaces/{workspaceId.Escaped}/users/{userId.Escaped}"), cancellation);
    }

    /// <summary>Update user roles for the given workspace: <c>PATCH /v4/accounts/{account_id}/workspaces/{workspace_id}/users/{user_id}</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="workspaceId">The id of the workspace.</param>
    /// <param name="userId">The id of the user.</param>
    /// <param name="role">The role.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Update user roles for the given workspace if the user is already added to the workspace. If the user is not added to the workspace, the user will be added with the given role. Rate Limits: 10 calls per 1.00 minute(s) per account_user.</remarks>
    public Task<GivenRole> SetRoleAsync(FrameioId accountId, FrameioId workspaceId, FrameioId userId, PlaceRole role, CancellationToken cancellation = default)
    {
        var request = new ApiRequest("workspace_user_roles.update", HttpMethod.Patch, $"/v4/accounts/{accountId.Escaped}/workspaces/{workspaceId.Escaped}/users/{userId.Escaped}").WithData(writer =>
        {
            writer.WriteStartObject();
            writer.Member("role", role.ToString());
            writer.WriteEndObject();
        });
        return connection.SendAsync(request, GivenRole.Read, cancellation);
    }
}
