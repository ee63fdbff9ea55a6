using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Clients;
using Stagedoor.Storage.Sql;

namespace Stagedoor.Storage.Tests.Administration;

public class Secrets_of_a_credential
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task overlap_up_to_a_limit_however_many_come_at_once(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var client = await store.AClientAsync(await store.AnOrganizationAsync());
        var credentials = store.Get<IDeveloperCredentials>();

        // What is over takes no place.
        Assert.True(await credentials.AddSecretAsync(store.ASecret(client.ClientId) with { ExpiresAt = store.Now }, 5, store.Now, Cancellation));
        var added = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => credentials.AddSecretAsync(store.ASecret(client.ClientId), 5, store.Now, Cancellation)));
        Assert.Equal(5, added.Count(done => done));
        var live = (await store.Get<IClientStore>().FindAsync(client.ClientId, Cancellation))!.Secrets.Where(secret => secret.IsLive(store.Now)).ToList();
        Assert.Equal(5, live.Count);
        Assert.Single(await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => credentials.DeleteSecretAsync(client.ClientId, live[0].Id, Cancellation))), deleted => deleted);
        Assert.Single(await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => credentials.AddSecretAsync(store.ASecret(client.ClientId), 5, store.Now, Cancellation))), done => done);
        Assert.False(await credentials.AddSecretAsync(store.ASecret("no-such-credential"), 5, store.Now, Cancellation));
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
