namespace Stagedoor.Frameio.Limits;

/// <summary>So many calls in so long a time, as the contract says of each operation.</summary>
public sealed record RateLimit(int Calls, TimeSpan Window)
{
    /// <summary>100 calls a minute per account user.</summary>
    public static readonly RateLimit Usual = PerMinute(100);

    public static RateLimit PerMinute(int calls) => new(calls, TimeSpan.FromMinutes(1));

    public static RateLimit PerSecond(int calls) => new(calls, TimeSpan.FromSeconds(1));
}
