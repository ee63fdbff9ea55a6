using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>What every list can be asked for.</summary>
public record ListOptions
{
    internal static readonly ListOptions Usual = new();

    /// <summary>How many a page holds: 50 if nothing is said, 100 at most (500 in lists of files and folders).</summary>
    public int? PageSize { get; init; }

    /// <summary>Whether <see cref="FrameioPage{T}.TotalCount"/> shall be told.</summary>
    public bool IncludeTotalCount { get; init; }

    internal virtual void Write(ApiQuery query)
    {
        query.Add("page_size", PageSize);
        query.Add("include_total_count", IncludeTotalCount);
    }
}
