namespace Stagedoor.Frameio;

/// <summary>How the API behaves.</summary>
public sealed record FrameioOptions
{
    /// <summary>False lets everybody ask as often as they like.</summary>
    public bool RateLimits { get; init; } = true;

    /// <summary>The address of this installation, for links into the app.</summary>
    public required string Address { get; init; }

    /// <summary>The size of an upload's parts, where that makes no more than a thousand of them.</summary>
    public long PartSize { get; init; } = 16 * 1024 * 1024;
}
