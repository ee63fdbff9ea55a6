// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>A group to be made.</summary>
public sealed record NewGroup
{
    /// <summary>Group name.</summary>
    public required string Name { get; init; }

    /// <summary>Group emoji for UI display.</summary>
    public required string Emoji { get; init; }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.Member("name", Name);
        writer.Member("emoji", Emoji);
        writer.WriteEndObject();
    }
}
