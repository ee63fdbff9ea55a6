// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>A file to be made.</summary>
public sealed record NewFile
{
    /// <summary>File name.</summary>
    public required string Name { get; init; }

    /// <summary>File size in bytes (up to 5TB).</summary>
    public required long FileSize { get; init; }

    /// <summary>MIME type, Example: image/gif.</summary>
    public required string MediaType { get; init; }

    /// <summary>Source URL - Initiates a remote upload from the given URL when present.</summary>
    public string? SourceUrl { get; init; }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.Member("name", Name);
        writer.Member("file_size", FileSize);
        writer.Member("media_type", MediaType);
        writer.Member("source_url", SourceUrl);
        writer.WriteEndObject();
    }
}
