using System.Text.Json;
using Stagedoor.Frameio.Resources.MetadataFields;

namespace Stagedoor.Frameio.Resources.Metadata;

/// <summary>Writes values as the contract's <c>MetadataField</c>.</summary>
internal static class MetadataJson
{
    /// <param name="writer">Stands in an object, before a member.</param>
    /// <param name="member">The member's name.</param>
    /// <param name="values">What is written.</param>
    /// <param name="withDetails">Whether what a field offers is shown too.</param>
    public static void Write(Utf8JsonWriter writer, string member, IEnumerable<FieldValue> values, bool withDetails)
    {
        writer.WriteStartArray(member);
        foreach (var value in values) Write(writer, value, withDetails);
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, FieldValue field, bool withDetails)
    {
        var definition = field.Definition;
        writer.WriteStartObject();
        writer.WriteString("field_definition_id", definition.Id);
        writer.WriteString("field_definition_name", definition.Name);
        writer.WriteString("field_type", definition.Type);
        writer.WriteBoolean("mutable", true);
        switch (definition.Type)
        {
            case FieldType.Select or FieldType.SelectMulti:
                // An option that the field offers no more is no value.
                HashSet<Guid> chosen = [.. field.Value?.EnumerateArray().Select(option => option.GetGuid()) ?? []];
                WriteOptions(writer, "value", definition.Options.Where(option => chosen.Contains(option.Id)));
                if (withDetails) WriteOptions(writer, "field_options", definition.Options);
                break;
            case FieldType.UserSingle or FieldType.UserMulti:
                WriteArray(writer, "value", field.Value);
                if (!withDetails) break;
                writer.WriteString("member_options_type", definition.Configuration.GetProperty("member_options_type").GetString());
                WriteArray(writer, "custom_members", definition.Configuration.GetProperty("custom_members"));
                break;
            default:
                writer.WritePropertyName("value");
                if (field.Value is { } value) value.WriteTo(writer);
                else writer.WriteNullValue();
                break;
        }

        writer.WriteEndObject();
    }

    private static void WriteOptions(Utf8JsonWriter writer, string member, IEnumerable<(Guid Id, string Name)> options)
    {
        writer.WriteStartArray(member);
        foreach (var (id, name) in options)
        {
            writer.WriteStartObject();
            writer.WriteString("id", id);
            writer.WriteString("display_name", name);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteArray(Utf8JsonWriter writer, string member, JsonElement? array)
    {
        writer.WritePropertyName(member);
        if (array is { } given) given.WriteTo(writer);
        else writer.WriteRawValue("[]");
    }
}
