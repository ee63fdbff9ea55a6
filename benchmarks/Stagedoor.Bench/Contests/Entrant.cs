using Stagedoor.Bench.Load;

namespace Stagedoor.Bench.Contests;

/// <summary>One side of a contest: its name, what is asked of it each round, and what we want to reach against it: a ratio, and the ratio below which something is broken.</summary>
internal sealed record Entrant(string Name, Func<CancellationToken, Task<LoadPlan>> Next)
{
    public double? Goal { get; init; }

    public double? Floor { get; init; }

    /// <summary>A side that is asked the same in every round.</summary>
    public static Entrant Of(string name, LoadPlan plan) => new(name, _ => Task.FromResult(plan));
}
