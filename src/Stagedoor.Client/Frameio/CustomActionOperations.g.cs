// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>The operations on custom actions.</summary>
public sealed partial class CustomActionOperations
{
    private readonly ApiConnection connection;

    internal CustomActionOperations(ApiConnection connection) => this.connection = connection;

    /// <summary>Delete custom action: <c>DELETE /v4/accounts/{account_id}/actions/{action_id}</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="actionId">The id of the action.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Delete a custom action. Rate Limits: 60 calls per 1.00 minute(s) per account_user.</remarks>
    public Task DeleteAsync(FrameioId accountId, FrameioId actionId, CancellationToken cancellation = default)
    {
        return connection.SendAsync(new ApiRequest("actions.delete", HttpMethod.Delete, $"/v4/accounts/{accountId.Escaped}/actions/{actionId.Escaped}"), cancellation);
    }

    /// <summary>Show custom action details: <c>GET /v4/accounts/{account_id}/actions/{action_id}</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="actionId">The id of the action.</param>
    /// <param name="include">What the answer shall include.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Show custom action details. Rate Limits: 100 calls per 1.00 minute(s) per account_user.</remarks>
    public Task<CustomAction> GetAsync(FrameioId accountId, FrameioId actionId, CustomActionIncludes include = CustomActionIncludes.None, CancellationToken cancellation = default)
    {
        var query = new ApiQuery();
        query.Add("include", include.Text());
        return connection.SendAsync(new ApiRequest("actions.show", HttpMethod.Get, $"/v4/accounts/{accountId.Escaped}/actions/{actionId.Escaped}").With(query), CustomAction.Read, cancellation);
    }

    /// <summary>Update custom action: <c>PATCH /v4/accounts/{account_id}/actions/{action_id}</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="actionId">The id of the action.</param>
    /// <param name="change">What to change.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Update custom action details. Rate Limits: 10 calls per 1.00 minute(s) per account_user.</remarks>
    public Task<CustomAction> UpdateAsync(FrameioId accountId, FrameioId actionId, CustomActionUpdate change, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        return connection.SendAsync(new ApiRequest("actions.update", HttpMethod.Patch, $"/v4/accounts/{accountId.Escaped}/actions/{actionId.Escaped}").WithData(change.Write), CustomAction.Read, cancellation);
    }

    /// <summary>List actions: <c>GET /v4/accounts/{account_id}/workspaces/{workspace_id}/actions</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="workspaceId">The id of the workspace.</param>
    /// <param name="options">What is asked for.</param>
    /// <remarks>List actions in a given workspace. Rate Limits: 100 calls per 1.00 minute(s) per account_user.</remarks>
    public FrameioList<CustomAction> List(FrameioId accountId, FrameioId workspaceId, CustomActionListOptions? options = null)
    {
        return new(connection, new ApiRequest("actions.index", HttpMethod.Get, $"/v4/accounts/{accountId.Escaped}/workspaces/{workspaceId.Escaped}/actions").With(options ?? ListOptions.Usual), CustomAction.Read);
    }

    /// <summary>Create custom action: <c>POST /v4/accounts/{account_id}/workspaces/{workspace_id}/actions</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="workspaceId">The id of the workspace.</param>
    /// <param name="customAction">What to send.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Create a custom action in a workspace. Rate Limits: 10 calls per 1.00 minute(s) per account_user.</remarks>
    public Task<CustomAction> CreateAsync(FrameioId accountId, FrameioId workspaceId, NewCustomAction customAction, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(customAction);
        return connection.SendAsync(new ApiRequest("actions.create", HttpMethod.Post, $"/v4/accounts/{accountId.Escaped}/workspaces/{workspaceId.Escaped}/actions").WithData(customAction.Write), CustomAction.Read, cancellation);
    }
}
