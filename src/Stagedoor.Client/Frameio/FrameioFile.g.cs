// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>A file.</summary>
public sealed record FrameioFile : Asset
{
    /// <summary>Version identifier of the Adobe cloud storage asset associated with this file, when available. A version identifier is a string that often resembles an integer but should be treated as an opaque string.</summary>
    public string? AdobeVersionId { get; init; }

    /// <summary>File size in bytes.</summary>
    public long FileSize { get; init; }

    /// <summary><c>media_links</c> of the contract.</summary>
    public MediaLinks? MediaLinks { get; init; }

    /// <summary>File media type.</summary>
    public string MediaType { get; init; } = "";

    /// <summary><c>status</c> of the contract.</summary>
    public FileStatus Status { get; init; }

    /// <summary>File upload URLs. Number of URLs returned will vary depending on the file size.</summary>
    public IReadOnlyList<UploadUrl>? UploadUrls { get; init; }

    internal static new FrameioFile Read(ref Utf8JsonReader reader)
    {
        FrameioId id = default;
        string name = "";
        AssetType type = default;
        string? adobeId = null;
        string? adobeVersionId = null;
        DateTimeOffset createdAt = default;
        User? creator = null;
        long fileSize = 0;
        MediaLinks? mediaLinks = null;
        string mediaType = "";
        IReadOnlyList<MetadataField>? metadata = null;
        FrameioId? parentId = null;
        Project? project = null;
        FrameioId projectId = default;
        FileStatus status = default;
        DateTimeOffset updatedAt = default;
        IReadOnlyList<UploadUrl>? uploadUrls = null;
        string viewUrl = "";
        var more = UnknownMembers.None;
        JsonIn.Open(ref reader);
        while (JsonIn.Next(ref reader))
        {
            if (JsonIn.Is(ref reader, "id"u8)) id = JsonIn.Id(ref reader);
            else if (JsonIn.Is(ref reader, "name"u8)) name = JsonIn.Text(ref reader);
            else if (JsonIn.Is(ref reader, "type"u8)) type = AssetType.Read(ref reader);
            else if (JsonIn.Is(ref reader, "adobe_id"u8)) adobeId = JsonIn.TextOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "adobe_version_id"u8)) adobeVersionId = JsonIn.TextOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "created_at"u8)) createdAt = JsonIn.Time(ref reader);
            else if (JsonIn.Is(ref reader, "creator"u8)) creator = JsonIn.OrNull(ref reader, User.Read);
            else if (JsonIn.Is(ref reader, "file_size"u8)) fileSize = JsonIn.Long(ref reader);
            else if (JsonIn.Is(ref reader, "media_links"u8)) mediaLinks = JsonIn.OrNull(ref reader, MediaLinks.Read);
            else if (JsonIn.Is(ref reader, "media_type"u8)) mediaType = JsonIn.Text(ref reader);
            else if (JsonIn.Is(ref reader, "metadata"u8)) metadata = JsonIn.ListOrNull(ref reader, MetadataField.Read);
            else if (JsonIn.Is(ref reader, "parent_id"u8)) parentId = JsonIn.IdOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "project"u8)) project = JsonIn.OrNull(ref reader, Project.Read);
            else if (JsonIn.Is(ref reader, "project_id"u8)) projectId = JsonIn.Id(ref reader);
            else if (JsonIn.Is(ref reader, "status"u8)) status = FileStatus.Read(ref reader);
            else if (JsonIn.Is(ref reader, "updated_at"u8)) updatedAt = JsonIn.Time(ref reader);
            else if (JsonIn.Is(ref reader, "upload_urls"u8)) uploadUrls = JsonIn.ListOrNull(ref reader, UploadUrl.Read);
            else if (JsonIn.Is(ref reader, "view_url"u8)) viewUrl = JsonIn.Text(ref reader);
            else more = JsonIn.Keep(ref reader, more);
        }

        return new()
        {
            Id = id,
            Name = name,
            Type = type,
            AdobeId = adobeId,
            AdobeVersionId = adobeVersionId,
            CreatedAt = createdAt,
            Creator = creator,
            FileSize = fileSize,
            MediaLinks = mediaLinks,
            MediaType = mediaType,
            Metadata = metadata,
            ParentId = parentId,
            Project = project,
            ProjectId = projectId,
            Status = status,
            UpdatedAt = updatedAt,
            UploadUrls = uploadUrls,
            ViewUrl = viewUrl,
            More = more,
        };
    }
}
