// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>The operations on users.</summary>
public sealed partial class UserOperations
{
    private readonly ApiConnection connection;

    internal UserOperations(ApiConnection connection) => this.connection = connection;

    /// <summary>User details: <c>GET /v4/me</c>.</summary>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Inspect details of the user associated with the bearer token. Rate Limits: 100 calls per 1.00 minute(s) per account_user.</remarks>
    public Task<Profile> GetMeAsync(CancellationToken cancellation = default)
    {
        return connection.SendAsync(new ApiRequest("users.show", HttpMethod.Get, "/v4/me"), Profile.Read, cancellation);
    }
}
