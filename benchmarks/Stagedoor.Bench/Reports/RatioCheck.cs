using System.Globalization;
using System.Text.Json;
using Stagedoor.Bench.Contests;
using Stagedoor.Bench.Servers;

namespace Stagedoor.Bench.Reports;

/// <summary>Holds a run against the ratios that were committed. Absolute times are never compared: they are the machine's. Where a rate fell, the processor time for an answer must have fallen as well: a neighbour on the machine is no fault of ours.</summary>
internal static class RatioCheck
{
    /// <summary>How far a ratio may fall below the committed one: two cores that others share do not measure finer.</summary>
    public const double Margin = 0.3;

    private static string File => Path.Combine(Places.Benchmarks, "ratios.json");

    /// <summary>What fell: below its floor, or beyond the margin. Paths and peers that were never committed count by their floor alone.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(IEnumerable<Standing> standings, CancellationToken cancellation)
    {
        var committed = await ReadAsync(cancellation);
        var faults = new List<string>();
        foreach (var standing in standings)
        {
            foreach (var peer in standing.Peers)
            {
                var ratio = Math.Max(peer.Ratio.Median, peer.Processor?.Median ?? 0);
                if (peer.Floor is { } floor && ratio < floor) faults.Add(string.Create(CultureInfo.InvariantCulture, $"{standing.Path} against {peer.Name}: {ratio:N2} is below the floor of {floor}"));
                else if (committed.TryGetValue(standing.Path, out var known) && known.TryGetValue(peer.Name, out var before) && ratio < before * (1 - Margin))
                    faults.Add(string.Create(CultureInfo.InvariantCulture, $"{standing.Path} against {peer.Name}: {ratio:N2} was {before:N2}, more than {Margin:P0} better"));
            }
        }

        return faults;
    }

    /// <summary>Commits a run's ratios as those to hold; what was not measured stays.</summary>
    public static async Task KeepAsync(IEnumerable<Standing> standings, CancellationToken cancellation)
    {
        var committed = await ReadAsync(cancellation);
        foreach (var standing in standings.Where(standing => standing.Peers.Count > 0)) committed[standing.Path] = standing.Peers.ToDictionary(peer => peer.Name, peer => Math.Round(peer.Ratio.Median, 3));
        await System.IO.File.WriteAllTextAsync(File, JsonSerializer.Serialize(committed, ReportJson.Default.DictionaryStringDictionaryStringDouble) + "\n", cancellation);
    }

    private static async Task<Dictionary<string, Dictionary<string, double>>> ReadAsync(CancellationToken cancellation)
    {
        if (!System.IO.File.Exists(File)) return [];
        await using var stream = System.IO.File.OpenRead(File);
        return await JsonSerializer.DeserializeAsync(stream, ReportJson.Default.DictionaryStringDictionaryStringDouble, cancellation) ?? [];
    }
}
