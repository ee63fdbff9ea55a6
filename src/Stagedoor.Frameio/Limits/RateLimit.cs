namespace Stagedoor.Frameio.Limits;

/// <summary>So many calls in so long a time.</summary>
public sealed record RateLimit(int Calls, TimeSpan Window)
{
    /// <summary>100 calls a minute per account user.</summary>
    public static readonly RateLimit Usual = new(100, TimeSpan.FromMinutes(1));
}
