// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>A workspace.</summary>
public sealed record Workspace
{
    /// <summary>Workspace ID.</summary>
    public FrameioId Id { get; init; }

    /// <summary>Workspace Name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Account ID.</summary>
    public FrameioId AccountId { get; init; }

    /// <summary>Created Timestamp.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who made it; there if it was asked for by an include.</summary>
    public User? Creator { get; init; }

    /// <summary>Updated Timestamp.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>What the answer held besides.</summary>
    public UnknownMembers More { get; init; } = UnknownMembers.None;

    internal static Workspace Read(ref Utf8JsonReader reader)
    {
        FrameioId id = default;
        string name = "";
        FrameioId accountId = default;
        DateTimeOffset createdAt = default;
        User? creator = null;
        DateTimeOffset updatedAt = default;
        var more = UnknownMembers.None;
        JsonIn.Open(ref reader);
        while (JsonIn.Next(ref reader))
        {
            if (JsonIn.Is(ref reader, "id"u8)) id = JsonIn.Id(ref reader);
            else if (JsonIn.Is(ref reader, "name"u8)) name = JsonIn.Text(ref reader);
            else if (JsonIn.Is(ref reader, "account_id"u8)) accountId = JsonIn.Id(ref reader);
            else if (JsonIn.Is(ref reader, "created_at"u8)) createdAt = JsonIn.Time(ref reader);
            else if (JsonIn.Is(ref reader, "creator"u8)) creator = JsonIn.OrNull(ref reader, User.Read);
            else if (JsonIn.Is(ref reader, "updated_at"u8)) updatedAt = JsonIn.Time(ref reader);
            else more = JsonIn.Keep(ref reader, more);
        }

        return new()
        {
            Id = id,
            Name = name,
            AccountId = accountId,
            CreatedAt = createdAt,
            Creator = creator,
            UpdatedAt = updatedAt,
            More = more,
        };
    }
}
