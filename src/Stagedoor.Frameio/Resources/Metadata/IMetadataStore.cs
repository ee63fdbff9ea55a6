using System.Text.Json;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Resources.MetadataFields;

namespace Stagedoor.Frameio.Resources.Metadata;

/// <summary>A field's value at a file; the value is null where the file has none.</summary>
public sealed record FieldValue(FieldDefinition Definition, JsonElement? Value);

/// <summary>The port to the values that files have in the account's fields.</summary>
public interface IMetadataStore
{
    /// <summary>The values of files, by the file; the fields in the order in which they were made. Bounded by the number of fields that an account may have, in one statement for all files.</summary>
    ValueTask<IReadOnlyDictionary<Guid, IReadOnlyList<FieldValue>>> LoadAsync(Guid accountId, IReadOnlyCollection<Guid> fileIds, CancellationToken cancellation);

    /// <summary>Every field of the account, in the order in which they were made.</summary>
    ValueTask<IReadOnlyList<FieldDefinition>> DefinitionsAsync(Guid accountId, CancellationToken cancellation);

    /// <summary>Sets each value at each file; null takes it away. False, and nothing is changed, when a field is gone or a file is.</summary>
    Task<bool> SetAsync(Guid accountId, Guid projectId, IReadOnlyList<Guid> fileIds, IReadOnlyList<(Guid DefinitionId, string? Value)> values, IReadOnlyList<ActivityEntry> entries, CancellationToken cancellation);

    /// <summary>Those of the ids that are files of the project; version stacks stand for their versions and are none.</summary>
    ValueTask<IReadOnlyList<(Guid Id, string Name)>> FilesAsync(Guid projectId, IReadOnlyCollection<Guid> ids, CancellationToken cancellation);
}
