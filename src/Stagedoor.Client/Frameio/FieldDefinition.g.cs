// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>A metadata field that an account has defined.</summary>
public sealed record FieldDefinition
{
    /// <summary>Field definition ID.</summary>
    public FrameioId Id { get; init; }

    /// <summary>FieldDefinition Name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Created Timestamp.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who made it; there if it was asked for by an include.</summary>
    public User? Creator { get; init; }

    /// <summary>Field definition creator ID.</summary>
    public FrameioId CreatorId { get; init; }

    /// <summary><c>field_configuration</c> of the contract.</summary>
    public FieldConfiguration FieldConfiguration { get; init; } = new();

    /// <summary>Field type.</summary>
    public FieldType FieldType { get; init; }

    /// <summary>Field definition mutability. System fields cannot be updated.</summary>
    public bool Mutable { get; init; }

    /// <summary>Updated Timestamp.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>What the answer held besides.</summary>
    public UnknownMembers More { get; init; } = UnknownMembers.None;

    internal static FieldDefinition Read(ref Utf8JsonReader reader)
    {
        FrameioId id = default;
        string name = "";
        DateTimeOffset createdAt = default;
        User? creator = null;
        FrameioId creatorId = default;
        FieldConfiguration fieldConfiguration = new();
        FieldType fieldType = default;
        bool mutable = false;
        DateTimeOffset updatedAt = default;
        var more = UnknownMembers.None;
        JsonIn.Open(ref reader);
        while (JsonIn.Next(ref reader))
        {
            if (JsonIn.Is(ref reader, "id"u8)) id = JsonIn.Id(ref reader);
            else if (JsonIn.Is(ref reader, "name"u8)) name = JsonIn.Text(ref reader);
            else if (JsonIn.Is(ref reader, "created_at"u8)) createdAt = JsonIn.Time(ref reader);
            else if (JsonIn.Is(ref reader, "creator"u8)) creator = JsonIn.OrNull(ref reader, User.Read);
            else if (JsonIn.Is(ref reader, "creator_id"u8)) creatorId = JsonIn.Id(ref reader);
            else if (JsonIn.Is(ref reader, "field_configuration"u8)) fieldConfiguration = JsonIn.OrNull(ref reader, FieldConfiguration.Read) ?? new();
            else if (JsonIn.Is(ref reader, "field_type"u8)) fieldType = FieldType.Read(ref reader);
            else if (JsonIn.Is(ref reader, "mutable"u8)) mutable = JsonIn.Flag(ref reader);
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
            FieldConfiguration = fieldConfiguration,
            FieldType = fieldType,
            Mutable = mutable,
            UpdatedAt = updatedAt,
            More = more,
        };
    }
}
