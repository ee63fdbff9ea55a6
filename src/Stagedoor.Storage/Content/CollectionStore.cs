using Stagedoor.Frameio.Door;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Resources.Collections;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Content;

internal sealed class CollectionStore(Database database) : ICollectionStore
{
    private const string Columns = "id, account_id, project_id, name, description, creator_id, creator_actor_id, created_at, updated_at";
    private const string Find = $"SELECT {Columns} FROM collections WHERE id = @id AND account_id = @account_id AND deleted_at IS NULL";

    private static readonly SortedList<Collection> OfProject = new(Columns, "FROM collections WHERE project_id = @project_id AND deleted_at IS NULL", "id", Read, [("", SortColumn.Number("created_at"))]);

    public ValueTask<Collection?> FindAsync(Guid accountId, Guid id, CancellationToken cancellation) =>
        database.ReadAsync(link => link.FirstAsync(Find, Read, ("id", id), ("account_id", accountId)), cancellation);

    public ValueTask<Page<Collection>> ListAsync(Guid projectId, PageQuery query, CancellationToken cancellation) =>
        database.ReadAsync(link => OfProject.PageAsync(link, query, ("project_id", projectId)), cancellation);

    private static Collection Read(Row row) => new()
    {
        Id = row.Guid(0),
        AccountId = row.Guid(1),
        ProjectId = row.Guid(2),
        Name = row.TextOrNull(3),
        Description = row.TextOrNull(4),
        Creator = new Actor(row.Text(5), row.TextOrNull(6)),
        CreatedAt = row.Time(7),
        UpdatedAt = row.Time(8),
    };
}
