// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>The operations on shares.</summary>
public sealed partial class ShareOperations
{
    private readonly ApiConnection connection;

    internal ShareOperations(ApiConnection connection) => this.connection = connection;

    /// <summary>List shares: <c>GET /v4/accounts/{account_id}/projects/{project_id}/shares</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="projectId">The id of the project.</param>
    /// <param name="options">What is asked for.</param>
    /// <remarks>List shares on a project. Rate Limits: 100 calls per 1.00 minute(s) per account_user.</remarks>
    public FrameioList<Share> List(FrameioId accountId, FrameioId projectId, ShareListOptions? options = null)
    {
        return new(connection, new ApiRequest("shares.index", HttpMethod.Get, $"/v4/accounts/{accountId.Escaped}/projects/{projectId.Escaped}/shares").With(options ?? ListOptions.Usual), Share.Read);
    }

    /// <summary>Create share: <c>POST /v4/accounts/{account_id}/projects/{project_id}/shares</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="projectId">The id of the project.</param>
    /// <param name="share">What to send.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Create share. Rate Limits: 10 calls per 1.00 minute(s) per account_user.</remarks>
    public Task<Share> CreateAsync(FrameioId accountId, FrameioId projectId, NewShare share, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(share);
        return connection.SendAsync(new ApiRequest("shares.create", HttpMethod.Post, $"/v4/accounts/{accountId.Escaped}/projects/{projectId.Escaped}/shares").WithData(share.Write), Share.Read, cancellation);
    }

    /// <summary>Delete share: <c>DELETE /v4/accounts/{account_id}/shares/{share_id}</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="shareId">The id of the share.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Delete a share. Rate Limits: 60 calls per 1.00 minute(s) per account_user.</remarks>
    public Task DeleteAsync(FrameioId accountId, FrameioId shareId, CancellationToken cancellation = default)
    {
        return connection.SendAsync(new ApiRequest("shares.delete", HttpMethod.Delete, $"/v4/accounts/{accountId.Escaped}/shares/{shareId.Escaped}"), cancellation);
    }

    /// <summary>Show Share: <c>GET /v4/accounts/{account_id}/shares/{share_id}</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="shareId">The id of the share.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Show a single Share. Rate Limits: 100 calls per 1.00 minute(s) per account_user.</remarks>
    public Task<Share> GetAsync(FrameioId accountId, FrameioId shareId, CancellationToken cancellation = default)
    {
        return connection.SendAsync(new ApiRequest("shares.show", HttpMethod.Get, $"/v4/accounts/{accountId.Escaped}/shares/{shareId.Escaped}"), Share.Read, cancellation);
    }

    /// <summary>Update share: <c>PATCH /v4/accounts/{account_id}/shares/{share_id}</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="shareId">The id of the share.</param>
    /// <param name="change">What to change.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Update share. Rate Limits: 10 calls per 1.00 minute(s) per account_user.</remarks>
    public Task<Share> UpdateAsync(FrameioId accountId, FrameioId shareId, ShareUpdate change, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        return connection.SendAsync(new ApiRequest("shares.update", HttpMethod.Patch, $"/v4/accounts/{accountId.Escaped}/shares/{shareId.Escaped}").WithData(change.Write), Share.Read, cancellation);
    }

    /// <summary>Add new asset to share: <c>POST /v4/accounts/{account_id}/shares/{share_id}/assets</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="shareId">The id of the share.</param>
    /// <param name="assetId">ID for asset to be added.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Add new asset share. Rate Limits: 10 calls per 1.00 minute(s) per account_user.</remarks>
    public Task<Share> AddAssetAsync(FrameioId accountId, FrameioId shareId, FrameioId assetId, CancellationToken cancellation = default)
    {
        var request = new ApiRequest("shares.add_asset", HttpMethod.Post, $"/v4/accounts/{accountId.Escaped}/shares/{shareId.Escaped}/assets").WithData(writer =>
        {
            writer.WriteStartObject();
            writer.Member("asset_id", assetId);
            writer.WriteEndObject();
        });
        return connection.SendAsync(request, Share.Read, cancellation);
    }

    /// <summary>Remove asset from share: <c>DELETE /v4/accounts/{account_id}/shares/{share_id}/assets/{asset_id}</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="shareId">The id of the share.</param>
    /// <param name="assetId">The id of the asset.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Remove an asset currently in the share from that share. Rate Limits: 10 calls per 1.00 minute(s) per account_user.</remarks>
    public Task<Share> RemoveAssetAsync(FrameioId accountId, FrameioId shareId, FrameioId assetId, CancellationToken cancellation = default)
    {
        return connection.SendAsync(new ApiRequest("shares.remove_asset", HttpMethod.Delete, $"/v4/accounts/{accountId.Escaped}/shares/{shareId.Escaped}/assets/{assetId.Escaped}"), Share.Read, cancellation);
    }

    /// <summary>Removes reviewers from secure share: <c>DELETE /v4/accounts/{account_id}/shares/{share_id}/reviewers</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="shareId">The id of the share.</param>
    /// <param name="reviewers"><c>reviewers</c> of the contract.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Removes reviewers from secure Share by three identifier types: <c>adobe_user_id</c>, <c>email</c>, and <c>user_id</c>. A request can only include one identifier type parameter. Rate Limits: 10 calls per 1.00 minute(s) per account_user.</remarks>
    public Task RemoveReviewersAsync(FrameioId accountId, FrameioId shareId, Reviewers reviewers, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(reviewers);
        var request = new ApiRequest("shares.remove_reviewers", HttpMethod.Delete, $"/v4/accounts/{accountId.Escaped}/shares/{shareId.Escaped}/reviewers").WithData(writer =>
        {
            writer.WriteStartObject();
            writer.Nested("reviewers", reviewers is null ? null : reviewers.Write);
            writer.WriteEndObject();
        });
        return connection.SendAsync(request, cancellation);
    }

    /// <summary>List share reviewers: <c>GET /v4/accounts/{account_id}/shares/{share_id}/reviewers</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="shareId">The id of the share.</param>
    /// <param name="options">What is asked for.</param>
    /// <remarks>List share reviewers. Rate Limits: 10 calls per 1.00 minute(s) per account_user.</remarks>
    public FrameioList<User> ListReviewers(FrameioId accountId, FrameioId shareId, ReviewerListOptions? options = null)
    {
        return new(connection, new ApiRequest("shares.list_reviewers", HttpMethod.Get, $"/v4/accounts/{accountId.Escaped}/shares/{shareId.Escaped}/reviewers").With(options ?? ListOptions.Usual), User.Read);
    }

    /// <summary>Add reviewers to secure share: <c>POST /v4/accounts/{account_id}/shares/{share_id}/reviewers</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="shareId">The id of the share.</param>
    /// <param name="message">Message for notification content.</param>
    /// <param name="reviewers"><c>reviewers</c> of the contract.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Add reviewers to secure share by three identifier types: <c>adobe_user_id</c>, <c>email</c>, and <c>user_id</c>. A request can only include one identifier type parameter. <c>email</c> is the only identifier able to add reviewers to a Share who don't have a Frame account member on the account where the Share belongs. Rate Limits: 10 calls per 1.00 minute(s) per account_user.</remarks>
    public Task AddReviewersAsync(FrameioId accountId, FrameioId shareId, string message, Reviewers reviewers, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(reviewers);
        var request = new ApiRequest("shares.add_reviewers", HttpMethod.Post, $"/v4/accounts/{accountId.Escaped}/shares/{shareId.Escaped}/reviewers").WithData(writer =>
        {
            writer.WriteStartObject();
            writer.Member("message", message);
            writer.Nested("reviewers", reviewers is null ? null : reviewers.Write);
            writer.WriteEndObject();
        });
        return connection.SendAsync(request, cancellation);
    }
}
