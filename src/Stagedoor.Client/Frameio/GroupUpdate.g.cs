// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>What to change of a group; what is not set stays.</summary>
public sealed record GroupUpdate
{
    /// <summary>Group name.</summary>
    public string? Name { get; init; }

    /// <summary>Group emoji for UI display.</summary>
    public string? Emoji { get; init; }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.Member("name", Name);
        writer.Member("emoji", Emoji);
        writer.WriteEndObject();
    }
}
