// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>What to change of a project; what is not set stays.</summary>
public sealed record ProjectUpdate
{
    /// <summary>Project Name.</summary>
    public string? Name { get; init; }

    /// <summary>Whether the project is restricted or not.</summary>
    public bool? Restricted { get; init; }

    /// <summary>Project Status.</summary>
    public ProjectStatus? Status { get; init; }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.Member("name", Name);
        writer.Member("restricted", Restricted);
        writer.Member("status", Status?.ToString());
        writer.WriteEndObject();
    }
}
