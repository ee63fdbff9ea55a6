using Npgsql;
using Stagedoor.Server.Clients;
using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Server.Tokens;

namespace Stagedoor.Storage.Tests.Catalogues;

public class The_catalogue
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task keeps_what_nobody_changed(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var client = await store.AClientAsync();
        await LookAsync(store);
        var clients = store.Get<IClientStore>();
        var first = await clients.FindAsync(client.ClientId, Cancellation);
        await LookAsync(store);
        Assert.Same(first, await clients.FindAsync(client.ClientId, Cancellation));
        Assert.Same(first, clients.Kept(client.ClientId));
        Assert.NotSame(first, await clients.FindNowAsync(client.ClientId, Cancellation));
        Assert.Null(await clients.FindAsync("nobody", Cancellation));
        Assert.Null(clients.Kept("nobody"));
    }

    [Theory, Stores]
    public async Task ends_with_a_commit_of_its_own_process_before_the_caller_hears_of_it(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var organization = await store.AnOrganizationAsync();
        var client = await store.AClientAsync(organization);
        var account = await store.Get<IServiceAccountStore>().CreateAsync(store.AServiceAccount(client, organization), Cancellation);
        var (clients, accounts) = (store.Get<IClientStore>(), store.Get<IServiceAccountStore>());
        await LookAsync(store);
        for (var round = 0; round < 5; round++)
        {
            var secret = store.ASecret(client.ClientId);
            await clients.FindAsync(client.ClientId, Cancellation);
            await clients.AddSecretAsync(secret, Cancellation);
            Assert.Contains((await clients.FindAsync(client.ClientId, Cancellation))!.Secrets, one => one.Id == secret.Id && one.RevokedAt is null);
            await clients.RevokeSecretAsync(client.ClientId, secret.Id, store.Now, Cancellation);
            Assert.Contains((await clients.FindAsync(client.ClientId, Cancellation))!.Secrets, one => one.Id == secret.Id && one.RevokedAt is not null);
            await accounts.FindByClientAsync(client.ClientId, Cancellation);
            Assert.True(await accounts.RenameAsync(account.Id, $"Dailies bot {round}"));
            Assert.Equal($"Dailies bot {round}", (await accounts.FindByClientAsync(client.ClientId, Cancellation))!.Name);
        }

        await clients.SetDisabledAsync(client.ClientId, disabled: true, store.Now, Cancellation);
        Assert.NotNull((await clients.FindAsync(client.ClientId, Cancellation))!.DisabledAt);
        Assert.NotNull((await accounts.FindAsync(account.Id, Cancellation))!.DisabledAt);
    }

    [Theory, Stores]
    public async Task sees_what_another_process_changed_when_it_looks(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        await using var another = kind == StoreKind.Postgres ? await store.OpenAnotherAsync() : await Store.OpenAsync(store.Options with { Access = StorageAccess.Attach }, store.Key, ownsFolder: false);
        var client = await store.AClientAsync();
        await LookAsync(store);
        await store.Get<IClientStore>().FindAsync(client.ClientId, Cancellation);
        var secret = store.ASecret(client.ClientId);
        await another.Get<IClientStore>().AddSecretAsync(secret, Cancellation);
        Assert.Contains((await store.Get<IClientStore>().FindNowAsync(client.ClientId, Cancellation))!.Secrets, one => one.Id == secret.Id);
        await another.Get<IClientStore>().RevokeSecretAsync(client.ClientId, secret.Id, store.Now, Cancellation);
        await LookAsync(store);
        Assert.Null(store.Get<IClientStore>().Kept(client.ClientId));
        Assert.All((await store.Get<IClientStore>().FindAsync(client.ClientId, Cancellation))!.Secrets, one => Assert.NotNull(one.RevokedAt));
    }

    [Theory, Stores]
    public async Task is_not_believed_when_nobody_looked_for_a_second(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var client = await store.AClientAsync();
        await LookAsync(store);
        await store.Get<IClientStore>().FindAsync(client.ClientId, Cancellation);
        await Task.Delay(TimeSpan.FromMilliseconds(1050), TimeProvider.System, Cancellation);
        Assert.Null(store.Get<IClientStore>().Kept(client.ClientId));
        Assert.NotNull(await store.Get<IClientStore>().FindAsync(client.ClientId, Cancellation));
    }

    [Theory, Stores]
    public async Task keeps_nothing_that_is_out_of_service_so_that_what_comes_back_works_at_once(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        await using var another = kind == StoreKind.Postgres ? await store.OpenAnotherAsync() : await Store.OpenAsync(store.Options with { Access = StorageAccess.Attach }, store.Key, ownsFolder: false);
        var organization = await store.AnOrganizationAsync();
        var client = await store.AClientAsync(organization);
        var account = await store.Get<IServiceAccountStore>().CreateAsync(store.AServiceAccount(client, organization), Cancellation);
        await another.Get<IClientStore>().SetDisabledAsync(client.ClientId, disabled: true, store.Now, Cancellation);
        await LookAsync(store);
        Assert.NotNull((await store.Get<IClientStore>().FindAsync(client.ClientId, Cancellation))!.DisabledAt);
        Assert.NotNull((await store.Get<IServiceAccountStore>().FindAsync(account.Id, Cancellation))!.DisabledAt);
        await another.Get<IClientStore>().SetDisabledAsync(client.ClientId, disabled: false, store.Now, Cancellation);
        Assert.Null((await store.Get<IClientStore>().FindAsync(client.ClientId, Cancellation))!.DisabledAt);
        Assert.Null((await store.Get<IServiceAccountStore>().FindAsync(account.Id, Cancellation))!.DisabledAt);
    }

    // A number alone would be passed by: the first transaction took the lower one and becomes visible last.
    [Fact, OnStore(StoreKind.Postgres)]
    public async Task misses_no_change_that_commits_after_a_later_one()
    {
        await using var store = await Store.OpenAsync(StoreKind.Postgres);
        var (slow, quick) = (await store.AClientAsync(), await store.AClientAsync());
        var clients = store.Get<IClientStore>();
        await using var connection = new NpgsqlConnection(store.Options.ConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        await RenameAsync(connection, slow.ClientId);
        await RenameAsync(store.Options.ConnectionString!, quick.ClientId);
        await LookAsync(store);
        Assert.Equal("Dailies bot", (await clients.FindAsync(slow.ClientId, Cancellation))!.Name);
        await LookAsync(store);
        Assert.NotNull(clients.Kept(slow.ClientId));
        await transaction.CommitAsync(Cancellation);
        await LookAsync(store);
        Assert.Equal("renamed", (await clients.FindAsync(slow.ClientId, Cancellation))!.Name);
        var kept = clients.Kept(slow.ClientId);
        await LookAsync(store);
        Assert.Same(kept, clients.Kept(slow.ClientId));
    }

    [Theory]
    [InlineData("UPDATE clients SET name = @name WHERE id = @id", true)]
    [InlineData("INSERT INTO client_secrets (id) VALUES (@id)", true)]
    [InlineData("DELETE FROM service_accounts WHERE id = @id", true)]
    [InlineData("SELECT id FROM clients", false)]
    [InlineData("INSERT INTO client_origins (origin) VALUES (@origin)", false)]
    [InlineData("UPDATE codes SET redeemed_at = @now WHERE client_id = @id", false)]
    public void knows_by_its_text_what_a_statement_changes(string sql, bool changes) => Assert.Equal(changes, Storage.Catalogues.Catalogue.IsChangedBy(sql));

    private static async Task LookAsync(Store store) => await store.Get<IRevocationFeed>().ReadAfterAsync(long.MaxValue, Cancellation);

    private static async Task RenameAsync(string connectionString, string clientId)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(Cancellation);
        await RenameAsync(connection, clientId);
    }

    private static async Task RenameAsync(NpgsqlConnection connection, string clientId)
    {
        await using var command = new NpgsqlCommand("UPDATE clients SET name = 'renamed' WHERE id = @id", connection);
        command.Parameters.AddWithValue("id", clientId);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
