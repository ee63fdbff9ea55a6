// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>The operations on folders.</summary>
public sealed partial class FolderOperations
{
    private readonly ApiConnection connection;

    internal FolderOperations(ApiConnection connection) => this.connection = connection;

    /// <summary>Delete folder: <c>DELETE /v4/accounts/{account_id}/folders/{folder_id}</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="folderId">The id of the folder.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Delete folder by id. Rate Limits: 60 calls per 1.00 minute(s) per account_user.</remarks>
    public Task DeleteAsync(FrameioId accountId, FrameioId folderId, CancellationToken cancellation = default)
    {
        return connection.SendAsync(new ApiRequest("folders.delete", HttpMethod.Delete, $"/v4/accounts/{accountId.Escaped}/folders/{folderId.Escaped}"), cancellation);
    }

    /// <summary>Show folder: <c>GET /v4/accounts/{account_id}/folders/{folder_id}</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="folderId">The id of the folder.</param>
    /// <param name="include">What the answer shall include.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Show folder details. Rate Limits: 100 calls per 1.00 minute(s) per account_user.</remarks>
    public Task<Folder> GetAsync(FrameioId accountId, FrameioId folderId, FolderIncludes include = FolderIncludes.None, CancellationToken cancellation = default)
    {
        var query = new ApiQuery();
        query.Add("include", include.Text());
        return connection.SendAsync(new ApiRequest("folders.show", HttpMethod.Get, $"/v4/accounts/{accountId.Escaped}/folders/{folderId.Escaped}").With(query), Folder.Read, cancellation);
    }

    /// <summary>Update folder: <c>PATCH /v4/accounts/{account_id}/folders/{folder_id}</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="folderId">The id of the folder.</param>
    /// <param name="name">Folder name.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Update folder details. Rate Limits: 10 calls per 1.00 minute(s) per account_user.</remarks>
    public Task<Folder> RenameAsync(FrameioId accountId, FrameioId folderId, string name, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        var request = new ApiRequest("folders.update", HttpMethod.Patch, $"/v4/accounts/{accountId.Escaped}/folders/{folderId.Escaped}").WithData(writer =>
        {
            writer.WriteStartObject();
            writer.Member("name", name);
            writer.WriteEndObject();
        });
        return connection.SendAsync(request, Folder.Read, cancellation);
    }

    /// <summary>List folder children: <c>GET /v4/accounts/{account_id}/folders/{folder_id}/children</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="folderId">The id of the folder.</param>
    /// <param name="options">What is asked for.</param>
    /// <remarks>List the children in the given folder. Use the <c>include</c> query parameter to selectively include additional properties in the response. Note: if you include <c>media_links.original</c> and the user does not have permission to download files in the corresponding project, then this endpoint will respond with a <c>403 Forbidden</c> error. If the content is inaccessible because watermarking is required for this user and isn't supported by the requested media_links, then the request will succeed but the unsupported media links will be set to null. Similarly, if a requested transcode link does not exist for a particular file (e.g. including <c>media_links.video_h264_180</c> on a static image file) or transoding process hasn't finished (i.e. the file's <c>status</c> is "uploaded" rather than "transcoded"), then the a media link will also be set to null in the response payload. In short, the client must handle null media links gracefully. Rate Limits: 100 calls per 1.00 minute(s) per account_user.</remarks>
    public FrameioList<Asset> ListChildren(FrameioId accountId, FrameioId folderId, FolderChildListOptions? options = null)
    {
        return new(connection, new ApiRequest("folders.index", HttpMethod.Get, $"/v4/accounts/{accountId.Escaped}/folders/{folderId.Escaped}/children").With(options ?? ListOptions.Usual), Asset.Read);
    }

    /// <summary>Copy folder: <c>POST /v4/accounts/{account_id}/folders/{folder_id}/copy</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="folderId">The id of the folder.</param>
    /// <param name="parentId">Destination folder ID. Defaults to folder parent ID.</param>
    /// <param name="copyMetadata">Whether to copy metadata values along with the folder.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Copy folder. Rate Limits: 10 calls per 1.00 minute(s) per account_user.</remarks>
    public Task<Folder?> CopyAsync(FrameioId accountId, FrameioId folderId, FrameioId? parentId = null, bool copyMetadata = false, CancellationToken cancellation = default)
    {
        var query = new ApiQuery();
        query.Add("copy_metadata", copyMetadata);
        var request = new ApiRequest("folders.copy", HttpMethod.Post, $"/v4/accounts/{accountId.Escaped}/folders/{folderId.Escaped}/copy").With(query).WithData(writer =>
        {
            writer.WriteStartObject();
            writer.Member("parent_id", parentId);
            writer.WriteEndObject();
        });
        return connection.SendMaybeAsync(request, Folder.Read, cancellation);
    }

    /// <summary>List folders: <c>GET /v4/accounts/{account_id}/folders/{folder_id}/folders</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="folderId">The id of the folder.</param>
    /// <param name="options">What is asked for.</param>
    /// <remarks>List folders in a given folder. Rate Limits: 5 calls per 1 second(s) per account_user.</remarks>
    public FrameioList<Folder> List(FrameioId accountId, FrameioId folderId, FolderListOptions? options = null)
    {
        return new(connection, new ApiRequest("folders.list", HttpMethod.Get, $"/v4/accounts/{accountId.Escaped}/folders/{folderId.Escaped}/folders").With(options ?? ListOptions.Usual), Folder.Read);
    }

    /// <summary>Create folder: <c>POST /v4/accounts/{account_id}/folders/{folder_id}/folders</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="folderId">The id of the folder.</param>
    /// <param name="name">Folder name.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Create a new folder inside the given &lt;i&gt;folder_id&lt;/i&gt; path param. Rate Limits: 3 calls per 1 second(s) per account_user.</remarks>
    public Task<Folder> CreateAsync(FrameioId accountId, FrameioId folderId, string name, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        var request = new ApiRequest("folders.create", HttpMethod.Post, $"/v4/accounts/{accountId.Escaped}/folders/{folderId.Escaped}/folders").WithData(writer =>
        {
            writer.WriteStartObject();
            writer.Member("name", name);
            writer.WriteEndObject();
        });
        return connection.SendAsync(request, Folder.Read, cancellation);
    }

    /// <summary>Move folder: <c>PATCH /v4/accounts/{account_id}/folders/{folder_id}/move</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="folderId">The id of the folder.</param>
    /// <param name="parentId">Destination folder ID.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Move folder to a folder. Rate Limits: 10 calls per 1.00 minute(s) per account_user.</remarks>
    public Task<Folder> MoveAsync(FrameioId accountId, FrameioId folderId, FrameioId parentId, CancellationToken cancellation = default)
    {
        var request = new ApiRequest("folders.move", HttpMethod.Patch, $"/v4/accounts/{accountId.Escaped}/folders/{folderId.Escaped}/move").WithData(writer =>
        {
            writer.WriteStartObject();
            writer.Member("parent_id", parentId);
            writer.WriteEndObject();
        });
        return connection.SendAsync(request, Folder.Read, cancellation);
    }
}
