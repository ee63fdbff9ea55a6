using System.Security.Cryptography;

namespace Stagedoor.Egress;

/// <summary>When something that failed is tried again: so many attempts in all, the wait doubling from the first, each up to half longer by chance so that receivers that fell together are not woken together.</summary>
public sealed record RetrySchedule(int MostAttempts, TimeSpan First)
{
    private const int LongestRestSeconds = 60;

    /// <summary>What has waited that long is not sent any more, however often it was tried.</summary>
    public static readonly TimeSpan Oldest = TimeSpan.FromDays(1);

    /// <summary>How long to wait after the attempt of this number; null when it was the last.</summary>
    public TimeSpan? After(int attempt)
    {
        if (attempt >= MostAttempts) return null;
        var wait = First * Math.Pow(2, attempt - 1);
        return wait + TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32((int)wait.TotalMilliseconds / 2));
    }

    /// <summary>How long a receiver rests that failed so often in a row: its other deliveries wait too, so that it takes no place from receivers that answer.</summary>
    public static TimeSpan Rest(int failuresInARow) => TimeSpan.FromSeconds(failuresInARow == 0 ? 0 : Math.Min(LongestRestSeconds, 1 << Math.Min(failuresInARow - 1, 10)));
}
