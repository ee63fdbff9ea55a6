namespace Stagedoor.Client.Frameio;

/// <summary>What a client does when it calls more often than it may.</summary>
public enum RateLimitBehavior
{
    /// <summary>Waits, and calls again: until the limit lets it in, or <see cref="FrameioClientOptions.LongestWait"/> is over.</summary>
    Wait,

    /// <summary>Throws a <see cref="FrameioException"/> of the kind <see cref="FrameioProblem.RateLimited"/> at once.</summary>
    Throw,
}
