using Stagedoor.Bench.Contests;
using Stagedoor.Bench.Reports;

namespace Stagedoor.Bench;

/// <summary>One run of the benchmark: the contests, the table, and what was asked to be done with it.</summary>
internal static class Run
{
    public static async Task<int> GoAsync(IReadOnlyList<IContest> contests, Plan plan, Wishes wishes, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("stagedoor-bench-").FullName;
        var standings = new List<Standing>();
        try
        {
            await using var ring = new Ring(plan, folder);
            foreach (var contest in contests)
            {
                standings.AddRange(await contest.RunAsync(ring, cancellation));
                Progress.Clear();
            }
        }
        catch (BenchException problem)
        {
            Progress.Clear();
            Console.Error.WriteLine(problem.Message);
            return 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        Console.Write(Table.Of(standings));
        var report = new Report(DateTimeOffset.UtcNow, await Machine.ReadAsync(cancellation), wishes.Command.Trim(), plan.Postgres ? "PostgreSQL" : "SQLite", plan.Rounds, plan.Round.TotalSeconds, plan.Connections, standings);
        Console.WriteLine(report.Machine);
        if (wishes.Write) await Files.WriteAsync(report, cancellation);
        if (wishes.Keep) await RatioCheck.KeepAsync(standings, cancellation);
        if (!wishes.Check) return 0;
        var faults = await RatioCheck.FaultsAsync(standings, cancellation);
        foreach (var fault in faults) Console.Error.WriteLine(fault);
        return faults.Count == 0 ? 0 : 1;
    }
}

/// <summary>What is to be done with a run.</summary>
internal sealed record Wishes(bool Check, bool Keep, bool Write, string Command);
