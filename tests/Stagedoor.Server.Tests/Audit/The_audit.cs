using Stagedoor.Server.Audit;

namespace Stagedoor.Server.Tests.Audit;

[Attack("I4")]
public class The_audit
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task is_proven_from_its_first_entry_to_its_head(StoreKind store)
    {
        await using var node = await AfterAsync(150, store);
        var verdict = await node.VerifyAsync();
        Assert.True(verdict.IsIntact, string.Join('\n', verdict.All));
        var chain = Assert.Single(verdict.Chains);
        Assert.Equal((1, await node.LastAsync(), await node.LastAsync()), (chain.First, chain.Last, chain.ProvenThrough));
    }

    [Theory, Stores]
    public async Task shows_a_changed_entry(StoreKind store)
    {
        await using var node = await AfterAsync(20, store);
        await node.TamperAsync("UPDATE audit SET body = replace(body, 'ada@AdobeID', 'ben@AdobeID') WHERE sequence = 7");
        Assert.Equal((AuditFault.Changed, 7), await node.FindAsync());
    }

    [Theory, Stores]
    public async Task shows_a_changed_time(StoreKind store)
    {
        await using var node = await AfterAsync(20, store);
        await node.TamperAsync("UPDATE audit SET at = at + 1000 WHERE sequence = 7");
        Assert.Equal((AuditFault.Changed, 7), await node.FindAsync());
    }

    [Theory, Stores]
    public async Task shows_a_deleted_entry(StoreKind store)
    {
        await using var node = await AfterAsync(20, store);
        await node.TamperAsync("DELETE FROM audit WHERE sequence = 7");
        Assert.Equal((AuditFault.Missing, 7), await node.FindAsync());
    }

    [Fact, OnStore(StoreKind.Sqlite)]
    public async Task shows_a_deleted_entry_although_the_rest_was_renumbered()
    {
        await using var node = await AfterAsync(20);
        await node.TamperAsync("DELETE FROM audit WHERE sequence = 7");
        for (var sequence = 8; sequence <= await node.LastAsync(); sequence++) await node.TamperAsync($"UPDATE audit SET sequence = {sequence - 1} WHERE sequence = {sequence}");
        Assert.Equal((AuditFault.Changed, 7), await node.FindAsync());
    }

    [Fact, OnStore(StoreKind.Sqlite)]
    public async Task shows_that_its_beginning_is_gone()
    {
        await using var node = await AfterAsync(20);
        await node.TamperAsync("DELETE FROM audit WHERE sequence <= 5");
        Assert.Equal((AuditFault.Missing, 1), await node.FindAsync());
    }

    [Theory, Stores]
    public async Task shows_entries_in_another_order(StoreKind store)
    {
        await using var node = await AfterAsync(20, store);
        await node.TamperAsync("UPDATE audit SET sequence = -1 WHERE sequence = 7");
        await node.TamperAsync("UPDATE audit SET sequence = 7 WHERE sequence = 12");
        await node.TamperAsync("UPDATE audit SET sequence = 12 WHERE sequence = -1");
        Assert.Equal((AuditFault.Reordered, 7), await node.FindAsync());
    }

    [Fact, OnStore(StoreKind.Sqlite)]
    public async Task shows_an_entry_that_was_put_in()
    {
        await using var node = await AfterAsync(20);
        await node.TamperAsync("INSERT INTO audit SELECT node, (SELECT MAX(sequence) + 1 FROM audit), at, body, mac FROM audit WHERE sequence = 7");
        Assert.Equal((AuditFault.Changed, await node.LastAsync()), await node.FindAsync());
    }

    [Theory]
    [InlineData(StoreKind.Sqlite, 1)]
    [InlineData(StoreKind.Sqlite, 100)]
    [InlineData(StoreKind.Postgres, 1)]
    [InlineData(StoreKind.Postgres, 100)]
    public async Task shows_that_its_end_was_cut_off(StoreKind store, int count)
    {
        await using var node = await AfterAsync(150, store);
        var last = await node.LastAsync();
        await node.TamperAsync($"DELETE FROM audit WHERE sequence > {last - count}");
        Assert.Equal((AuditFault.Truncated, last - count + 1), await node.FindAsync());
    }

    [Theory, Stores]
    public async Task shows_that_all_of_it_is_gone(StoreKind store)
    {
        await using var node = await AfterAsync(20, store);
        await node.TamperAsync("DELETE FROM audit");
        Assert.Equal((AuditFault.Truncated, 1), await node.FindAsync());
    }

    [Fact, OnStore(StoreKind.Sqlite)]
    public async Task shows_an_older_database()
    {
        await using var node = await AfterAsync(20);
        var old = await node.LastAsync();
        await using var next = await node.RestartAsync(folder => File.Copy(Path.Combine(folder, "stagedoor.db"), Path.Combine(folder, "older")));
        await next.RecordAsync(5);
        next.WriteHead();
        await using var last = await next.RestartAsync(PutOldBack);
        Assert.Equal((AuditFault.Truncated, old + 1), await last.FindAsync());
    }

    [Fact, OnStore(StoreKind.Sqlite)]
    public async Task shows_an_older_database_also_when_the_server_went_on_with_it()
    {
        await using var node = await AfterAsync(20);
        var old = await node.LastAsync();
        await using var next = await node.RestartAsync(folder => File.Copy(Path.Combine(folder, "stagedoor.db"), Path.Combine(folder, "older")));
        await next.RecordAsync(5);
        next.WriteHead();
        await using var last = await next.RestartAsync(PutOldBack);
        await last.RunAsync<AuditHeadWriter>();
        Assert.Contains(last.Log.All, line => line.StartsWith("Critical: The audit in the database is older", StringComparison.Ordinal));
        await last.RecordAsync(50);
        last.WriteHead();
        Assert.Equal((AuditFault.RolledBack, old + 5), await last.FindAsync());
        // And after every later start.
        await using var later = await last.RestartAsync();
        await later.RunAsync<AuditHeadWriter>();
        await later.RecordAsync(1);
        later.WriteHead();
        Assert.Equal((AuditFault.RolledBack, old + 5), await later.FindAsync());
    }

    [Theory, Stores]
    public async Task shows_another_text_about_a_person_but_not_an_erased_one(StoreKind store)
    {
        await using var node = await AfterAsync(3, store);
        await node.RecordAsync(1, "192.0.2.1");
        await node.RecordAsync(1, "192.0.2.2");
        node.WriteHead();
        var last = await node.LastAsync();
        await node.TamperAsync("DELETE FROM audit_personal WHERE json LIKE '%192.0.2.2%'");
        Assert.True((await node.VerifyAsync()).IsIntact);
        await node.TamperAsync("UPDATE audit_personal SET json = replace(json, '192.0.2.1', '192.0.2.9')");
        Assert.Equal((AuditFault.PersonalChanged, last - 1), await node.FindAsync());
    }

    [Fact, OnStore(StoreKind.Sqlite)]
    public async Task cannot_be_written_again_without_the_key()
    {
        await using var node = await AfterAsync(20);
        var chain = new AuditChain(new(new byte[32]));
        var log = node.Get<IAuditLog>();
        var mac = chain.Start(log.Node);
        await foreach (var record in log.ReadAsync(log.Node, 0, Cancellation))
        {
            mac = chain.Next(mac, record.Sequence, record.At, System.Text.Encoding.UTF8.GetBytes(record.Body));
            await node.TamperAsync($"UPDATE audit SET mac = x'{Convert.ToHexString(mac)}' WHERE sequence = {record.Sequence}");
        }

        Assert.Equal((AuditFault.Changed, 1), await node.FindAsync());
    }

    [Theory, Stores]
    public async Task may_be_closed_and_its_old_part_dropped_but_no_more_than_that(StoreKind store)
    {
        await using var node = await AfterAsync(20, store);
        var closed = await node.LastAsync();
        node.Time.Advance(TimeSpan.FromDays(366));
        await node.RecordAsync(10);
        Assert.Equal(closed, await node.Get<AuditRetention>().CloseAsync(Cancellation));
        node.WriteHead();
        var verdict = await node.VerifyAsync();
        Assert.True(verdict.IsIntact, string.Join('\n', verdict.All));
        Assert.Equal(closed + 1, Assert.Single(verdict.Chains).First);
        await using var next = await node.RestartAsync();
        await next.RunAsync<AuditHeadWriter>();
        Assert.True((await next.VerifyAsync()).IsIntact);
        await next.TamperAsync($"DELETE FROM audit WHERE sequence = {closed + 1}");
        Assert.Equal((AuditFault.Missing, closed + 1), await next.FindAsync());
    }

    [Fact, OnStore(StoreKind.Sqlite)]
    public async Task is_not_closed_by_a_checkpoint_of_somebody_else()
    {
        await using var node = await AfterAsync(20);
        var log = node.Get<IAuditLog>();
        AuditRecord? seventh = null;
        await foreach (var record in log.ReadAsync(log.Node, 6, Cancellation)) seventh ??= record;
        var stranger = new AuditSeal(new(new byte[32]));
        await log.AddCheckpointAsync(stranger.Close(seventh!, node.Now), Cancellation);
        await log.DropAsync(log.Node, 7, Cancellation);
        Assert.Equal([AuditFault.Missing, AuditFault.BadCheckpoint], (await node.VerifyAsync()).All.Select(finding => finding.Fault));
    }

    [Fact, OnStore(StoreKind.Postgres)]
    public async Task has_a_chain_for_each_node_and_proves_them_all()
    {
        await using var node = await AfterAsync(10, StoreKind.Postgres);
        await using var other = await node.StartAnotherAsync();
        await other.RecordAsync(10);
        other.WriteHead();
        var verdict = await node.Get<AuditVerifier>().VerifyAsync([.. node.Get<AuditHeadFile>().ReadLines(), .. other.Get<AuditHeadFile>().ReadLines()], Cancellation);
        Assert.True(verdict.IsIntact, string.Join('\n', verdict.All));
        Assert.Equal(2, verdict.Chains.Length);
        Assert.All(verdict.Chains, chain => Assert.Equal(chain.Last, chain.ProvenThrough));
        await node.TamperAsync($"UPDATE audit SET node = '{node.Get<IAuditLog>().Node}', sequence = sequence + 100 WHERE node = '{other.Get<IAuditLog>().Node}'");
        Assert.False((await node.VerifyAsync()).IsIntact);
    }

    [Fact, OnStore(StoreKind.Sqlite), Attack("H7")]
    public async Task takes_whatever_was_typed()
    {
        await using var node = await AfterAsync(1);
        foreach (var typed in new[] { "\ud800", "\udc00\ud800", "\0", "\"},{\"act\":\"forged", new string('x', 511) + "\U0001F3AC", new string('\u4e2d', 100_000), "\u202e\r\n" })
        {
            await node.Get<IAuditTrail>().RecordAsync(new() { At = node.Now, Act = AuditAct.SignInRefused, Result = "access_denied", ClientId = typed, Detail = typed, RequestId = typed, Typed = typed }, Cancellation);
        }

        node.WriteHead();
        var verdict = await node.VerifyAsync();
        Assert.True(verdict.IsIntact, string.Join('\n', verdict.All));
        await foreach (var record in node.Get<IAuditLog>().ReadAsync(node.Get<IAuditLog>().Node, 0, Cancellation))
        {
            using var body = System.Text.Json.JsonDocument.Parse(record.Body);
            Assert.NotEqual("forged", body.RootElement.GetProperty("act").GetString());
            Assert.True(record.Body.Length < 12_000);
        }
    }

    private static void PutOldBack(string folder)
    {
        File.Move(Path.Combine(folder, "older"), Path.Combine(folder, "stagedoor.db"), overwrite: true);
        foreach (var rest in new[] { "stagedoor.db-wal", "stagedoor.db-shm" }) File.Delete(Path.Combine(folder, rest));
    }

    private static async Task<Node> AfterAsync(int count, StoreKind store = StoreKind.Sqlite)
    {
        var node = await Node.StartAsync(store);
        await node.RecordAsync(count);
        node.WriteHead();
        return node;
    }
}
