// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>A piece of a film that fits a query.</summary>
public sealed record VisualMatchClip
{
    /// <summary>Best matching frame time in milliseconds.</summary>
    public long BestFrameTime { get; init; }

    /// <summary>End time in milliseconds.</summary>
    public long EndTime { get; init; }

    /// <summary>Chronological index of this clip.</summary>
    public long Index { get; init; }

    /// <summary>Index ordered by relevancy score.</summary>
    public long RelevancyIndex { get; init; }

    /// <summary>Start time in milliseconds.</summary>
    public long StartTime { get; init; }

    /// <summary>What the answer held besides.</summary>
    public UnknownMembers More { get; init; } = UnknownMembers.None;

    internal static VisualMatchClip Read(ref Utf8JsonReader reader)
    {
        long bestFrameTime = 0;
        long endTime = 0;
        long index = 0;
        long relevancyIndex = 0;
        long startTime = 0;
        var more = UnknownMembers.None;
        JsonIn.Open(ref reader);
        while (JsonIn.Next(ref reader))
        {
            if (JsonIn.Is(ref reader, "best_frame_time"u8)) bestFrameTime = JsonIn.Long(ref reader);
            else if (JsonIn.Is(ref reader, "end_time"u8)) endTime = JsonIn.Long(ref reader);
            else if (JsonIn.Is(ref reader, "index"u8)) index = JsonIn.Long(ref reader);
            else if (JsonIn.Is(ref reader, "relevancy_index"u8)) relevancyIndex = JsonIn.Long(ref reader);
            else if (JsonIn.Is(ref reader, "start_time"u8)) startTime = JsonIn.Long(ref reader);
            else more = JsonIn.Keep(ref reader, more);
        }

        return new()
        {
            BestFrameTime = bestFrameTime,
            EndTime = endTime,
            Index = index,
            RelevancyIndex = relevancyIndex,
            StartTime = startTime,
            More = more,
        };
    }
}
