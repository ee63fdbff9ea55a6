// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>The operations on collections.</summary>
public sealed partial class CollectionOperations
{
    private readonly ApiConnection connection;

    internal CollectionOperations(ApiConnection connection) => this.connection = connection;

    /// <summary>Show collection: <c>GET /v4/accounts/{account_id}/collections/{collection_id}</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="collectionId">The id of the collection.</param>
    /// <param name="include">What the answer shall include.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Show collection details. Rate Limits: 100 calls per 1.00 minute(s) per account_user.</remarks>
    public Task<Collection> GetAsync(FrameioId accountId, FrameioId collectionId, CollectionIncludes include = CollectionIncludes.None, CancellationToken cancellation = default)
    {
        var query = new ApiQuery();
        query.Add("include", include.Text());
        return connection.SendAsync(new ApiRequest("collections.show", HttpMethod.Get, $"/v4/accounts/{accountId.Escaped}/collections/{collectionId.Escaped}").With(query), Collection.Read, cancellation);
    }

    /// <summary>List collections: <c>GET /v4/accounts/{account_id}/projects/{project_id}/collections</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="projectId">The id of the project.</param>
    /// <param name="options">What is asked for.</param>
    /// <remarks>List collections for a project. Rate Limits: 100 calls per 1.00 minute(s) per account_user.</remarks>
    public FrameioList<Collection> List(FrameioId accountId, FrameioId projectId, CollectionListOptions? options = null)
    {
        return new(connection, new ApiRequest("collections.index", HttpMethod.Get, $"/v4/accounts/{accountId.Escaped}/projects/{projectId.Escaped}/collections").With(options ?? ListOptions.Usual), Collection.Read);
    }
}
