// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>One of the contract's values, or one that this version of the library does not know: <c>new SearchMatchType("…")</c>.</summary>
public readonly record struct SearchMatchType
{
    private readonly string? value;

    /// <summary>From its text.</summary>
    /// <param name="value">The text.</param>
    public SearchMatchType(string value) => this.value = value;

    /// <summary><c>name_match</c>.</summary>
    public static SearchMatchType NameMatch => new("name_match");

    /// <summary><c>source_filename_match</c>.</summary>
    public static SearchMatchType SourceFilenameMatch => new("source_filename_match");

    /// <summary><c>project_match</c>.</summary>
    public static SearchMatchType ProjectMatch => new("project_match");

    /// <summary><c>creator_match</c>.</summary>
    public static SearchMatchType CreatorMatch => new("creator_match");

    /// <summary><c>assignee_match</c>.</summary>
    public static SearchMatchType AssigneeMatch => new("assignee_match");

    /// <summary><c>format_match</c>.</summary>
    public static SearchMatchType FormatMatch => new("format_match");

    /// <summary><c>keywords_match</c>.</summary>
    public static SearchMatchType KeywordsMatch => new("keywords_match");

    /// <summary><c>status_match</c>.</summary>
    public static SearchMatchType StatusMatch => new("status_match");

    /// <summary><c>visual_match</c>.</summary>
    public static SearchMatchType VisualMatch => new("visual_match");

    /// <summary><c>transcription_match</c>.</summary>
    public static SearchMatchType TranscriptionMatch => new("transcription_match");

    /// <summary><c>comment_match</c>.</summary>
    public static SearchMatchType CommentMatch => new("comment_match");

    /// <summary><c>rating_match</c>.</summary>
    public static SearchMatchType RatingMatch => new("rating_match");

    /// <summary><c>comment_count_match</c>.</summary>
    public static SearchMatchType CommentCountMatch => new("comment_count_match");

    /// <summary><c>page_count_match</c>.</summary>
    public static SearchMatchType PageCountMatch => new("page_count_match");

    /// <summary><c>duration_match</c>.</summary>
    public static SearchMatchType DurationMatch => new("duration_match");

    /// <summary><c>filesize_match</c>.</summary>
    public static SearchMatchType FilesizeMatch => new("filesize_match");

    /// <summary><c>audio_sample_rate_match</c>.</summary>
    public static SearchMatchType AudioSampleRateMatch => new("audio_sample_rate_match");

    /// <summary><c>notes_match</c>.</summary>
    public static SearchMatchType NotesMatch => new("notes_match");

    /// <summary><c>uploaded_at_match</c>.</summary>
    public static SearchMatchType UploadedAtMatch => new("uploaded_at_match");

    /// <summary><c>updated_at_match</c>.</summary>
    public static SearchMatchType UpdatedAtMatch => new("updated_at_match");

    /// <summary><c>deleted_at_match</c>.</summary>
    public static SearchMatchType DeletedAtMatch => new("deleted_at_match");

    /// <summary><c>inserted_at_match</c>.</summary>
    public static SearchMatchType InsertedAtMatch => new("inserted_at_match");

    /// <summary><c>file_type_match</c>.</summary>
    public static SearchMatchType FileTypeMatch => new("file_type_match");

    /// <summary><c>bit_depth_match</c>.</summary>
    public static SearchMatchType BitDepthMatch => new("bit_depth_match");

    /// <summary><c>bit_rate_match</c>.</summary>
    public static SearchMatchType BitRateMatch => new("bit_rate_match");

    /// <summary><c>codec_match</c>.</summary>
    public static SearchMatchType CodecMatch => new("codec_match");

    /// <summary><c>channels_match</c>.</summary>
    public static SearchMatchType ChannelsMatch => new("channels_match");

    /// <summary><c>frame_rate_match</c>.</summary>
    public static SearchMatchType FrameRateMatch => new("frame_rate_match");

    /// <summary><c>has_alpha_channel_match</c>.</summary>
    public static SearchMatchType HasAlphaChannelMatch => new("has_alpha_channel_match");

    /// <summary><c>color_space_match</c>.</summary>
    public static SearchMatchType ColorSpaceMatch => new("color_space_match");

    /// <summary><c>resolution_width_match</c>.</summary>
    public static SearchMatchType ResolutionWidthMatch => new("resolution_width_match");

    /// <summary><c>resolution_height_match</c>.</summary>
    public static SearchMatchType ResolutionHeightMatch => new("resolution_height_match");

    /// <summary><c>dynamic_range_match</c>.</summary>
    public static SearchMatchType DynamicRangeMatch => new("dynamic_range_match");

    /// <summary>Its text, as it stands on the wire.</summary>
    public override string ToString() => value ?? "";

    internal static SearchMatchType Read(ref Utf8JsonReader reader) => new(JsonIn.Text(ref reader));

    internal static SearchMatchType? ReadOrNull(ref Utf8JsonReader reader) => JsonIn.TextOrNull(ref reader) is { } text ? new(text) : null;
}
