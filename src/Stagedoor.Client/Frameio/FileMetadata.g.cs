// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>The metadata of a file.</summary>
public sealed record FileMetadata
{
    /// <summary>File ID.</summary>
    public FrameioId FileId { get; init; }

    /// <summary>Metadata fields values.</summary>
    public IReadOnlyList<MetadataField> Metadata { get; init; } = [];

    /// <summary>What the answer held besides.</summary>
    public UnknownMembers More { get; init; } = UnknownMembers.None;

    internal static FileMetadata Read(ref Utf8JsonReader reader)
    {
        FrameioId fileId = default;
        IReadOnlyList<MetadataField> metadata = [];
        var more = UnknownMembers.None;
        JsonIn.Open(ref reader);
        while (JsonIn.Next(ref reader))
        {
            if (JsonIn.Is(ref reader, "file_id"u8)) fileId = JsonIn.Id(ref reader);
            else if (JsonIn.Is(ref reader, "metadata"u8)) metadata = JsonIn.List(ref reader, MetadataField.Read);
            else more = JsonIn.Keep(ref reader, more);
        }

        return new()
        {
            FileId = fileId,
            Metadata = metadata,
            More = more,
        };
    }
}
