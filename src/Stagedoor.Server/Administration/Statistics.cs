using Stagedoor.Server.Audit;
using Stagedoor.Server.Audit.Index;

namespace Stagedoor.Server.Administration;

/// <summary>One line of a statistic: what it counts (an id, a result or an act; empty for all others together), the name to show, and a number for each step.</summary>
public sealed record StatisticLine(string Key, string? Name, IReadOnlyList<long> Values)
{
    public long Total => Values.Sum();
}

/// <summary>What happened in an organization, counted by steps of an hour or a day of UTC.</summary>
public sealed record OrganizationStatistics
{
    public required AuditGrain Grain { get; init; }

    /// <summary>When each step begins, oldest first; the last is not over.</summary>
    public required IReadOnlyList<DateTimeOffset> Steps { get; init; }

    /// <summary>Access tokens by credential, most first.</summary>
    public required IReadOnlyList<StatisticLine> Tokens { get; init; }

    /// <summary>Sign-ins that succeeded, and that were refused.</summary>
    public required IReadOnlyList<StatisticLine> SignIns { get; init; }

    /// <summary>Refusals of every kind by their reason, most first.</summary>
    public required IReadOnlyList<StatisticLine> Refusals { get; init; }
}

/// <summary>Counts for the charts.</summary>
public sealed class Statistics(IAuditIndex index, TimeProvider time)
{
    /// <summary>Lines that are told apart; the rest is counted together.</summary>
    public const int MostLines = 5;

    private const int Hours = 48, Days = 30;

    public async ValueTask<Outcome<OrganizationStatistics>> ReadAsync(Administrator administrator, AuditGrain grain, CancellationToken cancellation)
    {
        if (Permissions.Judge(Act.ReadStatistics, administrator) is { } refused) return refused;
        var last = AuditCount.StartOf(time.GetUtcNow(), grain);
        List<DateTimeOffset> steps = grain == AuditGrain.Hour
            ? [.. Enumerable.Range(0, Hours).Select(i => last.AddHours(i - Hours + 1))]
            : [.. Enumerable.Range(0, Days).Select(i => last.AddDays(i - Days + 1))];
        var counts = await index.CountAsync(administrator.OrganizationId, grain, steps[0], last.AddDays(1), cancellation);
        var tokens = Lines(counts.Where(count => count is { Act: AuditAct.TokenIssued, Result: "allowed" }), count => count.ClientId, steps);
        var names = await index.NamesAsync(administrator.OrganizationId, tokens.Select(line => line.Key).Where(key => key.Length > 0), cancellation);
        return new OrganizationStatistics
        {
            Grain = grain,
            Steps = steps,
            Tokens = [.. tokens.Select(line => line with { Name = names.GetValueOrDefault(line.Key)?.Name })],
            SignIns = [Line(AuditAct.SignedIn), Line(AuditAct.SignInRefused)],
            Refusals = Lines(counts.Where(count => count.Result != "allowed"), count => count.Result, steps),
        };

        StatisticLine Line(string act) => new(act, null, Sum(counts.Where(count => count.Act == act), steps));
    }

    private static List<StatisticLine> Lines(IEnumerable<AuditCount> counts, Func<AuditCount, string> key, List<DateTimeOffset> steps)
    {
        var all = counts.GroupBy(key).Select(group => new StatisticLine(group.Key, null, Sum(group, steps))).OrderByDescending(line => line.Total).ThenBy(line => line.Key, StringComparer.Ordinal).ToList();
        if (all.Count <= MostLines + 1) return all;
        var others = new StatisticLine("", null, [.. Enumerable.Range(0, steps.Count).Select(i => all.Skip(MostLines).Sum(line => line.Values[i]))]);
        return [.. all.Take(MostLines), others];
    }

    private static long[] Sum(IEnumerable<AuditCount> counts, List<DateTimeOffset> steps)
    {
        var sums = new long[steps.Count];
        foreach (var count in counts)
        {
            if (steps.BinarySearch(count.StartsAt) is >= 0 and var at) sums[at] += count.Entries;
        }

        return sums;
    }
}
