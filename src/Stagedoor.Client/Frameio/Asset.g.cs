// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>What stands in a folder: a <see cref="FrameioFile"/>, a <see cref="Folder"/>, a <see cref="VersionStack"/>, or something that this version of the library does not know.</summary>
public record Asset
{
    /// <summary>File, Folder, or Version Stack ID.</summary>
    public FrameioId Id { get; init; }

    /// <summary>File or folder Name.</summary>
    public string Name { get; init; } = "";

    /// <summary>What kind it is.</summary>
    public AssetType Type { get; init; }

    /// <summary>Adobe cloud storage asset identifier, when available.</summary>
    public string? AdobeId { get; init; }

    /// <summary>Creation timestamp.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who made it; there if it was asked for by an include.</summary>
    public User? Creator { get; init; }

    /// <summary>File attributes.</summary>
    public IReadOnlyList<MetadataField>? Metadata { get; init; }

    /// <summary>Parent Folder or Version Stack ID.</summary>
    public FrameioId? ParentId { get; init; }

    /// <summary><c>project</c> of the contract.</summary>
    public Project? Project { get; init; }

    /// <summary>Project ID.</summary>
    public FrameioId ProjectId { get; init; }

    /// <summary>Update timestamp.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>URL to view the asset in the Frame.io web application.</summary>
    public string ViewUrl { get; init; } = "";

    /// <summary>What the answer held besides.</summary>
    public UnknownMembers More { get; init; } = UnknownMembers.None;

    internal static Asset Read(ref Utf8JsonReader reader) => JsonIn.Peek(reader, "type"u8) switch
    {
        "file" => FrameioFile.Read(ref reader),
        "folder" => Folder.Read(ref reader),
        "version_stack" => VersionStack.Read(ref reader),
        _ => ReadUnknown(ref reader),
    };

    private static Asset ReadUnknown(ref Utf8JsonReader reader)
    {
        FrameioId id = default;
        string name = "";
        AssetType type = default;
        string? adobeId = null;
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
