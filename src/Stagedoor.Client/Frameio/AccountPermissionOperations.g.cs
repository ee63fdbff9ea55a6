// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>The operations on account permissions.</summary>
public sealed partial class AccountPermissionOperations
{
    private readonly ApiConnection connection;

    internal AccountPermissionOperations(ApiConnection connection) => this.connection = connection;

    /// <summary>List account user roles: <c>GET /v4/accounts/{account_id}/users</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="options">What is asked for.</param>
    /// <remarks>List user roles for a given account. Rate Limits: 100 calls per 1.00 minute(s) per account_user.</remarks>
    public FrameioList<AccountUserRole> List(FrameioId accountId, UserListOptions? options = null)
    {
        return new(connection, new ApiRequest("account_user_roles.index", HttpMethod.Get, $"/v4/accounts/{accountId.Escaped}/users").With(options ?? ListOptions.Usual), AccountUserRole.Read);
    }
}
