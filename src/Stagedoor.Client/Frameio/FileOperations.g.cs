// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>The operations on files.</summary>
public sealed partial class FileOperations
{
    private readonly ApiConnection connection;

    internal FileOperations(ApiConnection connection) => this.connection = connection;

    /// <summary>Delete file: <c>DELETE /v4/accounts/{account_id}/files/{file_id}</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="fileId">The id of the file.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Delete file by ID. Rate Limits: 100 calls per 1.00 minute(s) per account_user.</remarks>
    public Task DeleteAsync(FrameioId accountId, FrameioId fileId, CancellationToken cancellation = default)
    {
        return connection.SendAsync(new ApiRequest("files.delete", HttpMethod.Delete, $"/v4/accounts/{accountId.Escaped}/files/{fileId.Escaped}"), cancellation);
    }

    /// <summary>Show file: <c>GET /v4/accounts/{account_id}/files/{file_id}</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="fileId">The id of the file.</param>
    /// <param name="include">What the answer shall include.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Show file details. Use the <c>include</c> query parameter to selectively include additional properties in the response. Note: if you include <c>media_links.original</c> and the user does not have permission to download the file then this endpoint will respond with a <c>403 Forbidden</c> error. If the content is inaccessible because watermarking is required for this user and isn't supported by the requested media_links, then the request will succeed but the unsupported media links will be set to null. Similarly, if a requested transcode link does not exist for a particular file (e.g. including <c>media_links.video_h264_180</c> on a static image file) or transoding process hasn't completed (i.e. the file's <c>status</c> is "uploaded" rather than "transcoded"), then the link will also be set to null in the response payload. In short, the client must handle null media links gracefully. Rate Limits: 10 calls per 1 second(s) per account_user.</remarks>
    public Task<FrameioFile> GetAsync(FrameioId accountId, FrameioId fileId, AssetIncludes include = AssetIncludes.None, CancellationToken cancellation = default)
    {
        var query = new ApiQuery();
        query.Add("include", include.Text());
        return connection.SendAsync(new ApiRequest("files.show", HttpMethod.Get, $"/v4/accounts/{accountId.Escaped}/files/{fileId.Escaped}").With(query), FrameioFile.Read, cancellation);
    }

    /// <summary>Update file: <c>PATCH /v4/accounts/{account_id}/files/{file_id}</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="fileId">The id of the file.</param>
    /// <param name="name">File name.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Update file details. Rate Limits: 100 calls per 1.00 minute(s) per account_user.</remarks>
    public Task<FrameioFile> RenameAsync(FrameioId accountId, FrameioId fileId, string name, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        var request = new ApiRequest("files.update", HttpMethod.Patch, $"/v4/accounts/{accountId.Escaped}/files/{fileId.Escaped}").WithData(writer =>
        {
            writer.WriteStartObject();
            writer.Member("name", name);
            writer.WriteEndObject();
        });
        return connection.SendAsync(request, FrameioFile.Read, cancellation);
    }

    /// <summary>Copy file: <c>POST /v4/accounts/{account_id}/files/{file_id}/copy</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="fileId">The id of the file.</param>
    /// <param name="parentId">Destination folder ID. Defaults to file parent ID.</param>
    /// <param name="copyMetadata">Whether to copy metadata values along with the file.</param>
    /// <param name="copyComments">Which comments to copy along with the file.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Copy file. Rate Limits: 100 calls per 1.00 minute(s) per account_user.</remarks>
    public Task<FrameioFile> CopyAsync(FrameioId accountId, FrameioId fileId, FrameioId? parentId = null, bool copyMetadata = false, CopyComments? copyComments = null, CancellationToken cancellation = default)
    {
        var query = new ApiQuery();
        query.Add("copy_metadata", copyMetadata);
        query.Add("copy_comments", copyComments?.ToString());
        var request = new ApiRequest("files.copy", HttpMethod.Post, $"/v4/accounts/{accountId.Escaped}/files/{fileId.Escaped}/copy").With(query).WithData(writer =>
        {
            writer.WriteStartObject();
            writer.Member("parent_id", parentId);
            writer.WriteEndObject();
        });
        return connection.SendAsync(request, FrameioFile.Read, cancellation);
    }

    /// <summary>Move file: <c>PATCH /v4/accounts/{account_id}/files/{file_id}/move</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="fileId">The id of the file.</param>
    /// <param name="parentId">Destination folder or version stack ID.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Move file to a folder or version_stack. Rate Limits: 100 calls per 1.00 minute(s) per account_user.</remarks>
    public Task<FrameioFile> MoveAsync(FrameioId accountId, FrameioId fileId, FrameioId parentId, CancellationToken cancellation = default)
    {
        var request = new ApiRequest("files.move", HttpMethod.Patch, $"/v4/accounts/{accountId.Escaped}/files/{fileId.Escaped}/move").WithData(writer =>
        {
            writer.WriteStartObject();
            writer.Member("parent_id", parentId);
            writer.WriteEndObject();
        });
        return connection.SendAsync(request, FrameioFile.Read, cancellation);
    }

    /// <summary>Show file upload status: <c>GET /v4/accounts/{account_id}/files/{file_id}/status</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="fileId">The id of the file.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Show file upload status details. Rate Limits: 5 calls per 1 second(s) per account_user.</remarks>
    public Task<FileUploadStatus> GetUploadStatusAsync(FrameioId accountId, FrameioId fileId, CancellationToken cancellation = default)
    {
        return connection.SendAsync(new ApiRequest("files.show_file_upload_status", HttpMethod.Get, $"/v4/accounts/{accountId.Escaped}/files/{fileId.Escaped}/status"), FileUploadStatus.Read, cancellation);
    }

    /// <summary>List files: <c>GET /v4/accounts/{account_id}/folders/{folder_id}/files</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="folderId">The id of the folder.</param>
    /// <param name="options">What is asked for.</param>
    /// <remarks>List files in a given folder. Rate Limits: 5 calls per 1 second(s) per account_user.</remarks>
    public FrameioList<Asset> List(FrameioId accountId, FrameioId folderId, FileListOptions? options = null)
    {
        return new(connection, new ApiRequest("files.list", HttpMethod.Get, $"/v4/accounts/{accountId.Escaped}/folders/{folderId.Escaped}/files").With(options ?? ListOptions.Usual), Asset.Read);
    }

    /// <summary>Create file: <c>POST /v4/accounts/{account_id}/folders/{folder_id}/files</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="folderId">The id of the folder.</param>
    /// <param name="file">What to send.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Create new file under parent folder. <c>Create file (local upload)</c> and <c>Create file (remote upload)</c> have replaced this endpoint. Rate Limits: 5 calls per 1 second(s) per account_user.</remarks>
    [Obsolete("The contract deprecates it: use CreateLocalUploadAsync or CreateRemoteUploadAsync.")]
    public Task<FrameioFile> CreateAsync(FrameioId accountId, FrameioId folderId, NewFile file, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        return connection.SendAsync(new ApiRequest("files.create", HttpMethod.Post, $"/v4/accounts/{accountId.Escaped}/folders/{folderId.Escaped}/files").WithData(file.Write), FrameioFile.Read, cancellation);
    }

    /// <summary>Import file: <c>POST /v4/accounts/{account_id}/folders/{folder_id}/files/import</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="folderId">The id of the folder.</param>
    /// <param name="fileImport">What to send.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Import a file from a storage location configured on the account. Rate Limits: 5 calls per 1 second(s) per account_user.</remarks>
    public Task<FrameioFile> ImportAsync(FrameioId accountId, FrameioId folderId, FileImport fileImport, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(fileImport);
        return connection.SendAsync(new ApiRequest("files.import_file", HttpMethod.Post, $"/v4/accounts/{accountId.Escaped}/folders/{folderId.Escaped}/files/import").WithData(fileImport.Write), FrameioFile.Read, cancellation);
    }

    /// <summary>Create file (local upload): <c>POST /v4/accounts/{account_id}/folders/{folder_id}/files/local_upload</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="folderId">The id of the folder.</param>
    /// <param name="name">File name.</param>
    /// <param name="fileSize">File size in bytes (up to 5TB).</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Create new file under parent folder through local upload. Rate Limits: 5 calls per 1 second(s) per account_user.</remarks>
    public Task<FrameioFile> CreateLocalUploadAsync(FrameioId accountId, FrameioId folderId, string name, long fileSize, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        var request = new ApiRequest("files.create_local_upload", HttpMethod.Post, $"/v4/accounts/{accountId.Escaped}/folders/{folderId.Escaped}/files/local_upload").WithData(writer =>
        {
            writer.WriteStartObject();
            writer.Member("name", name);
            writer.Member("file_size", fileSize);
            writer.WriteEndObject();
        });
        return connection.SendAsync(request, FrameioFile.Read, cancellation);
    }

    /// <summary>Create file (remote upload): <c>POST /v4/accounts/{account_id}/folders/{folder_id}/files/remote_upload</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="folderId">The id of the folder.</param>
    /// <param name="name">File name.</param>
    /// <param name="sourceUrl">Source URL - Initiates a remote upload from the provided URL.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Create new file under parent folder through remote upload. Rate Limits: 5 calls per 1 second(s) per account_user.</remarks>
    public Task<FrameioFile> CreateRemoteUploadAsync(FrameioId accountId, FrameioId folderId, string name, string sourceUrl, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(sourceUrl);
        var request = new ApiRequest("files.create_remote_upload", HttpMethod.Post, $"/v4/accounts/{accountId.Escaped}/folders/{folderId.Escaped}/files/remote_upload").WithData(writer =>
        {
            writer.WriteStartObject();
            writer.Member("name", name);
            writer.Member("source_url", sourceUrl);
            writer.WriteEndObject();
        });
        return connection.SendAsync(request, FrameioFile.Read, cancellation);
    }
}
