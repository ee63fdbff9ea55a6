using System.Text.Json;
using Stagedoor.Server.Audit;

namespace Stagedoor.Server.Tests.Audit;

[OnStore(StoreKind.Sqlite), Attack("I4")]
public class A_repeated_refusal
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task is_recorded_at_once_and_then_counted()
    {
        await using var node = await Node.StartAsync();
        var refusals = node.Get<RefusalSummary>();
        for (var i = 0; i < 100; i++) await refusals.RecordAsync(Refusal(node, "client") with { RequestId = $"request-{i}" }, Cancellation);
        Assert.Equal([1], await CountsAsync(node));
        await refusals.FlushAsync(Cancellation);
        Assert.Equal([1, 99], await CountsAsync(node));
        // Going on, it is one entry a minute.
        for (var i = 0; i < 10; i++) await refusals.RecordAsync(Refusal(node, "client"), Cancellation);
        await refusals.FlushAsync(Cancellation);
        Assert.Equal([1, 99, 10], await CountsAsync(node));
        // After a quiet minute it is news again.
        await refusals.FlushAsync(Cancellation);
        await refusals.RecordAsync(Refusal(node, "client"), Cancellation);
        Assert.Equal([1, 99, 10, 1], await CountsAsync(node));
    }

    [Fact]
    public async Task is_told_apart_from_others_up_to_a_bound()
    {
        await using var node = await Node.StartAsync();
        var refusals = node.Get<RefusalSummary>();
        for (var i = 0; i < 500; i++) await refusals.RecordAsync(Refusal(node, $"client-{i}"), Cancellation);
        await refusals.RecordAsync(Refusal(node, "client-0") with { Address = "192.0.2.2" }, Cancellation);
        Assert.Equal(RefusalSummary.KindsPerAddress + 2, (await CountsAsync(node)).Count);
        await refusals.FlushAsync(Cancellation);
        Assert.Equal(501, (await CountsAsync(node)).Sum());
    }

    [Fact]
    public async Task counts_every_one_of_many_at_once()
    {
        await using var node = await Node.StartAsync();
        var refusals = node.Get<RefusalSummary>();
        await Task.WhenAll(Enumerable.Range(0, 400).Select(i => Task.Run(() => refusals.RecordAsync(Refusal(node, $"client-{i % 4}"), Cancellation), Cancellation)));
        await refusals.FlushAsync(Cancellation);
        Assert.Equal(8, (await CountsAsync(node)).Count);
        Assert.Equal(400, (await CountsAsync(node)).Sum());
    }

    [Fact]
    public async Task is_recorded_when_the_server_stops()
    {
        await using var node = await Node.StartAsync();
        await node.RunAsync<RefusalSummary>();
        for (var i = 0; i < 5; i++) await node.Get<RefusalSummary>().RecordAsync(Refusal(node, "client"), Cancellation);
        await using var next = await node.RestartAsync();
        Assert.Equal([1, 4], await CountsAsync(next));
    }

    private static AuditEntry Refusal(Node node, string clientId) => new() { At = node.Now, Act = AuditAct.TokenRefused, Result = "invalid_client", ClientId = clientId, Address = "192.0.2.1" };

    private static async Task<List<int>> CountsAsync(Node node)
    {
        var counts = new List<int>();
        await foreach (var record in node.Get<IAuditLog>().ReadAsync(node.Get<IAuditLog>().Node, 0, Cancellation))
        {
            using var body = JsonDocument.Parse(record.Body);
            if (body.RootElement.GetProperty("act").GetString() != AuditAct.TokenRefused) continue;
            counts.Add(body.RootElement.TryGetProperty("count", out var count) ? count.GetInt32() : 1);
        }

        return counts;
    }
}
