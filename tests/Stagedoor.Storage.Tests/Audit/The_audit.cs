using System.Text;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Keys;

namespace Stagedoor.Storage.Tests.Audit;

public class The_audit
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores, Attack("I4")]
    public async Task is_one_unbroken_chain_under_concurrency_and_across_restarts(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        await RecordAsync(store, 300);
        var log = store.Get<IAuditLog>();
        Assert.Equal(300, log.Head!.Sequence);
        var node = log.Node;
        await store.Database.StopAsync();
        await using var again = await store.OpenAnotherAsync(sameFolder: true);
        Assert.Equal(node, again.Get<IAuditLog>().Node);
        await RecordAsync(again, 50);
        Assert.Equal(350, await VerifyAsync(again, node));
        Assert.Equal(again.Get<IAuditLog>().Head, await again.Get<IAuditLog>().FindHeadAsync(node, Cancellation) is { } head ? again.Get<IAuditLog>().Head! with { Sequence = head.Sequence } : null);
    }

    [Theory, Stores]
    public async Task keeps_what_names_a_person_apart_and_shares_equal_parts(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var trail = store.Get<IAuditTrail>();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => trail.RecordAsync(AnEntry(store) with { Address = "192.0.2.1", Typed = "ada@example.com" }, Cancellation)));
        await trail.RecordAsync(AnEntry(store) with { Address = "192.0.2.1", Typed = "ada@example.com" }, Cancellation);
        var records = await store.Get<IAuditLog>().ReadAsync(store.Get<IAuditLog>().Node, 0, Cancellation).ToListAsync(Cancellation);
        Assert.Equal(21, records.Count);
        Assert.All(records, record => Assert.DoesNotContain("192.0.2.1", record.Body, StringComparison.Ordinal));
        var body = Assert.Single(records.Select(record => record.Body).Distinct());
        var reference = body.Split("\"personal\":\"")[1].Split('"')[0];
        var personal = await store.Get<IAuditLog>().FindPersonalAsync(reference, Cancellation);
        Assert.Equal("""{"address":"192.0.2.1","typed":"ada@example.com"}""", personal!.Json);
        Assert.Contains(personal.Commitment, body, StringComparison.Ordinal);
        Assert.Null(await store.Get<IAuditLog>().FindPersonalAsync("none", Cancellation));
    }

    [Theory, Stores]
    public async Task is_cut_at_a_checkpoint_only_and_goes_on_after_all_was_dropped(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var log = store.Get<IAuditLog>();
        await RecordAsync(store, 10);
        store.Time.Advance(TimeSpan.FromDays(10));
        await RecordAsync(store, 20);
        store.Time.Advance(TimeSpan.FromDays(400));
        const string CountPersonal = "SELECT COUNT(*) FROM audit_personal";
        Assert.Equal(5, await store.Database.ReadAsync(link => link.NumberAsync(CountPersonal), Cancellation));
        var last = await log.FindLastBeforeAsync(log.Node, store.Now.AddDays(-365), Cancellation);
        Assert.Equal(30, last!.Sequence);
        Assert.Null(await log.FindLastBeforeAsync(log.Node, Store.Start, Cancellation));
        Assert.Equal(0, await log.DropAsync(log.Node, 30, Cancellation));
        Assert.True(await log.AddCheckpointAsync(new(log.Node, 30, last.Mac, store.Now, new byte[] { 1 }), Cancellation));
        Assert.False(await log.AddCheckpointAsync(new(log.Node, 30, last.Mac, store.Now, new byte[] { 2 }), Cancellation));
        Assert.Equal(30, await log.DropAsync(log.Node, 30, Cancellation));
        Assert.Equal(0, await store.Database.ReadAsync(link => link.NumberAsync(CountPersonal), Cancellation));
        Assert.Equal([1], Assert.Single(await log.CheckpointsAsync(log.Node, Cancellation)).Signature.ToArray());
        Assert.Equal([log.Node], await log.NodesAsync(Cancellation));
        await store.Database.StopAsync();

        await using var again = await store.OpenAnotherAsync(sameFolder: true);
        await RecordAsync(again, 5);
        Assert.Equal(35, await VerifyAsync(again, log.Node, 30, last.Mac));
    }

    [Theory, Stores]
    public async Task goes_on_when_a_verb_beside_the_process_wrote_to_the_same_chain(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        await RecordAsync(store, 3);
        await using (var verb = await Store.OpenAsync(store.Options with { Access = StorageAccess.Attach }, store.Key, ownsFolder: false)) await RecordAsync(verb, 2);
        await RecordAsync(store, 10);
        Assert.Equal(15, await VerifyAsync(store, store.Get<IAuditLog>().Node));
    }

    [Theory, Stores]
    public async Task has_a_chain_for_each_node(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        await RecordAsync(store, 3);
        if (kind == StoreKind.Sqlite) await store.Database.StopAsync();
        await using var other = kind == StoreKind.Postgres ? await store.OpenAnotherAsync() : null;
        if (other is null) return;
        await RecordAsync(other, 4);
        Assert.Equal(2, (await other.Get<IAuditLog>().NodesAsync(Cancellation)).Count);
        Assert.Equal(4, await VerifyAsync(other, other.Get<IAuditLog>().Node));
        Assert.Equal(3, await VerifyAsync(other, store.Get<IAuditLog>().Node));
    }

    private static AuditEntry AnEntry(Store store) => new() { At = store.Now, Act = AuditAct.TokenIssued, ClientId = "client", ActorId = "actor" };

    private static Task RecordAsync(Store store, int count) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(i => Task.Run(() => store.Get<IAuditTrail>().RecordAsync(AnEntry(store) with { TargetId = "t" + i, Address = "192.0.2." + (i % 5) }, Cancellation))));

    private static async Task<long> VerifyAsync(Store store, string node, long after = 0, ReadOnlyMemory<byte>? mac = null)
    {
        var chain = new AuditChain(new MasterKey(store.Key));
        var previous = mac?.ToArray() ?? chain.Start(node);
        await foreach (var record in store.Get<IAuditLog>().ReadAsync(node, after, Cancellation))
        {
            Assert.Equal(++after, record.Sequence);
            previous = chain.Next(previous, record.Sequence, record.At, Encoding.UTF8.GetBytes(record.Body));
            Assert.Equal(previous, record.Mac.ToArray());
        }

        return after;
    }
}
