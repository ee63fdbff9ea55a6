// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>The operations on workspaces.</summary>
public sealed partial class WorkspaceOperations
{
    private readonly ApiConnection connection;

    internal WorkspaceOperations(ApiConnection connection) => this.connection = connection;

    /// <summary>List workspaces: <c>GET /v4/accounts/{account_id}/workspaces</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="options">What is asked for.</param>
    /// <remarks>List workspaces for a given account. Rate Limits: 100 calls per 1.00 minute(s) per account_user.</remarks>
    public FrameioList<Workspace> List(FrameioId accountId, WorkspaceListOptions? options = null)
    {
        return new(connection, new ApiRequest("workspaces.index", HttpMethod.Get, $"/v4/accounts/{accountId.Escaped}/workspaces").With(options ?? ListOptions.Usual), Workspace.Read);
    }

    /// <summary>Create workspace: <c>POST /v4/accounts/{account_id}/workspaces</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="name">Workspace Name.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Create workspace from an account. Rate Limits: 10 calls per 1.00 minute(s) per account_user.</remarks>
    public Task<Workspace> CreateAsync(FrameioId accountId, string name, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        var request = new ApiRequest("workspaces.create", HttpMethod.Post, $"/v4/accounts/{accountId.Escaped}/workspaces").WithData(writer =>
        {
            writer.WriteStartObject();
            writer.Member("name", name);
            writer.WriteEndObject();
        });
        return connection.SendAsync(request, Workspace.Read, cancellation);
    }

    /// <summary>Delete workspace: <c>DELETE /v4/accounts/{account_id}/workspaces/{workspace_id}</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="workspaceId">The id of the workspace.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Delete workspace from account. Rate Limits: 60 calls per 1.00 minute(s) per account_user.</remarks>
    public Task DeleteAsync(FrameioId accountId, FrameioId workspaceId, CancellationToken cancellation = default)
    {
        return connection.SendAsync(new ApiRequest("workspaces.delete", HttpMethod.Delete, $"/v4/accounts/{accountId.Escaped}/workspaces/{workspaceId.Escaped}"), cancellation);
    }

    /// <summary>Show workspace: <c>GET /v4/accounts/{account_id}/workspaces/{workspace_id}</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="workspaceId">The id of the workspace.</param>
    /// <param name="include">What the answer shall include.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Show workspace details. Rate Limits: 100 calls per 1.00 minute(s) per account_user.</remarks>
    public Task<Workspace> GetAsync(FrameioId accountId, FrameioId workspaceId, WorkspaceIncludes include = WorkspaceIncludes.None, CancellationToken cancellation = default)
    {
        var query = new ApiQuery();
        query.Add("include", include.Text());
        return connection.SendAsync(new ApiRequest("workspaces.show", HttpMethod.Get, $"/v4/accounts/{accountId.Escaped}/workspaces/{workspaceId.Escaped}").With(query), Workspace.Read, cancellation);
    }

    /// <summary>Update workspace: <c>PATCH /v4/accounts/{account_id}/workspaces/{workspace_id}</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="workspaceId">The id of the workspace.</param>
    /// <param name="name">Workspace Name.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Update a workspace. Rate Limits: 10 calls per 1.00 minute(s) per account_user.</remarks>
    public Task<Workspace> RenameAsync(FrameioId accountId, FrameioId workspaceId, string name, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        var request = new ApiRequest("workspaces.update", HttpMethod.Patch, $"/v4/accounts/{accountId.Escaped}/workspaces/{workspaceId.Escaped}").WithData(writer =>
        {
            writer.WriteStartObject();
            writer.Member("name", name);
            writer.WriteEndObject();
        });
        return connection.SendAsync(request, Workspace.Read, cancellation);
    }
}
