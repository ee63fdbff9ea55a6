using Stagedoor.Bench.Load;

namespace Stagedoor.Bench.Contests;

/// <summary>Rounds of load, the sides in turn, so that what disturbs the machine disturbs each alike.</summary>
internal static class Match
{
    public static async Task<Standing> RunAsync(string path, Ring ring, Entrant ours, IReadOnlyList<Entrant> others, CancellationToken cancellation)
    {
        List<Entrant> sides = [ours, .. others];
        var answered = 0L;
        foreach (var side in sides)
        {
            Progress.Say($"{path}: warming up {side.Name}");
            var warm = await LoadAsync(ring, side, ring.Plan.WarmUp, cancellation);
            if (side == ours) answered += warm.Answered;
        }

        var rounds = sides.Select(_ => new List<LoadResult>()).ToList();
        for (var round = 1; round <= ring.Plan.Rounds; round++)
        {
            for (var i = 0; i < sides.Count; i++)
            {
                var result = await LoadAsync(ring, sides[i], ring.Plan.Round, cancellation);
                rounds[i].Add(result);
                if (i == 0) answered += result.Answered;
                Progress.Say($"{path}: round {round} of {ring.Plan.Rounds}, {sides[i].Name}: {result.PerSecond:N0}/s, p99 {result.P99:N1} ms, {result.Processor:N0} µs of processor");
            }
        }

        var against = others.Select((other, i) => new Against(other.Name, Figure.Of(rounds[i + 1]), Figure.Of([.. rounds[0].Zip(rounds[i + 1], (one, two) => one.PerSecond / two.PerSecond)]), other.Goal, other.Floor)
        {
            Processor = Figure.Of([.. rounds[0].Zip(rounds[i + 1], (one, two) => two.Processor / one.Processor).OfType<double>()]),
        });
        return new(path, "/s", Figure.Of(rounds[0]), [.. against]) { Answered = answered };
    }

    private static async Task<LoadResult> LoadAsync(Ring ring, Entrant side, TimeSpan duration, CancellationToken cancellation)
    {
        var plan = await side.Next(cancellation);
        var server = await ring.ProcessAtAsync(plan.Server);
        var before = server.ProcessorTime();
        var result = await ring.Wrk.RunAsync(plan, ring.Plan.Connections, duration, cancellation);
        return result with { Processor = (server.ProcessorTime() - before).TotalMicroseconds / result.Answered };
    }
}
