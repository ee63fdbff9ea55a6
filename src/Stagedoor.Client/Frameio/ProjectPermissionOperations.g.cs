// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>The operations on project permissions.</summary>
public sealed partial class ProjectPermissionOperations
{
    private readonly ApiConnection connection;

    internal ProjectPermissionOperations(ApiConnection connection) => this.connection = connection;

    /// <summary>List project user roles: <c>GET /v4/accounts/{account_id}/projects/{project_id}/users</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="projectId">The id of the project.</param>
    /// <param name="options">What is asked for.</param>
    /// <remarks>List user roles for a given project. Rate Limits: 100 calls per 1.00 minute(s) per account_user.</remarks>
    public FrameioList<UserRole> List(FrameioId accountId, FrameioId projectId, UserListOptions? options = null)
    {
        return new(connection, new ApiRequest("project_user_roles.index", HttpMethod.Get, $"/v4/accounts/{accountId.Escaped}/projects/{projectId.Escaped}/users").With(options ?? ListOptions.Usual), UserRole.Read);
    }

    /// <summary>Remove a user from a given project: <c>DELETE /v4/accounts/{account_id}/projects/{project_id}/users/{user_id}</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="projectId">The id of the project.</param>
    /// <param name="userId">The id of the user.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Remove a user from a given project. Rate Limits: 60 calls per 1.00 minute(s) per account_user.</remarks>
    public Task RemoveAsync(FrameioId accountId, FrameioId projectId, FrameioId userId, CancellationToken cancellation = default)
    {
        return connection.SendAsync(new ApiRequest("project_permissions.delete", HttpMethod.Delete, $"/v4/accounts/{accountId.Escaped}/projects/{projectId.Escaped}/users/{userId.Escaped}"), cancellation);
    }

    /// <summary>Update user roles for the given project: <c>PATCH /v4/accounts/{account_id}/projects/{project_id}/users/{user_id}</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="projectId">The id of the project.</param>
    /// <param name="userId">The id of the user.</param>
    /// <param name="role">The role.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Update user roles for the given project if the user is already added to the project. If the user is not added to the project, the user will be added with the given role. Rate Limits: 10 calls per 1.00 minute(s) per account_user.</remarks>
    public Task<GivenRole> SetRoleAsync(FrameioId accountId, FrameioId projectId, FrameioId userId, PlaceRole role, CancellationToken cancellation = default)
    {
        var request = new ApiRequest("project_user_roles.update", HttpMethod.Patch, $"/v4/accounts/{accountId.Escaped}/projects/{projectId.Escaped}/users/{userId.Escaped}").WithData(writer =>
        {
            writer.WriteStartObject();
            writer.Member("role", role.ToString());
            writer.WriteEndObject();
        });
        return connection.SendAsync(request, GivenRole.Read, cancellation);
    }
}
