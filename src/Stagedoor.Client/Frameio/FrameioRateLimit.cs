namespace Stagedoor.Client.Frameio;

/// <summary>What the API says of its limit for one operation: <c>x-ratelimit-limit</c>, <c>x-ratelimit-remaining</c> and <c>x-ratelimit-window</c>.</summary>
/// <param name="Limit">How many calls the window holds.</param>
/// <param name="Remaining">How many of them are left now.</param>
/// <param name="Window">How long the window is.</param>
public sealed record FrameioRateLimit(int Limit, int Remaining, TimeSpan Window)
{
    /// <summary>How long until a call that was spent comes back: the bucket leaks one after the other.</summary>
    internal TimeSpan Leak => Limit > 0 ? Window / Limit : Window;
}
