// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>What answers shall include.</summary>
[Flags]
public enum AssetIncludes
{
    /// <summary>Nothing more than usual.</summary>
    None = 0,

    /// <summary><c>media_links.original</c>.</summary>
    OriginalLink = 1 << 0,

    /// <summary><c>media_links.thumbnail</c>.</summary>
    ThumbnailLink = 1 << 1,

    /// <summary><c>media_links.thumbnail_high_quality</c>.</summary>
    ThumbnailHighQualityLink = 1 << 2,

    /// <summary><c>media_links.video_h264_180</c>.</summary>
    VideoH264180Link = 1 << 3,

    /// <summary><c>media_links.high_quality</c>.</summary>
    HighQualityLink = 1 << 4,

    /// <summary><c>media_links.efficient</c>.</summary>
    EfficientLink = 1 << 5,

    /// <summary><c>media_links.scrub_sheet</c>.</summary>
    ScrubSheetLink = 1 << 6,

    /// <summary><c>creator</c>.</summary>
    Creator = 1 << 7,

    /// <summary><c>project</c>.</summary>
    Project = 1 << 8,

    /// <summary><c>metadata</c>.</summary>
    Metadata = 1 << 9,
}

internal static class AssetIncludesText
{
    public static string? Text(this AssetIncludes flags) => ApiQuery.Joined([flags.HasFlag(AssetIncludes.OriginalLink) ? "media_links.original" : null, flags.HasFlag(AssetIncludes.ThumbnailLink) ? "media_links.thumbnail" : null, flags.HasFlag(AssetIncludes.ThumbnailHighQualityLink) ? "media_links.thumbnail_high_quality" : null, flags.HasFlag(AssetIncludes.VideoH264180Link) ? "media_links.video_h264_180" : null, flags.HasFlag(AssetIncludes.HighQualityLink) ? "media_links.high_quality" : null, flags.HasFlag(AssetIncludes.EfficientLink) ? "media_links.efficient" : null, flags.HasFlag(AssetIncludes.ScrubSheetLink) ? "media_links.scrub_sheet" : null, flags.HasFlag(AssetIncludes.Creator) ? "creator" : null, flags.HasFlag(AssetIncludes.Project) ? "project" : null, flags.HasFlag(AssetIncludes.Metadata) ? "metadata" : null]);
}
