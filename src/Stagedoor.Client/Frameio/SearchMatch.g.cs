// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>Why something was found: of these, what its <see cref="Type"/> has.</summary>
public sealed record SearchMatch
{
    /// <summary>The name of the result.</summary>
    public string? Name { get; init; }

    /// <summary>What kind it is.</summary>
    public SearchMatchType Type { get; init; }

    /// <summary>The ID of the user who the result is assigned to.</summary>
    public FrameioId? AssigneeId { get; init; }

    /// <summary>The audio sample rate of the result in Hz.</summary>
    public double? AudioSampleRate { get; init; }

    /// <summary>The bit depth of the result.</summary>
    public double? BitDepth { get; init; }

    /// <summary>The bit rate of the result in bps.</summary>
    public double? BitRate { get; init; }

    /// <summary>The number of audio channels of the result.</summary>
    public double? Channels { get; init; }

    /// <summary>The list of subclips matching the query.</summary>
    public IReadOnlyList<VisualMatchClip>? Clips { get; init; }

    /// <summary>The codec of the result.</summary>
    public string? Codec { get; init; }

    /// <summary>The color of the rating field.</summary>
    public string? Color { get; init; }

    /// <summary>The color space of the result.</summary>
    public string? ColorSpace { get; init; }

    /// <summary>The comment count of the result.</summary>
    public long? CommentCount { get; init; }

    /// <summary>The ID of the comment that matched the query.</summary>
    public FrameioId? CommentId { get; init; }

    /// <summary>The ID of the user who created the result.</summary>
    public FrameioId? CreatorId { get; init; }

    /// <summary>The deleted at timestamp of the result.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>The duration of the result in seconds.</summary>
    public double? Duration { get; init; }

    /// <summary>The dynamic range of the result.</summary>
    public string? DynamicRange { get; init; }

    /// <summary>The file type of the result.</summary>
    public string? FileType { get; init; }

    /// <summary>The file size of the result in bytes.</summary>
    public long? Filesize { get; init; }

    /// <summary>The format of the result.</summary>
    public string? Format { get; init; }

    /// <summary>The frame rate of the result in fps.</summary>
    public double? FrameRate { get; init; }

    /// <summary>Whether the result has an alpha channel.</summary>
    public bool? HasAlphaChannel { get; init; }

    /// <summary>The inserted at timestamp of the result.</summary>
    public DateTimeOffset? InsertedAt { get; init; }

    /// <summary>The keywords of the result that are relevant to the search.</summary>
    public IReadOnlyList<string>? Keywords { get; init; }

    /// <summary>The transcriptions that match.</summary>
    public IReadOnlyList<TranscriptionSegment>? Matches { get; init; }

    /// <summary>The maximum rating of the rating field for the result.</summary>
    public long? MaxValue { get; init; }

    /// <summary>The notes of the result.</summary>
    public string? Notes { get; init; }

    /// <summary>The page count of the result.</summary>
    public long? PageCount { get; init; }

    /// <summary>Project information for a project match.</summary>
    public ProjectMatchInfo? Project { get; init; }

    /// <summary>The rating of the result.</summary>
    public long? Rating { get; init; }

    /// <summary>The resolution height of the result in pixels.</summary>
    public double? ResolutionHeight { get; init; }

    /// <summary>The resolution width of the result in pixels.</summary>
    public double? ResolutionWidth { get; init; }

    /// <summary>The small portion of the comment that matched the search query.</summary>
    public string? Snippet { get; init; }

    /// <summary>The original file name of the result.</summary>
    public string? SourceFilename { get; init; }

    /// <summary>The status of the result.</summary>
    public string? Status { get; init; }

    /// <summary>The style of the rating field.</summary>
    public string? Style { get; init; }

    /// <summary>The terms in the search query that matched the result's name.</summary>
    public IReadOnlyList<string>? Terms { get; init; }

    /// <summary>The updated at timestamp of the result.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>The uploaded at timestamp of the result.</summary>
    public DateTimeOffset? UploadedAt { get; init; }

    /// <summary>What the answer held besides.</summary>
    public UnknownMembers More { get; init; } = UnknownMembers.None;

    internal static SearchMatch Read(ref Utf8JsonReader reader)
    {
        string? name = null;
        SearchMatchType type = default;
        FrameioId? assigneeId = null;
        double? audioSampleRate = null;
        double? bitDepth = null;
        double? bitRate = null;
        double? channels = null;
        IReadOnlyList<VisualMatchClip>? clips = null;
        string? codec = null;
        string? color = null;
        string? colorSpace = null;
        long? commentCount = null;
        FrameioId? commentId = null;
        FrameioId? creatorId = null;
        DateTimeOffset? deletedAt = null;
        double? duration = null;
        string? dynamicRange = null;
        string? fileType = null;
        long? filesize = null;
        string? format = null;
        double? frameRate = null;
        bool? hasAlphaChannel = null;
        DateTimeOffset? insertedAt = null;
        IReadOnlyList<string>? keywords = null;
        IReadOnlyList<TranscriptionSegment>? matches = null;
        long? maxValue = null;
        string? notes = null;
        long? pageCount = null;
        ProjectMatchInfo? project = null;
        long? rating = null;
        double? resolutionHeight = null;
        double? resolutionWidth = null;
        string? snippet = null;
        string? sourceFilename = null;
        string? status = null;
        string? style = null;
        IReadOnlyList<string>? terms = null;
        DateTimeOffset? updatedAt = null;
        DateTimeOffset? uploadedAt = null;
        var more = UnknownMembers.None;
        JsonIn.Open(ref reader);
        while (JsonIn.Next(ref reader))
        {
            if (JsonIn.Is(ref reader, "name"u8)) name = JsonIn.TextOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "type"u8)) type = SearchMatchType.Read(ref reader);
            else if (JsonIn.Is(ref reader, "assignee_id"u8)) assigneeId = JsonIn.IdOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "audio_sample_rate"u8)) audioSampleRate = JsonIn.NumberOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "bit_depth"u8)) bitDepth = JsonIn.NumberOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "bit_rate"u8)) bitRate = JsonIn.NumberOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "channels"u8)) channels = JsonIn.NumberOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "clips"u8)) clips = JsonIn.ListOrNull(ref reader, VisualMatchClip.Read);
            else if (JsonIn.Is(ref reader, "codec"u8)) codec = JsonIn.TextOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "color"u8)) color = JsonIn.TextOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "color_space"u8)) colorSpace = JsonIn.TextOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "comment_count"u8)) commentCount = JsonIn.LongOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "comment_id"u8)) commentId = JsonIn.IdOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "creator_id"u8)) creatorId = JsonIn.IdOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "deleted_at"u8)) deletedAt = JsonIn.TimeOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "duration"u8)) duration = JsonIn.NumberOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "dynamic_range"u8)) dynamicRange = JsonIn.TextOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "file_type"u8)) fileType = JsonIn.TextOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "filesize"u8)) filesize = JsonIn.LongOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "format"u8)) format = JsonIn.TextOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "frame_rate"u8)) frameRate = JsonIn.NumberOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "has_alpha_channel"u8)) hasAlphaChannel = JsonIn.FlagOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "inserted_at"u8)) insertedAt = JsonIn.TimeOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "keywords"u8)) keywords = JsonIn.ListOrNull(ref reader, JsonIn.Text);
            else if (JsonIn.Is(ref reader, "matches"u8)) matches = JsonIn.ListOrNull(ref reader, TranscriptionSegment.Read);
            else if (JsonIn.Is(ref reader, "max_value"u8)) maxValue = JsonIn.LongOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "notes"u8)) notes = JsonIn.TextOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "page_count"u8)) pageCount = JsonIn.LongOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "project"u8)) project = JsonIn.OrNull(ref reader, ProjectMatchInfo.Read);
            else if (JsonIn.Is(ref reader, "rating"u8)) rating = JsonIn.LongOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "resolution_height"u8)) resolutionHeight = JsonIn.NumberOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "resolution_width"u8)) resolutionWidth = JsonIn.NumberOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "snippet"u8)) snippet = JsonIn.TextOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "source_filename"u8)) sourceFilename = JsonIn.TextOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "status"u8)) status = JsonIn.TextOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "style"u8)) style = JsonIn.TextOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "terms"u8)) terms = JsonIn.ListOrNull(ref reader, JsonIn.Text);
            else if (JsonIn.Is(ref reader, "updated_at"u8)) updatedAt = JsonIn.TimeOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "uploaded_at"u8)) uploadedAt = JsonIn.TimeOrNull(ref reader);
            else more = JsonIn.Keep(ref reader, more);
        }

        return new()
        {
            Name = name,
            Type = type,
            AssigneeId = assigneeId,
            AudioSampleRate = audioSampleRate,
            BitDepth = bitDepth,
            BitRate = bitRate,
            Channels = channels,
            Clips = clips,
            Codec = codec,
            Color = color,
            ColorSpace = colorSpace,
            CommentCount = commentCount,
            CommentId = commentId,
            CreatorId = creatorId,
            DeletedAt = deletedAt,
            Duration = duration,
            DynamicRange = dynamicRange,
            FileType = fileType,
            Filesize = filesize,
            Format = format,
            FrameRate = frameRate,
            HasAlphaChannel = hasAlphaChannel,
            InsertedAt = insertedAt,
            Keywords = keywords,
            Matches = matches,
            MaxValue = maxValue,
            Notes = notes,
            PageCount = pageCount,
            Project = project,
            Rating = rating,
            ResolutionHeight = resolutionHeight,
            ResolutionWidth = resolutionWidth,
            Snippet = snippet,
            SourceFilename = sourceFilename,
            Status = status,
            Style = style,
            Terms = terms,
            UpdatedAt = updatedAt,
            UploadedAt = uploadedAt,
            More = more,
        };
    }
}
