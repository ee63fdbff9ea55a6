namespace Stagedoor.Frameio.Assets;

/// <summary>What answers about assets may include.</summary>
internal static class AssetInclude
{
    public const string Creator = "creator", Project = "project", ProjectOwner = "project.owner", Metadata = "metadata", MediaLinks = "media_links.", Original = MediaLinks + "original";

    /// <summary>The media links beside the original: renditions, which nobody makes here.</summary>
    public static readonly string[] Renditions = ["thumbnail", "thumbnail_high_quality", "video_h264_180", "high_quality", "efficient", "scrub_sheet"];

    /// <summary>Of those, the ones that have an address to play at beside one to download.</summary>
    public static readonly string[] Played = ["thumbnail", "thumbnail_high_quality", "video_h264_180", "scrub_sheet"];

    /// <summary>Of folders. The owner of the project stands in the contract's examples and not in its enum.</summary>
    public static readonly string[] OfFolders = [Creator, Project, ProjectOwner, Metadata];

    public static readonly string[] OfFiles = [Original, .. Renditions.Select(rendition => MediaLinks + rendition), .. OfFolders];
}
