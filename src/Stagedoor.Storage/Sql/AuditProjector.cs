using System.Diagnostics;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Audit.Index;
using Stagedoor.Storage.Connections;
using Stagedoor.Storage.Content;

namespace Stagedoor.Storage.Sql;

/// <summary>
/// Takes entries from the chains into the index. What is new is read and made ready beside the writer; one unit of work then moves the last number from what was read to the new one, and does nothing where another node
/// was first. So each entry goes in once, whoever crashes where.
/// </summary>
internal sealed class AuditProjector(Database database)
{
    // A node that died in its turn gives it up after this.
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(3);

    private const string State = "SELECT number, holder, held_until FROM audit_projection WHERE id = 1";
    private const string Projected = "SELECT sequence FROM audit_projected WHERE node = @node";
    private const string Waiting = "SELECT sequence, at, body FROM audit WHERE node = @node AND sequence > @after ORDER BY sequence LIMIT @most";
    private const string Oldest = "SELECT at FROM audit WHERE node = @node AND sequence > @after ORDER BY sequence LIMIT 1";
    private const string Take = """
        UPDATE audit_projection SET number = @number, holder = @node, held_until = @until
        WHERE id = 1 AND number = @last AND (holder = @node OR held_until <= @now)
        """;
    private const string Move = """
        INSERT INTO audit_projected (node, sequence) VALUES (@node, @sequence)
        ON CONFLICT (node) DO UPDATE SET sequence = excluded.sequence
        """;
    private const string Add = """
        INSERT INTO audit_counts (organization_id, grain, starts_at, act, result, client_id, entries) VALUES (@organization_id, @grain, @starts_at, @act, @result, @client_id, @entries)
        ON CONFLICT (organization_id, grain, starts_at, act, result, client_id) DO UPDATE SET entries = audit_counts.entries + excluded.entries
        """;

    private readonly AuditOrganizations organizations = new(database);
    private readonly IdentityActivities activities = new(database);

    public async Task<AuditProjection> RunAsync(int most, DateTimeOffset now, CancellationToken cancellation)
    {
        if (await database.ReadAsync(link => ReadAsync(link, most, now), cancellation) is not { } waiting) return new(0, TimeSpan.Zero, IsElsewhere: true);
        if (waiting.Entries.Count == 0) return new(0, TimeSpan.Zero);
        var owners = await database.ReadAsync(link => organizations.OfAsync(link, waiting.Entries.Select(record => record.Entry).OfType<AuditEntry>()), cancellation);
        var (rows, number) = Number(waiting, owners);
        var shown = await database.ReadAsync(link => activities.PrepareAsync(link, rows), cancellation);
        var held = TimeSpan.Zero;
        var done = await database.WriteAsync(
            async link =>
            {
                var started = Stopwatch.GetTimestamp();
                var won = await link.ChangesAsync(Take, ("number", number), ("node", database.Node), ("until", now + Turn), ("last", waiting.Last), ("now", now));
                if (won) await WriteAsync(link, waiting, rows, shown);
                held = Stopwatch.GetElapsedTime(started);
                return won;
            },
            cancellation);
        return done ? new(waiting.Entries.Count, held) : new(0, held, IsElsewhere: true);
    }

    public async ValueTask<TimeSpan> LagAsync(DateTimeOffset now, CancellationToken cancellation) => await database.ReadAsync(
        async link =>
        {
            var lag = TimeSpan.Zero;
            foreach (var node in await link.AllAsync(AuditStore.Nodes, row => row.Text(0)))
            {
                var after = await link.NumberAsync(Projected, ("node", node)) ?? 0;
                if (await link.NumberAsync(Oldest, ("node", node), ("after", after)) is not { } at) continue;
                var age = now - DateTimeOffset.FromUnixTimeMilliseconds(at);
                if (age > lag) lag = age;
            }

            return lag;
        },
        cancellation);

    // Of several chains the oldest entries first, as far as it is known which those are.
    private async Task<Batch?> ReadAsync(Link link, int most, DateTimeOffset now)
    {
        var state = await link.FirstAsync(State, row => new Holder(row.Number(0), row.Text(1), row.Time(2))) ?? throw new InvalidOperationException("the projection has no state");
        if (state.Node != database.Node && state.Until > now) return null;
        var entries = new List<Waiter>();
        foreach (var node in await link.AllAsync(AuditStore.Nodes, row => row.Text(0)))
        {
            var after = await link.NumberAsync(Projected, ("node", node)) ?? 0;
            var newest = DateTimeOffset.MinValue;
            foreach (var entry in await link.AllAsync(Waiting, row => Waiter.Read(node, row.Number(0), row.Time(1), row.Text(2)), ("node", node), ("after", after), ("most", most)))
            {
                // Entries of one chain stay in their order, also where its clock went back.
                newest = entry.At > newest ? entry.At : newest;
                entries.Add(entry with { Turn = newest });
            }
        }

        return new(state.Number, [.. entries.OrderBy(entry => entry.Turn).ThenBy(entry => entry.Node, StringComparer.Ordinal).ThenBy(entry => entry.Sequence).Take(most)]);
    }

    private static (List<(AuditIndexRow Row, string? Personal)> Rows, long Last) Number(Batch waiting, Func<string, IReadOnlyList<string>> organizations)
    {
        var rows = new List<(AuditIndexRow, string?)>();
        var last = waiting.Last;
        foreach (var record in waiting.Entries)
        {
            if (record.Entry is not { } entry) continue;
            foreach (var organization in AuditOwners.Of(entry, organizations))
            {
                last = AuditIndexRow.NumberOf(entry.At, last);
                rows.Add((new(last, organization, record.Node, record.Sequence, entry), record.Personal));
            }
        }

        // What belongs to nobody moves the number too: it is how one knows that somebody else was first.
        return (rows, rows.Count == 0 ? last + 1 : last);
    }

    private async Task WriteAsync(Link link, Batch waiting, List<(AuditIndexRow Row, string? Personal)> rows, IReadOnlyList<IdentityActivity> shown)
    {
        await database.Engine.AppendAuditIndexAsync(link, [.. rows.Select(item => item.Row)]);
        foreach (var node in waiting.Entries.GroupBy(entry => entry.Node)) await link.ExecuteAsync(Move, ("node", node.Key), ("sequence", node.Max(entry => entry.Sequence)));
        var counts = rows.SelectMany(_ => Enum.GetValues<AuditGrain>(), (item, grain) => (item.Row, Grain: grain)).Select(item => (item.Row.OrganizationId, item.Grain, StartsAt: AuditCount.StartOf(item.Row.Entry.At, item.Grain), item.Row.Entry.Act, item.Row.Entry.Result, item.Row.Entry.ClientId, item.Row.Entry.Count))
            .GroupBy(item => (item.OrganizationId, item.Grain, item.StartsAt, item.Act, item.Result, ClientId: item.ClientId ?? ""));
        foreach (var count in counts)
        {
            await link.ExecuteAsync(
                Add,
                ("organization_id", count.Key.OrganizationId), ("grain", (long)count.Key.Grain), ("starts_at", count.Key.StartsAt), ("act", count.Key.Act), ("result", count.Key.Result), ("client_id", count.Key.ClientId),
                ("entries", count.Sum(item => (long)item.Count)));
        }

        await activities.WriteAsync(link, shown);
    }

    private sealed record Holder(long Number, string Node, DateTimeOffset Until);

    private sealed record Batch(long Last, IReadOnlyList<Waiter> Entries);

    private sealed record Waiter(string Node, long Sequence, DateTimeOffset At, AuditEntry? Entry, string? Personal)
    {
        public DateTimeOffset Turn { get; init; }

        public static Waiter Read(string node, long sequence, DateTimeOffset at, string body)
        {
            var read = AuditBody.Read(at, body);
            return new(node, sequence, at, read?.Entry, read?.Personal);
        }
    }
}
