using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Resources.Metadata;
using Stagedoor.Frameio.Resources.MetadataFields;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Content;

internal sealed class MetadataStore(Database database) : IMetadataStore
{
    private const string Definitions = $"SELECT {FieldDefinitionStore.Columns} FROM field_definitions d WHERE d.account_id = @account_id AND d.deleted_at IS NULL ORDER BY d.created_at, d.id LIMIT 1000";
    private const string IsLive = "SELECT 1 FROM field_definitions WHERE id = @id AND account_id = @account_id AND deleted_at IS NULL";

    private readonly string load = $"""
        SELECT {FieldDefinitionStore.Columns}, v.value, v.file_id FROM field_values v JOIN field_definitions d ON d.id = v.definition_id
        WHERE v.file_id IN ({database.Engine.List}) AND d.account_id = @account_id AND d.deleted_at IS NULL ORDER BY d.created_at, d.id
        """;
    private readonly string files = $"""
        SELECT a.id, a.name FROM assets a WHERE a.id IN ({database.Engine.List}) AND a.project_id = @project_id AND a.type = 'file' AND a.deleted_at IS NULL
        """;
    private readonly string set = $"""
        INSERT INTO field_values (file_id, definition_id, value, updated_at)
        SELECT a.id, @definition_id, @value, @now FROM assets a WHERE a.id IN ({database.Engine.List}) AND a.project_id = @project_id AND a.deleted_at IS NULL
        ON CONFLICT (file_id, definition_id) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at
        """;
    private readonly string clear = $"DELETE FROM field_values WHERE definition_id = @definition_id AND file_id IN ({database.Engine.List})";

    public ValueTask<IReadOnlyDictionary<Guid, IReadOnlyList<FieldValue>>> LoadAsync(Guid accountId, IReadOnlyCollection<Guid> fileIds, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyDictionary<Guid, IReadOnlyList<FieldValue>>>(
            async link =>
            {
                var rows = await link.AllAsync(
                    load,
                    row => (File: row.Guid(10), Value: new FieldValue(FieldDefinitionStore.Read(row), FieldDefinitionStore.Json(row.Text(9)))),
                    ("list", Value.List(fileIds)), ("account_id", accountId));
                return rows.GroupBy(row => row.File, row => row.Value).ToDictionary(group => group.Key, IReadOnlyList<FieldValue> (group) => [.. group]);
            },
            cancellation);

    public ValueTask<IReadOnlyList<FieldDefinition>> DefinitionsAsync(Guid accountId, CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<FieldDefinition>>(
        async link => await link.AllAsync(Definitions, FieldDefinitionStore.Read, ("account_id", accountId)), cancellation);

    public ValueTask<IReadOnlyList<(Guid Id, string Name)>> FilesAsync(Guid projectId, IReadOnlyCollection<Guid> ids, CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<(Guid, string)>>(
        async link => await link.AllAsync(files, row => (row.Guid(0), row.Text(1)), ("list", Value.List(ids)), ("project_id", projectId)), cancellation);

    public Task<bool> SetAsync(Guid accountId, Guid projectId, IReadOnlyList<Guid> fileIds, IReadOnlyList<(Guid DefinitionId, string? Value)> values, IReadOnlyList<ActivityEntry> entries, CancellationToken cancellation) =>
        database.WriteAsync(
            async link =>
            {
                var list = ("list", Value.List(fileIds));
                var found = await link.AllAsync(files, row => row.Text(0), list, ("project_id", projectId));
                if (found.Count != fileIds.Count) return false;
                foreach (var (id, _) in values) if (await link.NumberAsync(IsLive, ("id", id), ("account_id", accountId)) is null) return false;
                foreach (var (id, value) in values)
                {
                    if (value is null) await link.ExecuteAsync(clear, list, ("definition_id", id));
                    else await link.ExecuteAsync(set, list, ("definition_id", id), ("value", value), ("now", entries[0].At), ("project_id", projectId));
                }

                foreach (var entry in entries) await Activities.AppendAsync(link, entry);
                return true;
            },
            cancellation);
}
