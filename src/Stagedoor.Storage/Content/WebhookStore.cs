using System.Text;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Door;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Resources.Webhooks;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Keys;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Content;

internal sealed class WebhookStore(Database database, MasterKey master) : IWebhookStore
{
    /// <summary>What the secrets of webhooks are sealed for.</summary>
    public const string Purpose = "webhook";

    private const string Columns = "id, account_id, workspace_id, name, url, events, active, creator_id, creator_actor_id, created_at, updated_at";
    private const string Find = $"SELECT {Columns} FROM webhooks WHERE id = @id AND account_id = @account_id AND deleted_at IS NULL";
    private const string Add = """
        INSERT INTO webhooks (id, account_id, workspace_id, name, url, events, secret, active, creator_id, creator_actor_id, creator_grant_id, created_at, updated_at)
        SELECT @id, w.account_id, w.id, @name, @url, @events, @secret, 1, @creator_id, @creator_actor_id, @creator_grant_id, @now, @now FROM workspaces w
        WHERE w.id = @workspace_id AND w.deleted_at IS NULL AND (SELECT COUNT(*) FROM webhooks o WHERE o.workspace_id = w.id AND o.deleted_at IS NULL) < @most
        """;

    // Who is switched on again begins without a bad name.
    private const string Update = $"""
        UPDATE webhooks SET name = COALESCE(@name, name), url = COALESCE(@url, url), events = COALESCE(@events, events), active = COALESCE(@active, active), updated_at = @now,
            changer_id = CASE WHEN @url IS NULL THEN changer_id ELSE @changer_id END, changer_actor_id = CASE WHEN @url IS NULL THEN changer_actor_id ELSE @changer_actor_id END,
            changer_grant_id = CASE WHEN @url IS NULL THEN changer_grant_id ELSE @changer_grant_id END,
            failures = CASE WHEN @active = 1 THEN 0 ELSE failures END, rests_until = CASE WHEN @active = 1 THEN 0 ELSE rests_until END
        WHERE id = @id AND deleted_at IS NULL
        RETURNING {Columns}
        """;
    private const string Delete = "UPDATE webhooks SET deleted_at = @now, active = 0 WHERE id = @id AND deleted_at IS NULL";
    private const string Drop = "UPDATE webhook_deliveries SET state = 3, finished_at = @now WHERE webhook_id = @id AND state = 0";

    private static readonly SortedList<Webhook> OfWorkspace = new(Columns, "FROM webhooks WHERE workspace_id = @workspace_id AND deleted_at IS NULL", "id", Read, [("", SortColumn.Number("created_at"))]);

    public ValueTask<Webhook?> FindAsync(Guid accountId, Guid id, CancellationToken cancellation) =>
        database.ReadAsync(link => link.FirstAsync(Find, Read, ("id", id), ("account_id", accountId)), cancellation);

    public ValueTask<Page<Webhook>> ListAsync(Guid workspaceId, PageQuery query, CancellationToken cancellation) =>
        database.ReadAsync(link => OfWorkspace.PageAsync(link, query, ("workspace_id", workspaceId)), cancellation);

    public Task<bool> AddAsync(Webhook webhook, Secret secret, int most, ActivityEntry entry, CancellationToken cancellation)
    {
        var sealedSecret = master.Seal(Purpose, Encoding.UTF8.GetBytes(secret.Reveal()));
        return database.WriteAsync(
            async link =>
            {
                var added = await link.ChangesAsync(
                    Add,
                    ("id", webhook.Id), ("workspace_id", webhook.WorkspaceId), ("name", webhook.Name), ("url", webhook.Url), ("events", string.Join(' ', webhook.Events)), ("secret", sealedSecret),
                    ("creator_id", webhook.Creator.SubjectId), ("creator_actor_id", webhook.Creator.ActingId), ("creator_grant_id", webhook.Creator.GrantId), ("now", webhook.CreatedAt), ("most", most));
                if (added) await Activities.AppendAsync(link, entry);
                return added;
            },
            cancellation);
    }

    public Task<Webhook?> UpdateAsync(Guid id, WebhookChange change, ActivityEntry entry, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            var webhook = await link.FirstAsync(
                Update,
                Read,
                ("id", id), ("name", change.Name), ("url", change.Url), ("events", change.Events is null ? null : string.Join(' ', change.Events)), ("active", change.Active is { } active ? active ? 1L : 0L : default(long?)), ("now", entry.At),
                ("changer_id", entry.Actor.SubjectId), ("changer_actor_id", entry.Actor.ActingId), ("changer_grant_id", entry.Actor.GrantId));
            if (webhook is null) return null;
            if (!webhook.Active) await link.ExecuteAsync(Drop, ("id", id), ("now", entry.At));
            await Activities.AppendAsync(link, entry);
            return webhook;
        },
        cancellation);

    public Task<bool> DeleteAsync(Guid id, ActivityEntry entry, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            if (!await link.ChangesAsync(Delete, ("id", id), ("now", entry.At))) return false;
            await link.ExecuteAsync(Drop, ("id", id), ("now", entry.At));
            await Activities.AppendAsync(link, entry);
            return true;
        },
        cancellation);

    private static Webhook Read(Row row) => new()
    {
        Id = row.Guid(0),
        AccountId = row.Guid(1),
        WorkspaceId = row.Guid(2),
        Name = row.Text(3),
        Url = row.Text(4),
        Events = row.Names(5),
        Active = row.Flag(6),
        Creator = new Actor(row.Text(7), row.TextOrNull(8)),
        CreatedAt = row.Time(9),
        UpdatedAt = row.Time(10),
    };
}
