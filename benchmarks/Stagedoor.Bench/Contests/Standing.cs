using Stagedoor.Bench.Load;

namespace Stagedoor.Bench.Contests;

/// <summary>What a contest showed: medians over the rounds.</summary>
internal sealed record Standing(string Path, string Unit, Figure Ours, IReadOnlyList<Against> Peers)
{
    /// <summary>How many answers of ours were right, the warm-up's among them.</summary>
    public long Answered { get; init; }

    /// <summary>What else is to be said of it.</summary>
    public string? Remark { get; init; }
}

/// <summary>A median with its spread, and the latencies of the middle round in milliseconds where there are some, and the microseconds of processor time for an answer.</summary>
internal sealed record Figure(double Median, double Low, double High, double? P50 = null, double? P99 = null, double? Processor = null)
{
    public static Figure Of(IReadOnlyList<double> values) => new(MedianOf(values), values.Min(), values.Max());

    public static Figure Of(IReadOnlyList<LoadResult> rounds) =>
        Of([.. rounds.Select(round => round.PerSecond)]) with { P50 = MedianOf([.. rounds.Select(round => round.P50)]), P99 = MedianOf([.. rounds.Select(round => round.P99)]), Processor = MedianOf([.. rounds.Select(round => round.Processor ?? 0)]) };

    public static double MedianOf(IReadOnlyList<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }
}

/// <summary>The other side's figure, and ours divided by it (or it by ours, where less is better): the median, lowest and highest of the rounds' own ratios.</summary>
internal sealed record Against(string Name, Figure Theirs, Figure Ratio, double? Goal, double? Floor)
{
    /// <summary>The other side's processor time for an answer divided by ours. On a core of its own it says the same as the rate; on a machine that others use it is the steadier of the two, and it knows nothing of waiting.</summary>
    public Figure? Processor { get; init; }
}
