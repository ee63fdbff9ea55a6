// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>A project to be made.</summary>
public sealed record NewProject
{
    /// <summary>Project Name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether the project is restricted or not.</summary>
    public bool? Restricted { get; init; }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.Member("name", Name);
        writer.Member("restricted", Restricted);
        writer.WriteEndObject();
    }
}
