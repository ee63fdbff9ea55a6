using System.Text.Json;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Paging;

namespace Stagedoor.Frameio.Resources.MetadataFields;

/// <summary>The port to metadata fields. What is written carries its log entry into the same transaction.</summary>
public interface IFieldDefinitionStore
{
    ValueTask<FieldDefinition?> FindAsync(Guid accountId, Guid id, CancellationToken cancellation);

    ValueTask<Page<FieldDefinition>> ListAsync(Guid accountId, PageQuery query, CancellationToken cancellation);

    /// <summary>False when the account has as many as it may have.</summary>
    Task<bool> AddAsync(FieldDefinition definition, int most, ActivityEntry entry, CancellationToken cancellation);

    /// <summary>The field as it is then; null when it is gone, or was changed since <paramref name="known"/> was read.</summary>
    Task<FieldDefinition?> UpdateAsync(FieldDefinition known, string? name, JsonElement configuration, ActivityEntry entry, CancellationToken cancellation);

    /// <summary>False when it is gone. Its values are seen no more.</summary>
    Task<bool> DeleteAsync(Guid accountId, Guid id, ActivityEntry entry, CancellationToken cancellation);
}
