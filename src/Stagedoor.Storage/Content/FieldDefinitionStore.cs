using System.Text.Json;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Door;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Resources.MetadataFields;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Content;

internal sealed class FieldDefinitionStore(Database database) : IFieldDefinitionStore
{
    public const string Columns = "d.id, d.account_id, d.name, d.field_type, d.configuration, d.creator_id, d.creator_actor_id, d.created_at, d.updated_at";

    private const string Find = $"SELECT {Columns} FROM field_definitions d WHERE d.id = @id AND d.account_id = @account_id AND d.deleted_at IS NULL";
    private const string Add = """
        INSERT INTO field_definitions (id, account_id, name, name_key, field_type, configuration, creator_id, creator_actor_id, created_at, updated_at)
        SELECT @id, o.account_id, @name, @name_key, @field_type, @configuration, @creator_id, @creator_actor_id, @now, @now FROM organizations o
        WHERE o.account_id = @account_id AND (SELECT COUNT(*) FROM field_definitions d WHERE d.account_id = o.account_id AND d.deleted_at IS NULL) < @most
        """;

    // The configuration was made from the one that was read: it counts only while that stands.
    private const string Update = """
        UPDATE field_definitions SET name = COALESCE(@name, name), name_key = COALESCE(@name_key, name_key), configuration = @configuration, updated_at = @now
        WHERE id = @id AND account_id = @account_id AND deleted_at IS NULL AND configuration = @known
        """;
    private const string Delete = "UPDATE field_definitions SET deleted_at = @now WHERE id = @id AND account_id = @account_id AND deleted_at IS NULL";

    private static readonly SortedList<FieldDefinition> OfAccount = new(
        Columns,
        "FROM field_definitions d WHERE d.account_id = @account_id AND d.deleted_at IS NULL",
        "d.id",
        Read,
        [
            ("created_at_asc", SortColumn.Number("d.created_at")), ("created_at_desc", SortColumn.Number("d.created_at", isDescending: true)),
            ("name_asc", SortColumn.Text("d.name_key")), ("name_desc", SortColumn.Text("d.name_key", isDescending: true)),
        ]);

    public ValueTask<FieldDefinition?> FindAsync(Guid accountId, Guid id, CancellationToken cancellation) =>
        database.ReadAsync(link => link.FirstAsync(Find, Read, ("id", id), ("account_id", accountId)), cancellation);

    public ValueTask<Page<FieldDefinition>> ListAsync(Guid accountId, PageQuery query, CancellationToken cancellation) =>
        database.ReadAsync(link => OfAccount.PageAsync(link, query, ("account_id", accountId)), cancellation);

    public Task<bool> AddAsync(FieldDefinition definition, int most, ActivityEntry entry, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            var added = await link.ChangesAsync(
                Add,
                ("id", definition.Id), ("account_id", definition.AccountId), ("name", definition.Name), ("name_key", NameKey.Of(definition.Name)), ("field_type", definition.Type),
                ("configuration", definition.Configuration.GetRawText()), ("creator_id", definition.Creator.SubjectId), ("creator_actor_id", definition.Creator.ActingId), ("now", definition.CreatedAt), ("most", most));
            if (added) await Activities.AppendAsync(link, entry);
            return added;
        },
        cancellation);

    public Task<FieldDefinition?> UpdateAsync(FieldDefinition known, string? name, JsonElement configuration, ActivityEntry entry, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            var changed = await link.ChangesAsync(
                Update,
                ("id", known.Id), ("account_id", known.AccountId), ("name", name), ("name_key", name is null ? null : NameKey.Of(name)), ("configuration", configuration.GetRawText()),
                ("known", known.Configuration.GetRawText()), ("now", entry.At));
            if (!changed) return null;
            await Activities.AppendAsync(link, entry);
            return await link.FirstAsync(Find, Read, ("id", known.Id), ("account_id", known.AccountId));
        },
        cancellation);

    public Task<bool> DeleteAsync(Guid accountId, Guid id, ActivityEntry entry, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            if (!await link.ChangesAsync(Delete, ("id", id), ("account_id", accountId), ("now", entry.At))) return false;
            await Activities.AppendAsync(link, entry);
            return true;
        },
        cancellation);

    /// <summary>Reads <see cref="Columns"/> from the first on.</summary>
    public static FieldDefinition Read(Row row) => new()
    {
        Id = row.Guid(0),
        AccountId = row.Guid(1),
        Name = row.Text(2),
        Type = row.Text(3),
        Configuration = Json(row.Text(4)),
        Creator = new Actor(row.Text(5), row.TextOrNull(6)),
        CreatedAt = row.Time(7),
        UpdatedAt = row.Time(8),
    };

    public static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
