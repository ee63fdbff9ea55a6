// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>The operations on groups.</summary>
public sealed partial class GroupOperations
{
    private readonly ApiConnection connection;

    internal GroupOperations(ApiConnection connection) => this.connection = connection;

    /// <summary>List groups: <c>GET /v4/accounts/{account_id}/groups</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="options">What is asked for.</param>
    /// <remarks>List groups in account. Rate Limits: 100 calls per 1.00 minute(s) per account_user.</remarks>
    public FrameioList<Group> List(FrameioId accountId, GroupListOptions? options = null)
    {
        return new(connection, new ApiRequest("groups.index", HttpMethod.Get, $"/v4/accounts/{accountId.Escaped}/groups").With(options ?? ListOptions.Usual), Group.Read);
    }

    /// <summary>Create group: <c>POST /v4/accounts/{account_id}/groups</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="group">What to send.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Create group for the current account. Rate Limits: 10 calls per 1.00 minute(s) per account_user.</remarks>
    public Task<Group> CreateAsync(FrameioId accountId, NewGroup group, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(group);
        return connection.SendAsync(new ApiRequest("groups.create", HttpMethod.Post, $"/v4/accounts/{accountId.Escaped}/groups").WithData(group.Write), Group.Read, cancellation);
    }

    /// <summary>Show group: <c>GET /v4/accounts/{account_id}/groups/{group_id}</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="groupId">The id of the group.</param>
    /// <param name="include">What the answer shall include.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Show group details. Rate Limits: 100 calls per 1.00 minute(s) per account_user.</remarks>
    public Task<Group> GetAsync(FrameioId accountId, FrameioId groupId, GroupIncludes include = GroupIncludes.None, CancellationToken cancellation = default)
    {
        var query = new ApiQuery();
        query.Add("include", include.Text());
        return connection.SendAsync(new ApiRequest("groups.show", HttpMethod.Get, $"/v4/accounts/{accountId.Escaped}/groups/{groupId.Escaped}").With(query), Group.Read, cancellation);
    }

    /// <summary>Update group: <c>PATCH /v4/accounts/{account_id}/groups/{group_id}</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="groupId">The id of the group.</param>
    /// <param name="change">What to change.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Update group details. Rate Limits: 10 calls per 1.00 minute(s) per account_user.</remarks>
    public Task<Group> UpdateAsync(FrameioId accountId, FrameioId groupId, GroupUpdate change, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        return connection.SendAsync(new ApiRequest("groups.update", HttpMethod.Patch, $"/v4/accounts/{accountId.Escaped}/groups/{groupId.Escaped}").WithData(change.Write), Group.Read, cancellation);
    }
}
