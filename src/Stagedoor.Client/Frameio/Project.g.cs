// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>A project.</summary>
public sealed record Project
{
    /// <summary>Project ID.</summary>
    public FrameioId Id { get; init; }

    /// <summary>Project Name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Adobe cloud storage directory ID associated with the project, when available.</summary>
    public string? AdobeId { get; init; }

    /// <summary>Created Timestamp.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Project Description.</summary>
    public string? Description { get; init; }

    /// <summary>Whose it is; there if it was asked for by an include.</summary>
    public User? Owner { get; init; }

    /// <summary>Whether the project is restricted or not.</summary>
    public bool? Restricted { get; init; }

    /// <summary>Root Folder ID.</summary>
    public FrameioId RootFolderId { get; init; }

    /// <summary>Project Status.</summary>
    public ProjectStatus Status { get; init; }

    /// <summary>Storage Usage.</summary>
    public long Storage { get; init; }

    /// <summary>Updated Timestamp.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>URL to view the project in the Frame.io web application.</summary>
    public string ViewUrl { get; init; } = "";

    /// <summary>Workspace ID.</summary>
    public FrameioId WorkspaceId { get; init; }

    /// <summary>What the answer held besides.</summary>
    public UnknownMembers More { get; init; } = UnknownMembers.None;

    internal static Project Read(ref Utf8JsonReader reader)
    {
        FrameioId id = default;
        string name = "";
        string? adobeId = null;
        DateTimeOffset createdAt = default;
        string? description = null;
        User? owner = null;
        bool? restricted = null;
        FrameioId rootFolderId = default;
        ProjectStatus status = default;
        long storage = 0;
        DateTimeOffset updatedAt = default;
        string viewUrl = "";
        FrameioId workspaceId = default;
        var more = UnknownMembers.None;
        JsonIn.Open(ref reader);
        while (JsonIn.Next(ref reader))
        {
            if (JsonIn.Is(ref reader, "id"u8)) id = JsonIn.Id(ref reader);
            else if (JsonIn.Is(ref reader, "name"u8)) name = JsonIn.Text(ref reader);
            else if (JsonIn.Is(ref reader, "adobe_id"u8)) adobeId = JsonIn.TextOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "created_at"u8)) createdAt = JsonIn.Time(ref reader);
            else if (JsonIn.Is(ref reader, "description"u8)) description = JsonIn.TextOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "owner"u8)) owner = JsonIn.OrNull(ref reader, User.Read);
            else if (JsonIn.Is(ref reader, "restricted"u8)) restricted = JsonIn.FlagOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "root_folder_id"u8)) rootFolderId = JsonIn.Id(ref reader);
            else if (JsonIn.Is(ref reader, "status"u8)) status = ProjectStatus.Read(ref reader);
            else if (JsonIn.Is(ref reader, "storage"u8)) storage = JsonIn.Long(ref reader);
            else if (JsonIn.Is(ref reader, "updated_at"u8)) updatedAt = JsonIn.Time(ref reader);
            else if (JsonIn.Is(ref reader, "view_url"u8)) viewUrl = JsonIn.Text(ref reader);
            else if (JsonIn.Is(ref reader, "workspace_id"u8)) workspaceId = JsonIn.Id(ref reader);
            else more = JsonIn.Keep(ref reader, more);
        }

        return new()
        {
            Id = id,
            Name = name,
            AdobeId = adobeId,
            CreatedAt = createdAt,
            Description = description,
            Owner = owner,
            Restricted = restricted,
            RootFolderId = rootFolderId,
            Status = status,
            Storage = storage,
            UpdatedAt = updatedAt,
            ViewUrl = viewUrl,
            WorkspaceId = workspaceId,
            More = more,
        };
    }
}
