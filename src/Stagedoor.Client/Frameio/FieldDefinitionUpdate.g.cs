// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>What to change of a metadata field; what is not set stays.</summary>
public sealed record FieldDefinitionUpdate
{
    /// <summary>Field definition name.</summary>
    public string? Name { get; init; }

    /// <summary><c>field_configuration</c> of the contract.</summary>
    public FieldConfiguration? FieldConfiguration { get; init; }

    /// <summary>Field type of the field definition to be updated.</summary>
    public required FieldType FieldType { get; init; }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.Member("name", Name);
        writer.Nested("field_configuration", FieldConfiguration is null ? null : FieldConfiguration.Write);
        writer.Member("field_type", FieldType.ToString());
        writer.WriteEndObject();
    }
}
