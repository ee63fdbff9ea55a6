// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>The operations on metadata.</summary>
public sealed partial class MetadataOperations
{
    private readonly ApiConnection connection;

    internal MetadataOperations(ApiConnection connection) => this.connection = connection;

    /// <summary>Show metadata: <c>GET /v4/accounts/{account_id}/files/{file_id}/metadata</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="fileId">The id of the file.</param>
    /// <param name="showNull">Enables display of null values and field details when true.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Show the metadata of a file. Rate Limits: 100 calls per 1.00 minute(s) per account_user.</remarks>
    public Task<FileMetadata> GetAsync(FrameioId accountId, FrameioId fileId, bool showNull = false, CancellationToken cancellation = default)
    {
        var query = new ApiQuery();
        query.Add("show_null", showNull);
        return connection.SendAsync(new ApiRequest("metadata.show", HttpMethod.Get, $"/v4/accounts/{accountId.Escaped}/files/{fileId.Escaped}/metadata").With(query), FileMetadata.Read, cancellation);
    }

    /// <summary>Update metadata across multiple files: <c>PATCH /v4/accounts/{account_id}/projects/{project_id}/metadata/values</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="projectId">The id of the project.</param>
    /// <param name="fileIds">Files for bulk updates.</param>
    /// <param name="values">Metadata field and value mapping params. Note: Select and MultiSelect field values should be passed as lists, eg: [&lt;uuid&gt;]. Users and MultiUser values should be passed as lists formatted as follows: [{id: &lt;user_id&gt;, type: "user"}, {id: &lt;user_group_id&gt;, type: "account_user_group"}.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Update metadata values across multiple files. Rate Limits: 10 calls per 1.00 minute(s) per account_user.</remarks>
    public Task UpdateAsync(FrameioId accountId, FrameioId projectId, IReadOnlyList<FrameioId> fileIds, IReadOnlyList<MetadataChange> values, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(fileIds);
        ArgumentNullException.ThrowIfNull(values);
        var request = new ApiRequest("metadata.bulk_update", HttpMethod.Patch, $"/v4/accounts/{accountId.Escaped}/projects/{projectId.Escaped}/metadata/values").WithData(writer =>
        {
            writer.WriteStartObject();
            writer.Member("file_ids", fileIds, static (writer, item) => writer.WriteStringValue(item.ToString()));
            writer.Member("values", values, static (writer, item) => item.Write(writer));
            writer.WriteEndObject();
        });
        return connection.SendAsync(request, cancellation);
    }
}
