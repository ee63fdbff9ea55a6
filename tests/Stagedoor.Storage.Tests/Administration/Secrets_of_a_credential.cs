using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Clients;
using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Storage.Sql;

namespace Stagedoor.Storage.Tests.Administration;

public class Secrets_of_a_credential
{
    private static readonly SecretBounds Five = new(5, 100, MayManage: false);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task overlap_up_to_a_limit_however_many_come_at_once(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var client = await store.AClientAsync(await store.AnOrganizationAsync());
        var credentials = store.Get<IDeveloperCredentials>();

        Task<SecretAddition> Add(ClientSecret secret) => credentials.AddSecretAsync(client.OrganizationId, secret, Five, store.Now, Cancellation);

        // What is over takes no place.
        Assert.Equal(SecretAddition.Added, await Add(store.ASecret(client.ClientId) with { ExpiresAt = store.Now }));
        var added = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Add(store.ASecret(client.ClientId))));
        Assert.Equal(5, added.Count(done => done == SecretAddition.Added));
        Assert.Equal(5, added.Count(done => done == SecretAddition.TooManyLive));
        var live = (await store.Get<IClientStore>().FindAsync(client.ClientId, Cancellation))!.Secrets.Where(secret => secret.IsLive(store.Now)).ToList();
        Assert.Equal(5, live.Count);
        Assert.Single(await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => credentials.DeleteSecretAsync(client.ClientId, live[0].Id, Cancellation))), deleted => deleted);
        Assert.Single(await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Add(store.ASecret(client.ClientId)))), done => done == SecretAddition.Added);
        Assert.Equal(SecretAddition.NotInService, await Add(store.ASecret("no-such-credential")));
        Assert.Equal(SecretAddition.NotInService, await credentials.AddSecretAsync("another@AdobeOrg", store.ASecret(client.ClientId), Five, store.Now, Cancellation));
    }

    [Theory, Stores, Attack("I1")]
    public async Task are_added_to_none_that_is_revoked_manages_or_acts_as_a_disabled_service_account(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var organization = await store.AnOrganizationAsync();
        var account = await store.AServiceAccountAsync(organization);
        var (clients, credentials) = (store.Get<IClientStore>(), store.Get<IDeveloperCredentials>());
        Task<SecretAddition> Add(SecretBounds bounds) => credentials.AddSecretAsync(organization.Id, store.ASecret(account.ClientId), bounds, store.Now, Cancellation);
        Assert.Equal(SecretAddition.Added, await Add(Five));
        Assert.True(await clients.SetManagementAsync(account.ClientId, "an-administrator", store.Now, Cancellation));
        Assert.Equal(SecretAddition.NotInService, await Add(Five));
        Assert.Equal(SecretAddition.Added, await Add(Five with { MayManage = true }));

        // Revoking takes the management back, and restoring does not bring it.
        Assert.True(await clients.SetDisabledAsync(account.ClientId, true, store.Now, Cancellation));
        Assert.Equal(SecretAddition.NotInService, await Add(Five with { MayManage = true }));
        Assert.False(await clients.SetManagementAsync(account.ClientId, "an-administrator", store.Now, Cancellation));
        Assert.True(await clients.SetDisabledAsync(account.ClientId, false, store.Now, Cancellation));
        var restored = (await clients.FindAsync(account.ClientId, Cancellation))!;
        Assert.Equal((null, null), (restored.ManagementAllowedAt, restored.ManagementAllowedBy));
        Assert.Equal(SecretAddition.Added, await Add(Five));
        var switched = (await store.Get<IServiceAccountStore>().FindAsync(account.Id, Cancellation))!;
        Assert.IsType<ServiceAccountAnswer.Done>(await store.Get<IServiceAccountStore>().SetDisabledAsync(account.Id, switched.Version, true, store.Now, Cancellation));
        Assert.Equal(SecretAddition.NotInService, await Add(Five with { MayManage = true }));
    }

    [Theory, Stores, Attack("I3")]
    public async Task that_live_are_found_before_all_that_ended_and_those_are_bounded_and_forgotten(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var client = await store.AClientAsync(await store.AnOrganizationAsync());
        var (clients, credentials) = (store.Get<IClientStore>(), store.Get<IDeveloperCredentials>());
        for (var i = 0; i < 1005; i++) Assert.True(await clients.AddSecretAsync(store.ASecret(client.ClientId) with { ExpiresAt = store.Now.AddMinutes(-1), RevokedAt = i % 2 == 0 ? store.Now : null }, Cancellation));
        var live = new[] { store.ASecret(client.ClientId) with { CreatedAt = store.Now.AddDays(-1) }, store.ASecret(client.ClientId) with { CreatedAt = store.Now.AddDays(1), ExpiresAt = store.Now.AddDays(100) } };
        foreach (var secret in live) Assert.True(await clients.AddSecretAsync(secret, Cancellation));
        static IEnumerable<string> Live(IEnumerable<ClientSecret> secrets, Store store) => secrets.Where(secret => secret.IsLive(store.Now)).Select(secret => secret.Id);
        Assert.Equal(live.Select(secret => secret.Id), Live((await clients.FindAsync(client.ClientId, Cancellation))!.Secrets, store));
        Assert.Equal(live.Select(secret => secret.Id).Order(StringComparer.Ordinal), Live((await credentials.FindAsync(client.OrganizationId, client.ClientId, "somebody", Cancellation))!.Client.Secrets, store).Order(StringComparer.Ordinal));
        Assert.Equal(SecretAddition.TooManyKept, await credentials.AddSecretAsync(client.OrganizationId, store.ASecret(client.ClientId), Five, store.Now, Cancellation));
        store.Time.Advance(TimeSpan.FromDays(89));
        await store.Get<Cleaner>().CleanAsync(Cancellation);
        Assert.Equal(1000, (await clients.FindAsync(client.ClientId, Cancellation))!.Secrets.Length);
        store.Time.Advance(TimeSpan.FromDays(2));
        await store.Get<Cleaner>().CleanAsync(Cancellation);
        Assert.Equal(live.Select(secret => secret.Id), (await clients.FindAsync(client.ClientId, Cancellation))!.Secrets.Select(secret => secret.Id));
        Assert.Equal(SecretAddition.Added, await credentials.AddSecretAsync(client.OrganizationId, store.ASecret(client.ClientId), Five, store.Now, Cancellation));
    }

    [Theory, Stores]
    public async Task are_counted_by_day_and_forgotten(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var client = await store.AClientAsync(await store.AnOrganizationAsync());
        var (old, young) = (store.ASecret(client.ClientId), store.ASecret(client.ClientId));
        foreach (var secret in new[] { old, young }) Assert.True(await store.Get<IClientStore>().AddSecretAsync(secret, Cancellation));
        var uses = store.Get<SecretUses>();
        void Use(ClientSecret secret, int days, int times)
        {
            for (var i = 0; i < times; i++) uses.Note(new(client.ClientId, secret.Id, store.Now.AddDays(days), null, GrantType.ClientCredentials));
        }

        foreach (var (secret, days, times) in new[] { (old, -100, 2), (old, -9, 7), (young, -3, 4), (young, 0, 5) })
        {
            Use(secret, days, times);
            await uses.FlushAsync();
        }

        async Task<Dictionary<string, long>> CountsAsync(int days) => (await store.Get<IDeveloperCredentials>().RequestsAsync(client.ClientId, store.Now.AddDays(days), Cancellation)).ToDictionary(found => found.SecretId, found => found.Requests);
        Assert.Equal(new() { [young.Id] = 9 }, await CountsAsync(-7));
        Assert.Equal(new() { [young.Id] = 9, [old.Id] = 7 }, await CountsAsync(-30));
        Assert.Equal(9, (await CountsAsync(-365))[old.Id]);
        await store.Get<Cleaner>().CleanAsync(Cancellation);
        Assert.Equal(7, (await CountsAsync(-365))[old.Id]);
    }
}
