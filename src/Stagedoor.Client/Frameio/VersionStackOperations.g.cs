// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>The operations on version stacks.</summary>
public sealed partial class VersionStackOperations
{
    private readonly ApiConnection connection;

    internal VersionStackOperations(ApiConnection connection) => this.connection = connection;

    /// <summary>List version stacks: <c>GET /v4/accounts/{account_id}/folders/{folder_id}/version_stacks</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="folderId">The id of the folder.</param>
    /// <param name="options">What is asked for.</param>
    /// <remarks>List version stacks in a given folder. Rate Limits: 5 calls per 1 second(s) per account_user.</remarks>
    public FrameioList<VersionStack> List(FrameioId accountId, FrameioId folderId, VersionStackListOptions? options = null)
    {
        return new(connection, new ApiRequest("version_stacks.list", HttpMethod.Get, $"/v4/accounts/{accountId.Escaped}/folders/{folderId.Escaped}/version_stacks").With(options ?? ListOptions.Usual), VersionStack.Read);
    }

    /// <summary>Create version stack: <c>POST /v4/accounts/{account_id}/folders/{folder_id}/version_stacks</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="folderId">The id of the folder.</param>
    /// <param name="fileIds">An array of file IDs in the Version Stack. The Version Stack will be created by "stacking" the <c>file_ids</c> argument in order from left (oldest/bottom version in the stack) to right (newest/top version in the stack). Two file IDs are required and up to a maximum of ten. Files must exist in the parent directory identified in the path.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Create a new Version Stack under the parent folder. Rate Limits: 10 calls per 1.00 minute(s) per account_user.</remarks>
    public Task<VersionStack> CreateAsync(FrameioId accountId, FrameioId folderId, IReadOnlyList<FrameioId> fileIds, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(fileIds);
        var request = new ApiRequest("version_stacks.create", HttpMethod.Post, $"/v4/accounts/{accountId.Escaped}/folders/{folderId.Escaped}/version_stacks").WithData(writer =>
        {
            writer.WriteStartObject();
            writer.Member("file_ids", fileIds, static (writer, item) => writer.WriteStringValue(item.ToString()));
            writer.WriteEndObject();
        });
        return connection.SendAsync(request, VersionStack.Read, cancellation);
    }

    /// <summary>Show version stack: <c>GET /v4/accounts/{account_id}/version_stacks/{version_stack_id}</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="versionStackId">The id of the version stack.</param>
    /// <param name="include">What the answer shall include.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Show version stack details. Rate Limits: 100 calls per 1.00 minute(s) per account_user.</remarks>
    public Task<VersionStack> GetAsync(FrameioId accountId, FrameioId versionStackId, AssetIncludes include = AssetIncludes.None, CancellationToken cancellation = default)
    {
        var query = new ApiQuery();
        query.Add("include", include.Text());
        return connection.SendAsync(new ApiRequest("version_stacks.show", HttpMethod.Get, $"/v4/accounts/{accountId.Escaped}/version_stacks/{versionStackId.Escaped}").With(query), VersionStack.Read, cancellation);
    }

    /// <summary>List version stack children: <c>GET /v4/accounts/{account_id}/version_stacks/{version_stack_id}/children</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="versionStackId">The id of the version stack.</param>
    /// <param name="options">What is asked for.</param>
    /// <remarks>List the children (files) in a given version stack. Use the <c>include</c> query parameter to selectively include additional properties in the response. Note: if you include <c>media_links.original</c> and the user does not have permission to download files in the corresponding project, then this endpoint will respond with a <c>403 Forbidden</c> error. If the content is inaccessible because watermarking is required for this user and isn't supported by the requested media_links, then the request will succeed but the unsupported media links will be set to null. Similarly, if a requested transcode link does not exist for a particular file (e.g. including <c>media_links.video_h264_180</c> on a static image file) or transoding process hasn't finished (i.e. the file's <c>status</c> is "uploaded" rather than "transcoded"), then the a media link will also be set to null in the response payload. In short, the client must handle null media links gracefully. Rate Limits: 100 calls per 1.00 minute(s) per account_user.</remarks>
    public FrameioList<Asset> ListChildren(FrameioId accountId, FrameioId versionStackId, VersionStackListOptions? options = null)
    {
        return new(connection, new ApiRequest("version_stacks.index", HttpMethod.Get, $"/v4/accounts/{accountId.Escaped}/version_stacks/{versionStackId.Escaped}/children").With(options ?? ListOptions.Usual), Asset.Read);
    }

    /// <summary>Copy version stack: <c>POST /v4/accounts/{account_id}/version_stacks/{version_stack_id}/copy</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="versionStackId">The id of the version stack.</param>
    /// <param name="parentId">Destination folder ID. Defaults to version stack parent ID.</param>
    /// <param name="copyMetadata">Whether to copy metadata values along with the version stack.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Copy version stack. Rate Limits: 10 calls per 1.00 minute(s) per account_user Currently, copying version stacks between Adobe storage backed projects is not supported. Copying individual files within a version stack and then restacking them is currently the supported method for copying version stacks for these projects.</remarks>
    public Task<VersionStack> CopyAsync(FrameioId accountId, FrameioId versionStackId, FrameioId? parentId = null, bool copyMetadata = false, CancellationToken cancellation = default)
    {
        var query = new ApiQuery();
        query.Add("copy_metadata", copyMetadata);
        var request = new ApiRequest("version_stacks.copy", HttpMethod.Post, $"/v4/accounts/{accountId.Escaped}/version_stacks/{versionStackId.Escaped}/copy").With(query).WithData(writer =>
        {
            writer.WriteStartObject();
            writer.Member("parent_id", parentId);
            writer.WriteEndObject();
        });
        return connection.SendAsync(request, VersionStack.Read, cancellation);
    }

    /// <summary>Move version stack: <c>PATCH /v4/accounts/{account_id}/version_stacks/{version_stack_id}/move</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="versionStackId">The id of the version stack.</param>
    /// <param name="parentId">Destination folder ID.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Move version stack to a folder. Rate Limits: 10 calls per 1.00 minute(s) per account_user.</remarks>
    public Task<VersionStack> MoveAsync(FrameioId accountId, FrameioId versionStackId, FrameioId parentId, CancellationToken cancellation = default)
    {
        var request = new ApiRequest("version_stacks.move", HttpMethod.Patch, $"/v4/accounts/{accountId.Escaped}/version_stacks/{versionStackId.Escaped}/move").WithData(writer =>
        {
            writer.WriteStartObject();
            writer.Member("parent_id", parentId);
            writer.WriteEndObject();
        });
        return connection.SendAsync(request, VersionStack.Read, cancellation);
    }
}
