using Stagedoor.Protocol;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Clients;
using Stagedoor.Storage.Connections;
using Stagedoor.Storage.Sql;

namespace Stagedoor.Storage.Tests.Writing;

public class The_latest_uses
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task are_each_counted_once_though_they_are_written_meanwhile(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var client = await store.AClientAsync(await store.AnOrganizationAsync());
        var secret = store.ASecret(client.ClientId);
        Assert.True(await store.Get<IClientStore>().AddSecretAsync(secret, Cancellation));
        var uses = store.Get<SecretUses>();
        var noting = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(
            () =>
            {
                for (var i = 0; i < 20_000; i++) uses.Note(new(client.ClientId, secret.Id, store.Now.AddMilliseconds(i), null, GrantType.ClientCredentials));
            },
            Cancellation)));
        while (!noting.IsCompleted) await uses.FlushAsync();
        await noting;
        await uses.FlushAsync();
        Assert.Equal(80_000, Assert.Single(await store.Get<IDeveloperCredentials>().RequestsAsync(client.ClientId, store.Now.AddDays(-1), Cancellation)).Requests);
    }

    [Theory, Stores]
    public async Task are_kept_while_the_database_takes_nothing_and_joined_with_those_that_came_since(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        using var uses = new Sums(store.Database);
        for (var i = 0; i < 700; i++) uses.Add("a", 1);
        uses.Add("b", 2);
        await uses.FlushAsync();
        Assert.Equal((1, 2), (uses.Late, uses.Refused));
        Assert.Empty(uses.Written);
        uses.Rests = false;
        uses.Add("a", 5);
        await uses.FlushAsync();
        await uses.FlushAsync();
        Assert.Equal([("a", 705), ("b", 2)], uses.Written.Order());
    }

    private sealed class Sums(Database database) : LatestUses<string, int>(database)
    {
        public List<(string Key, int Sum)> Written { get; } = [];

        public bool Rests { get; set; } = true;

        public int Late { get; private set; }

        public int Refused { get; private set; }

        public void Add(string key, int use) => Note(key, use);

        protected override bool AddsNothing(int earlier, int later) => false;

        protected override int Join(int earlier, int later) => earlier + later;

        protected override Task WriteAsync(Link link, string key, int use)
        {
            if (Rests) throw new StorageUnavailableException("it rests");
            Written.Add((key, use));
            return Task.CompletedTask;
        }

        protected override void LogLate(Exception exception, int count) => (Late, Refused) = (Late + 1, count);
    }
}
