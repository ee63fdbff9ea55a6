using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Stagedoor.Server.Audit;

namespace Stagedoor.Server.Tests.Audit;

/// <summary>What the tests of the audit do to a node's chain.</summary>
internal static class Chain
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task RecordAsync(this Node node, int count, string? address = null)
    {
        for (var i = 0; i < count; i++)
        {
            await node.Get<IAuditTrail>().RecordAsync(new() { At = node.Now, Act = AuditAct.TokenIssued, ActorId = "ada@AdobeID", ClientId = "client", TargetId = $"token-{i}", Address = address }, Cancellation);
        }
    }

    /// <summary>As the second ends.</summary>
    public static void WriteHead(this Node node) => node.Get<AuditHeadWriter>().Write();

    public static async Task<AuditVerdict> VerifyAsync(this Node node) => await node.Get<AuditVerifier>().VerifyAsync(node.Get<AuditHeadFile>().ReadLines(), Cancellation);

    /// <summary>The one thing wrong.</summary>
    public static async Task<(AuditFault Fault, long Sequence)> FindAsync(this Node node)
    {
        var verdict = await node.VerifyAsync();
        var finding = Assert.Single(verdict.All);
        Assert.False(verdict.IsIntact);
        Assert.Contains(finding.Sequence == 0 ? "" : $" {finding.Sequence} ", finding.Sentence, StringComparison.Ordinal);
        return (finding.Fault, finding.Sequence);
    }

    public static async Task<long> LastAsync(this Node node) => (await node.Get<IAuditLog>().FindHeadAsync(node.Get<IAuditLog>().Node, Cancellation))?.Sequence ?? 0;

    /// <summary>As somebody who may write to the database, and does not have the key.</summary>
    public static async Task TamperAsync(this Node node, string sql)
    {
        await using DbConnection connection = node.Storage.ConnectionString is { } postgres ? new NpgsqlConnection(postgres) : new SqliteConnection($"Data Source={node.Storage.DatabaseFile};Pooling=False");
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.True(await command.ExecuteNonQueryAsync(Cancellation) != 0, "nothing was tampered with");
    }
}
