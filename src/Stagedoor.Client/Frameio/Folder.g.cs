// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>A folder.</summary>
public sealed record Folder : Asset
{
    /// <summary>Cover asset ID.</summary>
    public FrameioId? CoverFileId { get; init; }

    internal static new Folder Read(ref Utf8JsonReader reader)
    {
        FrameioId id = default;
        string name = "";
        AssetType type = default;
        string? adobeId = null;
        FrameioId? coverFileId = null;
        DateTimeOffset createdAt = default;
        User? creator = null;
        IReadOnlyList<MetadataField>? metadata = null;
        FrameioId? parentId = null;
        Project? project = null;
        FrameioId projectId = default;
        DateTimeOffset updatedAt = default;
        string viewUrl = "";
        var more = UnknownMembers.None;
        JsonIn.Open(ref reader);
        while (JsonIn.Next(ref reader))
        {
            if (JsonIn.Is(ref reader, "id"u8)) id = JsonIn.Id(ref reader);
            else if (JsonIn.Is(ref reader, "name"u8)) name = JsonIn.Text(ref reader);
            else if (JsonIn.Is(ref reader, "type"u8)) type = AssetType.Read(ref reader);
            else if (JsonIn.Is(ref reader, "adobe_id"u8)) adobeId = JsonIn.TextOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "cover_file_id"u8)) coverFileId = JsonIn.IdOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "created_at"u8)) createdAt = JsonIn.Time(ref reader);
            else if (JsonIn.Is(ref reader, "creator"u8)) creator = JsonIn.OrNull(ref reader, User.Read);
            else if (JsonIn.Is(ref reader, "metadata"u8)) metadata = JsonIn.ListOrNull(ref reader, MetadataField.Read);
            else if (JsonIn.Is(ref reader, "parent_id"u8)) parentId = JsonIn.IdOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "project"u8)) project = JsonIn.OrNull(ref reader, Project.Read);
            else if (JsonIn.Is(ref reader, "project_id"u8)) projectId = JsonIn.Id(ref reader);
            else if (JsonIn.Is(ref reader, "updated_at"u8)) updatedAt = JsonIn.Time(ref reader);
            else if (JsonIn.Is(ref reader, "view_url"u8)) viewUrl = JsonIn.Text(ref reader);
            else more = JsonIn.Keep(ref reader, more);
        }

        return new()
        {
            Id = id,
            Name = name,
            Type = type,
            AdobeId = adobeId,
            CoverFileId = coverFileId,
            CreatedAt = createdAt,
            Creator = creator,
            Metadata = metadata,
            ParentId = parentId,
            Project = project,
            ProjectId = projectId,
            UpdatedAt = updatedAt,
            ViewUrl = viewUrl,
            More = more,
        };
    }
}
