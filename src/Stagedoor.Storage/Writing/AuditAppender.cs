using System.Data.Common;
using System.Text;
using Stagedoor.Server.Audit;
using Stagedoor.Storage.Connections;
using Stagedoor.Storage.Sql;

namespace Stagedoor.Storage.Writing;

/// <summary>One audit entry on its way into the chain.</summary>
internal sealed class AuditUnit(AuditEntry entry, CancellationToken cancellation) : Unit<bool>(cancellation)
{
    public AuditEntry Entry => entry;

    public override Task RunAsync(Link link) => Task.CompletedTask;
}

/// <summary>A row of the audit, ready to be appended.</summary>
internal sealed record AuditRow(long Sequence, DateTimeOffset At, string Body, byte[] Mac);

/// <summary>
/// Continues this node's chain inside the writer's transaction. There is one appending writer per node, so the chain's head stays in memory and moves after the commit only;
/// after a failure it is read again.
/// </summary>
internal sealed class AuditAppender(Engine engine, AuditChain chain, string node)
{
    private const string AddPersonal = "INSERT INTO audit_personal (reference, salt, json, node, at, subject) VALUES (@reference, @salt, @json, @node, @at, @subject)";
    private const int MostRemembered = 10_000;

    private readonly Dictionary<(string Subject, string Json), AuditPersonal> remembered = [];
    private readonly Dictionary<(string Subject, string Json), AuditPersonal> added = [];
    private AuditHead? head, next;
    private long rememberedSince = Environment.TickCount64;

    /// <summary>The head after the last commit of this process.</summary>
    public AuditHead? Head { get; private set; }

    public async Task AppendAsync(Link link, List<Unit> batch)
    {
        var rows = new List<AuditRow>();
        var knew = head is not null;
        var end = head;
        foreach (var unit in batch)
        {
            if (unit is not AuditUnit { Entry: var entry }) continue;
            end ??= await AuditHeads.FindAsync(link, node) ?? new(node, 0, chain.Start(node));
            var body = AuditBody.Write(entry, await PersonalAsync(link, entry));
            var mac = chain.Next(end.Mac.Span, end.Sequence + 1, entry.At, Encoding.UTF8.GetBytes(body));
            end = new(node, end.Sequence + 1, mac);
            rows.Add(new(end.Sequence, entry.At, body, mac));
            await SignInHistory.AddAsync(link, entry, node, end.Sequence);
        }

        if (rows.Count == 0) return;
        try
        {
            await engine.AppendAuditAsync(link, node, rows);
        }
        catch (DbException exception) when (knew && engine.Classify(exception) == Fault.Unit)
        {
            // A verb beside this process continued the same chain: read the head again.
            throw new ConflictException(exception);
        }

        next = end;
    }

    public void Committed()
    {
        if (next is null) return;
        Head = head = next;
        next = null;
        if (remembered.Count + added.Count > MostRemembered || Environment.TickCount64 - rememberedSince > 3_600_000)
        {
            remembered.Clear();
            rememberedSince = Environment.TickCount64;
        }

        foreach (var (told, personal) in added) remembered[told] = personal;
        added.Clear();
    }

    public void RolledBack()
    {
        head = next = null;
        added.Clear();
    }

    // Equal personal data of one person shares a row for a while, so that the hot path is one insert; never that of two people, so that one may erase it without the other.
    private async ValueTask<AuditPersonal?> PersonalAsync(Link link, AuditEntry entry)
    {
        if (AuditBody.WritePersonal(entry) is not { } json) return null;
        var told = (Subject: AuditBody.SubjectOf(entry), json);
        if (remembered.TryGetValue(told, out var personal) || added.TryGetValue(told, out personal)) return personal;
        added.Add(told, personal = AuditPersonal.New(json));
        await link.ExecuteAsync(AddPersonal, ("reference", personal.Reference), ("salt", personal.Salt), ("json", json), ("node", node), ("at", entry.At), ("subject", told.Subject));
        return personal;
    }
}

/// <summary>Reads where a chain ends.</summary>
internal static class AuditHeads
{
    private const string Last = "SELECT sequence, mac FROM audit WHERE node = @node ORDER BY sequence DESC LIMIT 1";
    private const string LastCheckpoint = "SELECT sequence, mac FROM audit_checkpoints WHERE node = @node ORDER BY sequence DESC LIMIT 1";

    public static async Task<AuditHead?> FindAsync(Link link, string node) =>
        await link.FirstAsync(Last, row => new AuditHead(node, row.Number(0), row.Bytes(1)), ("node", node))
        ?? await link.FirstAsync(LastCheckpoint, row => new AuditHead(node, row.Number(0), row.Bytes(1)), ("node", node));
}

/// <summary>Another was in the way: the unit may be run again.</summary>
internal sealed class ConflictException : Exception
{
    public ConflictException()
    {
    }

    public ConflictException(string message) : base(message)
    {
    }

    public ConflictException(string message, Exception innerException) : base(message, innerException)
    {
    }

    public ConflictException(Exception innerException) : base("the audit chain was continued elsewhere", innerException)
    {
    }
}
