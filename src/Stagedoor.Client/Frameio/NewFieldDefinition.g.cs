// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>A metadata field to be defined.</summary>
public sealed record NewFieldDefinition
{
    /// <summary>Field definition name.</summary>
    public required string Name { get; init; }

    /// <summary><c>field_configuration</c> of the contract.</summary>
    public FieldConfiguration? FieldConfiguration { get; init; }

    /// <summary>Field type.</summary>
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
