// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>A custom action.</summary>
public sealed record CustomAction
{
    /// <summary>Action ID.</summary>
    public FrameioId Id { get; init; }

    /// <summary>Action Name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Active Status.</summary>
    public bool Active { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who made it; there if it was asked for by an include.</summary>
    public User? Creator { get; init; }

    /// <summary>Creator ID.</summary>
    public FrameioId CreatorId { get; init; }

    /// <summary><c>deleted_at</c> of the contract.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>Action Description.</summary>
    public string Description { get; init; } = "";

    /// <summary>Event Name.</summary>
    public string Event { get; init; } = "";

    /// <summary>Manages action trigger on multiple assets.</summary>
    public bool? MultiAsset { get; init; }

    /// <summary>Secret used to validate underlying webhook requests. Make sure to store your secret. You won't be able to see it again!.</summary>
    public string? Secret { get; init; }

    /// <summary>Timeout for the action requests in seconds.</summary>
    public long? Timeout { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Action URL.</summary>
    public string Url { get; init; } = "";

    /// <summary>Workspace ID.</summary>
    public FrameioId WorkspaceId { get; init; }

    /// <summary>What the answer held besides.</summary>
    public UnknownMembers More { get; init; } = UnknownMembers.None;

    /// <summary>What it is, without what it holds: that opens something.</summary>
    public override string ToString() => $"CustomAction {Id}";

    internal static CustomAction Read(ref Utf8JsonReader reader)
    {
        FrameioId id = default;
        string name = "";
        bool active = false;
        DateTimeOffset createdAt = default;
        User? creator = null;
        FrameioId creatorId = default;
        DateTimeOffset? deletedAt = null;
        string description = "";
        string @event = "";
        bool? multiAsset = null;
        string? secret = null;
        long? timeout = null;
        DateTimeOffset updatedAt = default;
        string url = "";
        FrameioId workspaceId = default;
        var more = UnknownMembers.None;
        JsonIn.Open(ref reader);
        while (JsonIn.Next(ref reader))
        {
            if (JsonIn.Is(ref reader, "id"u8)) id = JsonIn.Id(ref reader);
            else if (JsonIn.Is(ref reader, "name"u8)) name = JsonIn.Text(ref reader);
            else if (JsonIn.Is(ref reader, "active"u8)) active = JsonIn.Flag(ref reader);
            else if (JsonIn.Is(ref reader, "created_at"u8)) createdAt = JsonIn.Time(ref reader);
            else if (JsonIn.Is(ref reader, "creator"u8)) creator = JsonIn.OrNull(ref reader, User.Read);
            else if (JsonIn.Is(ref reader, "creator_id"u8)) creatorId = JsonIn.Id(ref reader);
            else if (JsonIn.Is(ref reader, "deleted_at"u8)) deletedAt = JsonIn.TimeOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "description"u8)) description = JsonIn.Text(ref reader);
            else if (JsonIn.Is(ref reader, "event"u8)) @event = JsonIn.Text(ref reader);
            else if (JsonIn.Is(ref reader, "multi_asset"u8)) multiAsset = JsonIn.FlagOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "secret"u8)) secret = JsonIn.TextOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "timeout"u8)) timeout = JsonIn.LongOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "updated_at"u8)) updatedAt = JsonIn.Time(ref reader);
            else if (JsonIn.Is(ref reader, "url"u8)) url = JsonIn.Text(ref reader);
            else if (JsonIn.Is(ref reader, "workspace_id"u8)) workspaceId = JsonIn.Id(ref reader);
            else more = JsonIn.Keep(ref reader, more);
        }

        return new()
        {
            Id = id,
            Name = name,
            Active = active,
            CreatedAt = createdAt,
            Creator = creator,
            CreatorId = creatorId,
            DeletedAt = deletedAt,
            Description = description,
            Event = @event,
            MultiAsset = multiAsset,
            Secret = secret,
            Timeout = timeout,
            UpdatedAt = updatedAt,
            Url = url,
            WorkspaceId = workspaceId,
            More = more,
        };
    }
}
