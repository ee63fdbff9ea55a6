// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>A group of users.</summary>
public sealed record Group
{
    /// <summary>Group ID.</summary>
    public FrameioId Id { get; init; }

    /// <summary>Group name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Creation timestamp.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who made it; there if it was asked for by an include.</summary>
    public User? Creator { get; init; }

    /// <summary>ID of group creator.</summary>
    public FrameioId? CreatorId { get; init; }

    /// <summary>Group emoji for UI display.</summary>
    public string Emoji { get; init; } = "";

    /// <summary>Number of members in group.</summary>
    public long MemberCount { get; init; }

    /// <summary>Group source.</summary>
    public GroupSource Source { get; init; }

    /// <summary>Imported group sync status.</summary>
    public GroupSyncStatus? SyncStatus { get; init; }

    /// <summary>Update timestamp.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>What the answer held besides.</summary>
    public UnknownMembers More { get; init; } = UnknownMembers.None;

    internal static Group Read(ref Utf8JsonReader reader)
    {
        FrameioId id = default;
        string name = "";
        DateTimeOffset createdAt = default;
        User? creator = null;
        FrameioId? creatorId = null;
        string emoji = "";
        long memberCount = 0;
        GroupSource source = default;
        GroupSyncStatus? syncStatus = null;
        DateTimeOffset updatedAt = default;
        var more = UnknownMembers.None;
        JsonIn.Open(ref reader);
        while (JsonIn.Next(ref reader))
        {
            if (JsonIn.Is(ref reader, "id"u8)) id = JsonIn.Id(ref reader);
            else if (JsonIn.Is(ref reader, "name"u8)) name = JsonIn.Text(ref reader);
            else if (JsonIn.Is(ref reader, "created_at"u8)) createdAt = JsonIn.Time(ref reader);
            else if (JsonIn.Is(ref reader, "creator"u8)) creator = JsonIn.OrNull(ref reader, User.Read);
            else if (JsonIn.Is(ref reader, "creator_id"u8)) creatorId = JsonIn.IdOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "emoji"u8)) emoji = JsonIn.Text(ref reader);
            else if (JsonIn.Is(ref reader, "member_count"u8)) memberCount = JsonIn.Long(ref reader);
            else if (JsonIn.Is(ref reader, "source"u8)) source = GroupSource.Read(ref reader);
            else if (JsonIn.Is(ref reader, "sync_status"u8)) syncStatus = GroupSyncStatus.ReadOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "updated_at"u8)) updatedAt = JsonIn.Time(ref reader);
            else more = JsonIn.Keep(ref reader, more);
        }

        return new()
        {
            Id = id,
            Name = name,
            CreatedAt = createdAt,
            Creator = creator,
            CreatorId = creatorId,
            Emoji = emoji,
            MemberCount = memberCount,
            Source = source,
            SyncStatus = syncStatus,
            UpdatedAt = updatedAt,
            More = more,
        };
    }
}
