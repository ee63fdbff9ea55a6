// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>A file to be hung on a comment.</summary>
public sealed record NewAttachment
{
    /// <summary>Filename.</summary>
    public required string Name { get; init; }

    /// <summary>Attachment file size in bytes (up to 5TB).</summary>
    public required long FileSize { get; init; }

    /// <summary>File media type.</summary>
    public required string MediaType { get; init; }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.Member("name", Name);
        writer.Member("file_size", FileSize);
        writer.Member("media_type", MediaType);
        writer.WriteEndObject();
    }
}
