// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>What the list can be asked for.</summary>
public sealed record CommentListOptions : ListOptions
{
    /// <summary>Enables display of timestamp as timecode (HH:MM:SS:FF) when true.</summary>
    public bool TimestampAsTimecode { get; init; }

    /// <summary>What the answer shall include.</summary>
    public CommentIncludes Include { get; init; }

    /// <summary>In which order.</summary>
    public CommentSort? Sort { get; init; }

    internal override void Write(ApiQuery query)
    {
        query.Add("timestamp_as_timecode", TimestampAsTimecode);
        query.Add("include", Include.Text());
        query.Add("sort", Sort?.ToString());
        base.Write(query);
    }
}
