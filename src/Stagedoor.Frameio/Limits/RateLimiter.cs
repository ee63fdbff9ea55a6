using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Stagedoor.Frameio.Limits;

/// <summary>What a limit says of one call.</summary>
internal readonly record struct Verdict(bool Allowed, int Remaining, int RetryAfterSeconds);

/// <summary>A leaky bucket per operation, account and user, in memory, bounded. A bucket is the moment at which it will be empty.</summary>
internal sealed class RateLimiter(FrameioOptions options, TimeProvider time)
{
    private const int Capacity = 200_000;

    private readonly ConcurrentDictionary<(string Operation, string User, Guid? Account), Bucket> buckets = new();

    private readonly long start = time.GetTimestamp();

    public Verdict Count(Operation operation, string user, Guid? account)
    {
        if (!options.RateLimits) return new(true, operation.Limit.Calls, 0);
        var now = time.GetElapsedTime(start);
        if (buckets.Count > Capacity) Forget(now);
        return buckets.GetOrAdd((operation.Id, user, account), static _ => new()).Add(operation.Limit, now);
    }

    /// <summary>The three headers that every answer has.</summary>
    public void WriteHeaders(HttpResponse response, RateLimit limit, int remaining)
    {
        response.Headers["x-ratelimit-limit"] = limit.Calls.ToString(CultureInfo.InvariantCulture);
        response.Headers["x-ratelimit-remaining"] = (options.RateLimits ? remaining : limit.Calls).ToString(CultureInfo.InvariantCulture);
        response.Headers["x-ratelimit-window"] = ((int)limit.Window.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
    }

    // An empty bucket says the same as none.
    private void Forget(TimeSpan now)
    {
        foreach (var (key, bucket) in buckets)
        {
            if (bucket.IsEmpty(now)) buckets.TryRemove(key, out _);
        }
    }

    private sealed class Bucket
    {
        private readonly Lock gate = new();
        private TimeSpan emptyAt;

        public bool IsEmpty(TimeSpan now)
        {
            lock (gate) return emptyAt <= now;
        }

        public Verdict Add(RateLimit limit, TimeSpan now)
        {
            lock (gate)
            {
                var drop = limit.Window / limit.Calls;
                var after = (emptyAt > now ? emptyAt : now) + drop;
                if (after - now > limit.Window) return new(false, 0, Math.Max(1, (int)Math.Ceiling((after - now - limit.Window).TotalSeconds)));
                emptyAt = after;
                return new(true, (int)((limit.Window - (after - now)) / drop), 0);
            }
        }
    }
}
