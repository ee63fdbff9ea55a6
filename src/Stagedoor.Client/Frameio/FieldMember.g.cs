// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>A user or group of a metadata field.</summary>
public sealed record FieldMember
{
    /// <summary>User Id or Account User Group Id.</summary>
    public FrameioId Id { get; init; }

    /// <summary>What kind it is.</summary>
    public FieldMemberType Type { get; init; }

    /// <summary>What the answer held besides.</summary>
    public UnknownMembers More { get; init; } = UnknownMembers.None;

    internal static FieldMember Read(ref Utf8JsonReader reader)
    {
        FrameioId id = default;
        FieldMemberType type = default;
        var more = UnknownMembers.None;
        JsonIn.Open(ref reader);
        while (JsonIn.Next(ref reader))
        {
            if (JsonIn.Is(ref reader, "id"u8)) id = JsonIn.Id(ref reader);
            else if (JsonIn.Is(ref reader, "type"u8)) type = FieldMemberType.Read(ref reader);
            else more = JsonIn.Keep(ref reader, more);
        }

        return new()
        {
            Id = id,
            Type = type,
            More = more,
        };
    }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.Member("id", Id);
        writer.Member("type", Type.ToString());
        writer.WriteEndObject();
    }
}
