using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Stagedoor.Server.Clients.Authentication;

/// <summary>
/// Failed client authentications of the last minute per credential and address, and per address (design §3, Settled). In memory, per node; atomic; bounded.
/// Successes are not counted. IPv6 addresses count by their /64, which is one subscriber's.
/// </summary>
public sealed class FailureCounter(StagedoorOptions options, TimeProvider time)
{
    /// <summary>The most keys that are remembered; beyond it the oldest windows are forgotten first.</summary>
    public const int Capacity = 100_000;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Counter> counters = new(StringComparer.Ordinal);
    private readonly Lock forgetting = new();
    private int size;

    /// <summary>How many keys are remembered.</summary>
    public int Size => Volatile.Read(ref size);

    /// <summary>Counts a failure. The seconds to wait when it is over a limit, else null.</summary>
    public int? Count(string clientId, string? address)
    {
        var now = time.GetUtcNow();
        if (Volatile.Read(ref size) > Capacity) Forget(now);
        var network = NetworkOf(address);
        // An address over its own limit is not counted by credential as well: it could name any number of them.
        if (Add(network, options.Limits.AddressFailuresPerMinute, now) is { } place) return place;
        return Add(Pair(clientId, network), options.Limits.ClientFailuresPerMinute, now);
    }

    /// <summary>The seconds to wait when the pair or the address is over its limit, else null. Counts nothing.</summary>
    public int? IsBlocked(string clientId, string? address)
    {
        if (Volatile.Read(ref size) == 0) return null;
        var now = time.GetUtcNow();
        var network = NetworkOf(address);
        return Left(network, options.Limits.AddressFailuresPerMinute, now) ?? Left(Pair(clientId, network), options.Limits.ClientFailuresPerMinute, now);
    }

    private int? Add(string key, int limit, DateTimeOffset now)
    {
        while (true)
        {
            if (!counters.TryGetValue(key, out var known))
            {
                known = new(now, 1);
                if (!counters.TryAdd(key, known)) continue;
                Interlocked.Increment(ref size);
                return known.Failures > limit ? SecondsLeft(known, now) : null;
            }

            var next = now - known.Start >= Window ? new Counter(now, 1) : known with { Failures = known.Failures + 1 };
            if (counters.TryUpdate(key, next, known)) return next.Failures > limit ? SecondsLeft(next, now) : null;
        }
    }

    private int? Left(string key, int limit, DateTimeOffset now) =>
        counters.TryGetValue(key, out var counter) && counter.Failures >= limit && now - counter.Start < Window ? SecondsLeft(counter, now) : null;

    private void Forget(DateTimeOffset now)
    {
        lock (forgetting)
        {
            if (size <= Capacity) return;
            foreach (var entry in counters)
            {
                if (now - entry.Value.Start >= Window) Remove(entry.Key);
            }

            if (size <= Capacity * 3 / 4) return;
            foreach (var key in counters.OrderBy(entry => entry.Value.Start).Take(Capacity / 4).Select(entry => entry.Key).ToList()) Remove(key);
        }
    }

    private void Remove(string key)
    {
        if (counters.TryRemove(key, out _)) Interlocked.Decrement(ref size);
    }

    private static int SecondsLeft(Counter counter, DateTimeOffset now) => Math.Max(1, (int)Math.Ceiling((counter.Start + Window - now).TotalSeconds));

    private static string Pair(string clientId, string network) => $"{network}|{clientId}";

    private static string NetworkOf(string? address)
    {
        if (!IPAddress.TryParse(address, out var parsed) || parsed.AddressFamily != AddressFamily.InterNetworkV6) return address ?? "";
        if (parsed.IsIPv4MappedToIPv6) return parsed.MapToIPv4().ToString();
        Span<byte> bytes = stackalloc byte[16];
        return parsed.TryWriteBytes(bytes, out _) ? Convert.ToHexString(bytes[..8]) : "";
    }

    private sealed record Counter(DateTimeOffset Start, int Failures);
}
