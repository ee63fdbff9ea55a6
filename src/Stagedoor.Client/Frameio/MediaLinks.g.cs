// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>Where a file's bytes and renditions are; those that were asked for by an include.</summary>
public sealed record MediaLinks
{
    /// <summary><c>efficient</c> of the contract.</summary>
    public MediaLink? Efficient { get; init; }

    /// <summary><c>high_quality</c> of the contract.</summary>
    public MediaLink? HighQuality { get; init; }

    /// <summary><c>original</c> of the contract.</summary>
    public MediaLink? Original { get; init; }

    /// <summary><c>scrub_sheet</c> of the contract.</summary>
    public MediaLink? ScrubSheet { get; init; }

    /// <summary><c>thumbnail</c> of the contract.</summary>
    public MediaLink? Thumbnail { get; init; }

    /// <summary><c>thumbnail_high_quality</c> of the contract.</summary>
    public MediaLink? ThumbnailHighQuality { get; init; }

    /// <summary><c>video_h264_180</c> of the contract.</summary>
    public MediaLink? VideoH264180 { get; init; }

    /// <summary>What the answer held besides.</summary>
    public UnknownMembers More { get; init; } = UnknownMembers.None;

    internal static MediaLinks Read(ref Utf8JsonReader reader)
    {
        MediaLink? efficient = null;
        MediaLink? highQuality = null;
        MediaLink? original = null;
        MediaLink? scrubSheet = null;
        MediaLink? thumbnail = null;
        MediaLink? thumbnailHighQuality = null;
        MediaLink? videoH264180 = null;
        var more = UnknownMembers.None;
        JsonIn.Open(ref reader);
        while (JsonIn.Next(ref reader))
        {
            if (JsonIn.Is(ref reader, "efficient"u8)) efficient = JsonIn.OrNull(ref reader, MediaLink.Read);
            else if (JsonIn.Is(ref reader, "high_quality"u8)) highQuality = JsonIn.OrNull(ref reader, MediaLink.Read);
            else if (JsonIn.Is(ref reader, "original"u8)) original = JsonIn.OrNull(ref reader, MediaLink.Read);
            else if (JsonIn.Is(ref reader, "scrub_sheet"u8)) scrubSheet = JsonIn.OrNull(ref reader, MediaLink.Read);
            else if (JsonIn.Is(ref reader, "thumbnail"u8)) thumbnail = JsonIn.OrNull(ref reader, MediaLink.Read);
            else if (JsonIn.Is(ref reader, "thumbnail_high_quality"u8)) thumbnailHighQuality = JsonIn.OrNull(ref reader, MediaLink.Read);
            else if (JsonIn.Is(ref reader, "video_h264_180"u8)) videoH264180 = JsonIn.OrNull(ref reader, MediaLink.Read);
            else more = JsonIn.Keep(ref reader, more);
        }

        return new()
        {
            Efficient = efficient,
            HighQuality = highQuality,
            Original = original,
            ScrubSheet = scrubSheet,
            Thumbnail = thumbnail,
            ThumbnailHighQuality = thumbnailHighQuality,
            VideoH264180 = videoH264180,
            More = more,
        };
    }
}
