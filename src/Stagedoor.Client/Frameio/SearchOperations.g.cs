// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>The operations on search.</summary>
public sealed partial class SearchOperations
{
    private readonly ApiConnection connection;

    internal SearchOperations(ApiConnection connection) => this.connection = connection;

    /// <summary>Search account: <c>POST /v4/accounts/{account_id}/search</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="query">What to send.</param>
    /// <param name="options">What is asked for.</param>
    /// <remarks>Search across assets, folders, and projects within an account. Rate Limits: 100 calls per 1.00 minute(s) per account_user.</remarks>
    public FrameioList<SearchResult> Find(FrameioId accountId, SearchQuery query, ListOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(query);
        return new(connection, new ApiRequest("search.search", HttpMethod.Post, $"/v4/accounts/{accountId.Escaped}/search").With(options ?? ListOptions.Usual).WithBody(query.Write), SearchResult.Read);
    }
}
