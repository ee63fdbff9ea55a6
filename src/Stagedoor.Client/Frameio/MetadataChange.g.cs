// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>A field, and the value that it shall have.</summary>
public sealed record MetadataChange
{
    /// <summary><c>field_definition_id</c> of the contract.</summary>
    public required FrameioId FieldDefinitionId { get; init; }

    /// <summary><c>value</c> of the contract.</summary>
    public required FieldValue Value { get; init; }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.Member("field_definition_id", FieldDefinitionId);
        writer.Nested("value", Value.Write);
        writer.WriteEndObject();
    }
}
