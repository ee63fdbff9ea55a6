using System.Text;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Door;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Resources.CustomActions;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Keys;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Content;

internal sealed class CustomActionStore(Database database, MasterKey master) : ICustomActionStore
{
    private const string Purpose = "custom action";

    private const string Columns = "id, account_id, workspace_id, name, description, event, url, multi_asset, timeout, active, creator_id, creator_actor_id, created_at, updated_at";
    private const string Find = $"SELECT {Columns} FROM custom_actions WHERE id = @id AND account_id = @account_id AND deleted_at IS NULL";
    private const string Add = """
        INSERT INTO custom_actions (id, account_id, workspace_id, name, description, event, url, secret, multi_asset, timeout, active, creator_id, creator_actor_id, created_at, updated_at)
        SELECT @id, w.account_id, w.id, @name, @description, @event, @url, @secret, @multi_asset, @timeout, 1, @creator_id, @creator_actor_id, @now, @now FROM workspaces w
        WHERE w.id = @workspace_id AND w.deleted_at IS NULL AND (SELECT COUNT(*) FROM custom_actions o WHERE o.workspace_id = w.id AND o.deleted_at IS NULL) < @most
        """;
    private const string Update = $"""
        UPDATE custom_actions SET name = COALESCE(@name, name), description = COALESCE(@description, description), event = COALESCE(@event, event), url = COALESCE(@url, url),
            multi_asset = COALESCE(@multi_asset, multi_asset), timeout = COALESCE(@timeout, timeout), active = COALESCE(@active, active), updated_at = @now
        WHERE id = @id AND deleted_at IS NULL
        RETURNING {Columns}
        """;
    private const string Delete = "UPDATE custom_actions SET deleted_at = @now, active = 0 WHERE id = @id AND deleted_at IS NULL";

    private static readonly SortedList<CustomAction> OfWorkspace = new(Columns, "FROM custom_actions WHERE workspace_id = @workspace_id AND deleted_at IS NULL", "id", Read, [("", SortColumn.Number("created_at"))]);

    public ValueTask<CustomAction?> FindAsync(Guid accountId, Guid id, CancellationToken cancellation) =>
        database.ReadAsync(link => link.FirstAsync(Find, Read, ("id", id), ("account_id", accountId)), cancellation);

    public ValueTask<Page<CustomAction>> ListAsync(Guid workspaceId, PageQuery query, CancellationToken cancellation) =>
        database.ReadAsync(link => OfWorkspace.PageAsync(link, query, ("workspace_id", workspaceId)), cancellation);

    public Task<bool> AddAsync(CustomAction action, Secret secret, int most, ActivityEntry entry, CancellationToken cancellation)
    {
        var sealedSecret = master.Seal(Purpose, Encoding.UTF8.GetBytes(secret.Reveal()));
        return database.WriteAsync(
            async link =>
            {
                var added = await link.ChangesAsync(
                    Add,
                    ("id", action.Id), ("workspace_id", action.WorkspaceId), ("name", action.Name), ("description", action.Description), ("event", action.Event), ("url", action.Url), ("secret", sealedSecret),
                    ("multi_asset", action.MultiAsset), ("timeout", action.Timeout), ("creator_id", action.Creator.SubjectId), ("creator_actor_id", action.Creator.ActingId), ("now", action.CreatedAt), ("most", most));
                if (added) await Activities.AppendAsync(link, entry);
                return added;
            },
            cancellation);
    }

    public Task<CustomAction?> UpdateAsync(Guid id, CustomActionChange change, ActivityEntry entry, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            var action = await link.FirstAsync(
                Update,
                Read,
                ("id", id), ("name", change.Name), ("description", change.Description), ("event", change.Event), ("url", change.Url), ("multi_asset", Flag(change.MultiAsset)),
                ("timeout", change.Timeout), ("active", Flag(change.Active)), ("now", entry.At));
            if (action is not null) await Activities.AppendAsync(link, entry);
            return action;
        },
        cancellation);

    public Task<bool> DeleteAsync(Guid id, ActivityEntry entry, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            if (!await link.ChangesAsync(Delete, ("id", id), ("now", entry.At))) return false;
            await Activities.AppendAsync(link, entry);
            return true;
        },
        cancellation);

    private static long? Flag(bool? flag) => flag is { } given ? given ? 1 : 0 : null;

    private static CustomAction Read(Row row) => new()
    {
        Id = row.Guid(0),
        AccountId = row.Guid(1),
        WorkspaceId = row.Guid(2),
        Name = row.Text(3),
        Description = row.Text(4),
        Event = row.Text(5),
        Url = row.Text(6),
        MultiAsset = row.Flag(7),
        Timeout = (int)row.Number(8),
        Active = row.Flag(9),
        Creator = new Actor(row.Text(10), row.TextOrNull(11)),
        CreatedAt = row.Time(12),
        UpdatedAt = row.Time(13),
    };
}
