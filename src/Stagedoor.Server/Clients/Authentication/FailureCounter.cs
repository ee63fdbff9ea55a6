using System.Collections.Concurrent;

namespace Stagedoor.Server.Clients.Authentication;

/// <summary>
/// Failed client authentications of the last minute per credential and address, and per address (design §3, Settled). In memory, per node; atomic; bounded.
/// Successes are not counted.
/// </summary>
public sealed class FailureCounter(StagedoorOptions options)
{
    /// <summary>The most keys that are remembered; beyond it the oldest windows are forgotten first.</summary>
    public const int Capacity = 100_000;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Counter> counters = new(StringComparer.Ordinal);

    /// <summary>Counts a failure. The seconds to wait when it is over a limit, else null.</summary>
    public int? Count(string clientId, string? address, TimeProvider time)
    {
        if (counters.Count > Capacity) Forget(time.GetUtcNow());
        var pair = Add(Pair(clientId, address), options.Limits.ClientFailuresPerMinute, time.GetUtcNow());
        var place = Add(Place(address), options.Limits.AddressFailuresPerMinute, time.GetUtcNow());
        return pair is null ? place : Math.Max(pair.Value, place ?? 0);
    }

    /// <summary>The seconds to wait when the pair or the address is over its limit, else null. Counts nothing.</summary>
    public int? IsBlocked(string clientId, string? address, TimeProvider time)
    {
        if (counters.IsEmpty) return null;
        var now = time.GetUtcNow();
        var pair = Left(Pair(clientId, address), options.Limits.ClientFailuresPerMinute, now);
        var place = Left(Place(address), options.Limits.AddressFailuresPerMinute, now);
        return pair is null ? place : Math.Max(pair.Value, place ?? 0);
    }

    private int? Add(string key, int limit, DateTimeOffset now)
    {
        var counter = counters.AddOrUpdate(key, static (_, start) => new(start, 1), static (_, known, start) => start - known.Start >= Window ? new(start, 1) : known with { Failures = known.Failures + 1 }, now);
        return counter.Failures > limit ? SecondsLeft(counter, now) : null;
    }

    private int? Left(string key, int limit, DateTimeOffset now) =>
        counters.TryGetValue(key, out var counter) && counter.Failures > limit && now - counter.Start < Window ? SecondsLeft(counter, now) : null;

    private void Forget(DateTimeOffset now)
    {
        foreach (var (key, counter) in counters)
        {
            if (now - counter.Start >= Window) counters.TryRemove(key, out _);
        }

        if (counters.Count <= Capacity) return;
        foreach (var key in counters.OrderBy(entry => entry.Value.Start).Take(Capacity / 4).Select(entry => entry.Key).ToList()) counters.TryRemove(key, out _);
    }

    private static int SecondsLeft(Counter counter, DateTimeOffset now) => Math.Max(1, (int)Math.Ceiling((counter.Start + Window - now).TotalSeconds));

    private static string Pair(string clientId, string? address) => $"{clientId}|{address}";

    private static string Place(string? address) => "|" + address;

    private sealed record Counter(DateTimeOffset Start, int Failures);
}
