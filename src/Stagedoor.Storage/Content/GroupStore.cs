using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Door;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Resources.Groups;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Content;

internal sealed class GroupStore(Database database) : IGroupStore
{
    private const string Columns = "g.id, g.account_id, g.name, g.emoji, g.creator_id, g.creator_actor_id, g.created_at, g.updated_at";
    private const string Find = $"SELECT {Columns} FROM account_groups g WHERE g.id = @id AND g.account_id = @account_id";
    private const string Add = """
        INSERT INTO account_groups (id, account_id, name, name_key, emoji, creator_id, creator_actor_id, created_at, updated_at)
        SELECT @id, o.account_id, @name, @name_key, @emoji, @creator_id, @creator_actor_id, @now, @now FROM organizations o
        WHERE o.account_id = @account_id AND (SELECT COUNT(*) FROM account_groups g WHERE g.account_id = o.account_id) < @most
        """;
    private const string Update = """
        UPDATE account_groups SET name = COALESCE(@name, name), name_key = COALESCE(@name_key, name_key), emoji = COALESCE(@emoji, emoji), updated_at = @now
        WHERE id = @id AND account_id = @account_id
        """;

    // An account has few groups: the creator's name is looked up for each.
    private const string CreatorName = "COALESCE((SELECT p.name FROM persons p WHERE p.id = g.creator_id), (SELECT s.name FROM service_accounts s WHERE s.id = g.creator_id), '')";

    private static readonly SortedList<Group> OfAccount = new(
        Columns,
        "FROM account_groups g WHERE g.account_id = @account_id",
        "g.id",
        Read,
        [
            ("created_at_asc", SortColumn.Number("g.created_at")), ("created_at_desc", SortColumn.Number("g.created_at", isDescending: true)),
            ("name_asc", SortColumn.Text("g.name_key")), ("name_desc", SortColumn.Text("g.name_key", isDescending: true)),
            ("creator_asc", SortColumn.Text(CreatorName)), ("creator_desc", SortColumn.Text(CreatorName, isDescending: true)),
        ]);

    private readonly string existing = $"SELECT g.id FROM account_groups g WHERE g.account_id = @account_id AND g.id IN ({database.Engine.List})";

    public ValueTask<Group?> FindAsync(Guid accountId, Guid id, CancellationToken cancellation) =>
        database.ReadAsync(link => link.FirstAsync(Find, Read, ("id", id), ("account_id", accountId)), cancellation);

    public ValueTask<IReadOnlyList<Guid>> ExistingAsync(Guid accountId, IReadOnlyCollection<Guid> ids, CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<Guid>>(
        async link => await link.AllAsync(existing, row => row.Guid(0), ("account_id", accountId), ("list", Value.List(ids))), cancellation);

    public ValueTask<Page<Group>> ListAsync(Guid accountId, PageQuery query, CancellationToken cancellation) =>
        database.ReadAsync(link => OfAccount.PageAsync(link, query, ("account_id", accountId)), cancellation);

    public Task<bool> AddAsync(Group group, int most, ActivityEntry entry, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            var added = await link.ChangesAsync(
                Add,
                ("id", group.Id), ("account_id", group.AccountId), ("name", group.Name), ("name_key", NameKey.Of(group.Name)), ("emoji", group.Emoji),
                ("creator_id", group.Creator.SubjectId), ("creator_actor_id", group.Creator.ActingId), ("now", group.CreatedAt), ("most", most));
            if (added) await Activities.AppendAsync(link, entry);
            return added;
        },
        cancellation);

    public Task<Group?> UpdateAsync(Guid accountId, Guid id, string? name, string? emoji, ActivityEntry entry, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            if (!await link.ChangesAsync(Update, ("id", id), ("account_id", accountId), ("name", name), ("name_key", name is null ? null : NameKey.Of(name)), ("emoji", emoji), ("now", entry.At))) return null;
            await Activities.AppendAsync(link, entry);
            return await link.FirstAsync(Find, Read, ("id", id), ("account_id", accountId));
        },
        cancellation);

    private static Group Read(Row row) => new()
    {
        Id = row.Guid(0),
        AccountId = row.Guid(1),
        Name = row.Text(2),
        Emoji = row.Text(3),
        Creator = new Actor(row.Text(4), row.TextOrNull(5)),
        CreatedAt = row.Time(6),
        UpdatedAt = row.Time(7),
    };
}
