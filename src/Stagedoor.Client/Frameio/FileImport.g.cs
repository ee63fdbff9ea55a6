// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>A file in a storage of one's own, to be made known.</summary>
public sealed record FileImport
{
    /// <summary>File name.</summary>
    public required string Name { get; init; }

    /// <summary>File key/path within the filespace.</summary>
    public required string Key { get; init; }

    /// <summary>Storage location with account UUID as the value or prefix. Applies to accounts with Storage Connect.</summary>
    public required string StorageLocation { get; init; }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.Member("name", Name);
        writer.Member("key", Key);
        writer.Member("storage_location", StorageLocation);
        writer.WriteEndObject();
    }
}
