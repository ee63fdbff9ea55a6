// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>A project that a search found.</summary>
public sealed record ProjectMatchInfo
{
    /// <summary>The project ID.</summary>
    public FrameioId Id { get; init; }

    /// <summary>The project name.</summary>
    public string Name { get; init; } = "";

    /// <summary>What the answer held besides.</summary>
    public UnknownMembers More { get; init; } = UnknownMembers.None;

    internal static ProjectMatchInfo Read(ref Utf8JsonReader reader)
    {
        FrameioId id = default;
        string name = "";
        var more = UnknownMembers.None;
        JsonIn.Open(ref reader);
        while (JsonIn.Next(ref reader))
        {
            if (JsonIn.Is(ref reader, "id"u8)) id = JsonIn.Id(ref reader);
            else if (JsonIn.Is(ref reader, "name"u8)) name = JsonIn.Text(ref reader);
            else more = JsonIn.Keep(ref reader, more);
        }

        return new()
        {
            Id = id,
            Name = name,
            More = more,
        };
    }
}
