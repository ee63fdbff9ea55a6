using Stagedoor.Server.Audit;

namespace Stagedoor.Server.Tests.Audit;

[OnStore(StoreKind.Sqlite), Attack("I4")]
public class The_head_of_the_audit
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task reaches_its_file_and_the_log_within_a_second_or_two()
    {
        await using var node = await Node.StartAsync();
        await node.RunAsync<AuditHeadWriter>();
        await node.RecordAsync(3);
        await Task.Delay(TimeSpan.FromSeconds(2), Cancellation);
        var head = SignedAuditHead.FindIn(Assert.Single(node.Get<AuditHeadFile>().ReadLines()));
        Assert.NotNull(head);
        Assert.Equal((await node.LastAsync(), node.Now), (head.Sequence, head.At));
        Assert.True(node.Get<AuditSeal>().IsOurs(head));
        Assert.Equal(head.ToString(), SignedAuditHead.FindIn(node.Log.All[^1])?.ToString());
    }

    [Fact]
    public async Task is_written_once_more_when_the_server_stops()
    {
        await using var node = await Node.StartAsync();
        await node.RunAsync<AuditHeadWriter>();
        await node.RecordAsync(3);
        var last = await node.LastAsync();
        await node.StopAsync();
        Assert.Equal(last, SignedAuditHead.FindIn(AuditHeadFile.In(node.Storage.DataDirectory).ReadLines()[0])!.Sequence);
    }

    [Fact]
    public async Task in_a_log_proves_as_much_as_the_file()
    {
        await using var node = await Node.StartAsync();
        await node.RecordAsync(10);
        node.WriteHead();
        var log = node.Log.All.Where(line => SignedAuditHead.FindIn(line) is not null).ToList();
        File.Delete(node.Get<AuditHeadFile>().Path);
        var last = await node.LastAsync();
        await node.TamperAsync($"DELETE FROM audit WHERE sequence = {last}");
        Assert.Contains((await node.VerifyAsync()).All, finding => finding.Fault == AuditFault.NoHead);
        Assert.Contains((await node.Get<AuditVerifier>().VerifyAsync(log, Cancellation)).All, finding => finding.Fault == AuditFault.Truncated && finding.Sequence == last);
    }

    [Fact]
    public async Task of_somebody_else_is_no_head()
    {
        await using var node = await Node.StartAsync();
        await node.RecordAsync(10);
        var forged = new AuditSeal(new(new byte[32])).Sign(node.Get<IAuditLog>().Head!, node.Now);
        Assert.False(node.Get<AuditSeal>().IsOurs(forged));
        node.Get<AuditHeadFile>().Write([forged.ToString(), "nonsense", ""]);
        Assert.Equal([AuditFault.BadHead, AuditFault.BadHead, AuditFault.NoHead], (await node.VerifyAsync()).All.Select(finding => finding.Fault).Order());
    }

    [Fact]
    public async Task does_not_hold_for_another_number_time_or_node()
    {
        await using var node = await Node.StartAsync();
        await node.RecordAsync(1);
        var seal = node.Get<AuditSeal>();
        var head = seal.Sign(node.Get<IAuditLog>().Head!, node.Now);
        Assert.True(seal.IsOurs(head));
        Assert.False(seal.IsOurs(head with { Sequence = head.Sequence + 1 }));
        Assert.False(seal.IsOurs(head with { At = head.At.AddMilliseconds(1) }));
        Assert.False(seal.IsOurs(head with { Node = head.Node + "x" }));
        Assert.False(seal.IsOurs(head with { Mac = new byte[32] }));
        Assert.False(seal.IsOurs(head with { Mac = new byte[31] }));
        Assert.False(seal.IsOurs(new AuditCheckpoint(head.Node, head.Sequence, head.Mac, head.At, head.Signature)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("stagedoor-audit-head")]
    [InlineData("stagedoor-audit-head n 1 2 x y")]
    [InlineData("stagedoor-audit-head n -1 2 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("stagedoor-audit-head n 1 999999999999999999 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("stagedoor-audit-head n 1 2 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA! AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void is_not_read_from_nonsense(string line) => Assert.Null(SignedAuditHead.FindIn(line));
}
