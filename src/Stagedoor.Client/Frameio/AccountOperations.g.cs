// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>The operations on accounts.</summary>
public sealed partial class AccountOperations
{
    private readonly ApiConnection connection;

    internal AccountOperations(ApiConnection connection) => this.connection = connection;

    /// <summary>List accounts: <c>GET /v4/accounts</c>.</summary>
    /// <param name="options">What is asked for.</param>
    /// <remarks>List accounts for the current user. Rate Limits: 100 calls per 1.00 minute(s) per account_user.</remarks>
    public FrameioList<Account> List(AccountListOptions? options = null)
    {
        return new(connection, new ApiRequest("accounts.index", HttpMethod.Get, "/v4/accounts").With(options ?? ListOptions.Usual), Account.Read);
    }

    /// <summary>List audit logs: <c>GET /v4/accounts/{account_id}/audit_logs</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="options">What is asked for.</param>
    /// <remarks>List audit logs with filtering capabilities via query params. Rate Limits: 100 calls per 1.00 minute(s) per account_user.</remarks>
    public FrameioList<AuditLog> ListAuditLogs(FrameioId accountId, AuditLogListOptions? options = null)
    {
        return new(connection, new ApiRequest("auditlog.index", HttpMethod.Get, $"/v4/accounts/{accountId.Escaped}/audit_logs") { Version = "4.0" }.With(options ?? ListOptions.Usual), AuditLog.Read);
    }
}
