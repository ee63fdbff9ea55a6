// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>A metadata field of a file, and its value.</summary>
public sealed record MetadataField
{
    /// <summary>Populated with custom member options only if <c>member_options_type</c> is set to 'custom'.</summary>
    public IReadOnlyList<FieldMember>? CustomMembers { get; init; }

    /// <summary>Field definition ID.</summary>
    public FrameioId FieldDefinitionId { get; init; }

    /// <summary>Field definition name.</summary>
    public string FieldDefinitionName { get; init; } = "";

    /// <summary><c>field_options</c> of the contract.</summary>
    public IReadOnlyList<FieldOption>? FieldOptions { get; init; }

    /// <summary>Field type.</summary>
    public FieldType FieldType { get; init; }

    /// <summary><c>member_options_type</c> of the contract.</summary>
    public MemberOptions? MemberOptionsType { get; init; }

    /// <summary>Metadata mutability. System field values cannot be updated.</summary>
    public bool Mutable { get; init; }

    /// <summary><c>value</c> of the contract.</summary>
    public FieldValue Value { get; init; }

    /// <summary>What the answer held besides.</summary>
    public UnknownMembers More { get; init; } = UnknownMembers.None;

    internal static MetadataField Read(ref Utf8JsonReader reader)
    {
        IReadOnlyList<FieldMember>? customMembers = null;
        FrameioId fieldDefinitionId = default;
        string fieldDefinitionName = "";
        IReadOnlyList<FieldOption>? fieldOptions = null;
        FieldType fieldType = default;
        MemberOptions? memberOptionsType = null;
        bool mutable = false;
        FieldValue value = default;
        var more = UnknownMembers.None;
        JsonIn.Open(ref reader);
        while (JsonIn.Next(ref reader))
        {
            if (JsonIn.Is(ref reader, "custom_members"u8)) customMembers = JsonIn.ListOrNull(ref reader, FieldMember.Read);
            else if (JsonIn.Is(ref reader, "field_definition_id"u8)) fieldDefinitionId = JsonIn.Id(ref reader);
            else if (JsonIn.Is(ref reader, "field_definition_name"u8)) fieldDefinitionName = JsonIn.Text(ref reader);
            else if (JsonIn.Is(ref reader, "field_options"u8)) fieldOptions = JsonIn.ListOrNull(ref reader, FieldOption.Read);
            else if (JsonIn.Is(ref reader, "field_type"u8)) fieldType = FieldType.Read(ref reader);
            else if (JsonIn.Is(ref reader, "member_options_type"u8)) memberOptionsType = MemberOptions.ReadOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "mutable"u8)) mutable = JsonIn.Flag(ref reader);
            else if (JsonIn.Is(ref reader, "value"u8)) value = FieldValue.Read(ref reader);
            else more = JsonIn.Keep(ref reader, more);
        }

        return new()
        {
            CustomMembers = customMembers,
            FieldDefinitionId = fieldDefinitionId,
            FieldDefinitionName = fieldDefinitionName,
            FieldOptions = fieldOptions,
            FieldType = fieldType,
            MemberOptionsType = memberOptionsType,
            Mutable = mutable,
            Value = value,
            More = more,
        };
    }
}
