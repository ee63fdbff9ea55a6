// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>The operations on metadata fields.</summary>
public sealed partial class MetadataFieldOperations
{
    private readonly ApiConnection connection;

    internal MetadataFieldOperations(ApiConnection connection) => this.connection = connection;

    /// <summary>List account level field definitions: <c>GET /v4/accounts/{account_id}/metadata/field_definitions</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="options">What is asked for.</param>
    /// <remarks>List account level field definitions. Rate Limits: 100 calls per 1.00 minute(s) per account_user.</remarks>
    public FrameioList<FieldDefinition> List(FrameioId accountId, FieldDefinitionListOptions? options = null)
    {
        return new(connection, new ApiRequest("metadata.field_definitions.index", HttpMethod.Get, $"/v4/accounts/{accountId.Escaped}/metadata/field_definitions").With(options ?? ListOptions.Usual), FieldDefinition.Read);
    }

    /// <summary>Create account level field definitions: <c>POST /v4/accounts/{account_id}/metadata/field_definitions</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="fieldDefinition">What to send.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Create account level field definitions. Rate Limits: 10 calls per 1.00 minute(s) per account_user.</remarks>
    public Task<FieldDefinition> CreateAsync(FrameioId accountId, NewFieldDefinition fieldDefinition, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(fieldDefinition);
        return connection.SendAsync(new ApiRequest("metadata.field_definitions.create", HttpMethod.Post, $"/v4/accounts/{accountId.Escaped}/metadata/field_definitions").WithData(fieldDefinition.Write), FieldDefinition.Read, cancellation);
    }

    /// <summary>Delete account level custom field definitions: <c>DELETE /v4/accounts/{account_id}/metadata/field_definitions/{field_definition_id}</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="fieldDefinitionId">The id of the field definition.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Delete account level custom field definitions. Rate Limits: 60 calls per 1.00 minute(s) per account_user.</remarks>
    public Task DeleteAsync(FrameioId accountId, FrameioId fieldDefinitionId, CancellationToken cancellation = default)
    {
        return connection.SendAsync(new ApiRequest("metadata.field_definitions.delete", HttpMethod.Delete, $"/v4/accounts/{accountId.Escaped}/metadata/field_definitions/{fieldDefinitionId.Escaped}"), cancellation);
    }

    /// <summary>Update account level custom field definitions: <c>PATCH /v4/accounts/{account_id}/metadata/field_definitions/{field_definition_id}</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="fieldDefinitionId">The id of the field definition.</param>
    /// <param name="change">What to change.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Update account level custom field definitions. Rate Limits: 10 calls per 1.00 minute(s) per account_user.</remarks>
    public Task<FieldDefinition> UpdateAsync(FrameioId accountId, FrameioId fieldDefinitionId, FieldDefinitionUpdate change, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        return connection.SendAsync(new ApiRequest("metadata.field_definitions.update", HttpMethod.Patch, $"/v4/accounts/{accountId.Escaped}/metadata/field_definitions/{fieldDefinitionId.Escaped}").WithData(change.Write), FieldDefinition.Read, cancellation);
    }
}
