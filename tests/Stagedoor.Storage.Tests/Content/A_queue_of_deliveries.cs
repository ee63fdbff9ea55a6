using Stagedoor.Frameio.Deliveries;

namespace Stagedoor.Storage.Tests.Content;

/// <summary>How much waits for one receiver.</summary>
public class A_queue_of_deliveries
{
    private const string Organization = "INSERT INTO organizations (id, name, created_at, account_id, account_name, service_accounts) VALUES ('o@AdobeOrg', 'O', 0, @account, 'O', 0)";
    private const string Workspace = "INSERT INTO workspaces (id, account_id, name, name_key, creator_id, created_at, updated_at) VALUES (@id, @account, 'W', 'W', 'a', 0, 0)";
    private const string Webhook = "INSERT INTO webhooks (id, account_id, workspace_id, name, url, events, secret, active, creator_id, created_at, updated_at) VALUES (@id, @account, @workspace, 'w', 'https://hooks.example/', 'file.created', @secret, 1, 'a', 0, 0)";
    private const string Wait = "INSERT INTO webhook_deliveries (id, webhook_id, account_id, event, resource_id, subject_id, created_at, next_at) VALUES (@id, @webhook, @account, 'file.created', 'r', 's', 0, 0)";

    [Theory, Stores, Attack("H3")]
    public async Task is_closed_when_it_is_full_and_opens_again(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var cancellation = TestContext.Current.CancellationToken;
        var (account, workspace, full, calm) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await store.Database.WriteAsync(
            async link =>
            {
                await link.ExecuteAsync(Organization, ("account", account));
                await link.ExecuteAsync(Workspace, ("id", workspace), ("account", account));
                foreach (var id in (Guid[])[full, calm]) await link.ExecuteAsync(Webhook, ("id", id), ("account", account), ("workspace", workspace), ("secret", new byte[] { 1 }));
                await link.ExecuteAsync(Wait, ("id", Guid.NewGuid()), ("webhook", calm), ("account", account));
                for (var i = 0; i < 5000; i++) await link.ExecuteAsync(Wait, ("id", Guid.NewGuid()), ("webhook", full), ("account", account));
                return true;
            },
            cancellation);
        var queue = store.Get<IDeliveries>();
        Assert.Empty(await ClosedAsync(store));
        await queue.MeasureAsync(cancellation);
        Assert.Equal([full.ToString()], await ClosedAsync(store));
        await store.Database.ChangeAsync("UPDATE webhook_deliveries SET state = 1 WHERE webhook_id = @id AND state = 0", cancellation, ("id", full));
        await queue.MeasureAsync(cancellation);
        Assert.Empty(await ClosedAsync(store));
    }

    private static ValueTask<List<string>> ClosedAsync(Store store) =>
        store.Database.ReadAsync(async link => await link.AllAsync("SELECT id FROM webhooks WHERE is_full = 1", row => row.Text(0)), TestContext.Current.CancellationToken);
}
