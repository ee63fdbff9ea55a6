namespace Stagedoor.Client.Frameio;

/// <summary>How a <see cref="FrameioClient"/> behaves.</summary>
public sealed class FrameioClientOptions
{
    /// <summary>What to do when a limit is reached; to wait, if nothing is said.</summary>
    public RateLimitBehavior RateLimits { get; set; } = RateLimitBehavior.Wait;

    /// <summary>How long one call waits for its turn in all, before it throws; two minutes, if nothing is said.</summary>
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Told of the limit of an operation, by its id in the contract, after each answer that tells it.</summary>
    public Action<string, FrameioRateLimit>? RateLimitSeen { get; set; }
}
