// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>What to search among.</summary>
public sealed record SearchFilters
{
    /// <summary>Include files and version stacks in search results.</summary>
    public bool? FilesAndVersionStacks { get; init; }

    /// <summary>Include folders in search results.</summary>
    public bool? Folders { get; init; }

    /// <summary>Include projects in search results.</summary>
    public bool? Projects { get; init; }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.Member("files_and_version_stacks", FilesAndVersionStacks);
        writer.Member("folders", Folders);
        writer.Member("projects", Projects);
        writer.WriteEndObject();
    }
}
