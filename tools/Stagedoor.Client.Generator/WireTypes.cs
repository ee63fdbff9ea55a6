using System.Text.Json;

namespace Stagedoor.Client.Generator;

/// <summary>What schemas are in .NET, and which values the enums that were met have.</summary>
internal sealed class WireTypes(Contract contract)
{
    private static readonly Dictionary<string, string> EnumNames = new(StringComparer.Ordinal)
    {
        ["Account.roles"] = "AccountRole",
        ["AccountUserRole.role"] = "AccountRole",
        ["UserRole.role"] = "PlaceRole",
        ["GivenRole.role"] = "PlaceRole",
        ["#.role"] = "PlaceRole",
        ["ProjectUpdate.status"] = "ProjectStatus",
        ["Asset.type"] = "AssetType",
        ["FrameioFile.type"] = "AssetType",
        ["Folder.type"] = "AssetType",
        ["VersionStack.type"] = "AssetType",
        ["FrameioFile.status"] = "FileStatus",
        ["NewShare.access"] = "ShareAccess",
        ["ShareUpdate.access"] = "ShareAccess",
        ["Collection.aggregation_mode"] = "AggregationMode",
        ["AuditLog.event_type"] = "AuditEventType",
        ["AuditLogFilters.event_type"] = "AuditEventType",
        ["AuditLog.resource_type"] = "AuditResourceType",
        ["AuditLogFilters.resource_type"] = "AuditResourceType",
        ["TextReviewAnnotation.text_review_annotation_type"] = "TextReviewAnnotationType",
        ["TextReviewAnnotationUpdate.text_review_annotation_type"] = "TextReviewAnnotationType",
        ["FieldDefinition.field_type"] = "FieldType",
        ["NewFieldDefinition.field_type"] = "FieldType",
        ["FieldDefinitionUpdate.field_type"] = "FieldType",
        ["MetadataField.field_type"] = "FieldType",
        ["FieldConfiguration.number_format"] = "FieldNumberFormat",
        ["FieldConfiguration.display_format"] = "FieldDateFormat",
        ["FieldConfiguration.time_format"] = "FieldTimeFormat",
        ["FieldConfiguration.style"] = "RatingStyle",
        ["FieldConfiguration.member_options_type"] = "MemberOptions",
        ["MetadataField.member_options_type"] = "MemberOptions",
        ["SearchQuery.engine"] = "SearchEngine",
        ["#.copy_comments"] = "CopyComments",
        ["Webhook.events"] = "WebhookEventType",
        ["NewWebhook.events"] = "WebhookEventType",
        ["WebhookUpdate.events"] = "WebhookEventType",
    };

    private static readonly Dictionary<string, WireType> Overrides = new(StringComparer.Ordinal)
    {
        ["MetadataField.value"] = WireType.FieldValue,
        ["MetadataChange.value"] = WireType.FieldValue,
        ["AuditLog.inserted_at"] = WireType.Time,
        ["SearchMatch.matches"] = WireType.List(WireType.Record("TranscriptionSegment")),
    };

    private readonly Dictionary<string, string> records = RecordShapes.All.SelectMany(record => record.Schemas.Select(schema => (schema, record.Name))).ToDictionary(StringComparer.Ordinal);

    /// <summary>The values of each enum that was met.</summary>
    public SortedDictionary<string, List<string>> Enums { get; } = new(StringComparer.Ordinal)
    {
        ["SearchResultType"] = ["file_result", "folder_result", "version_stack_result", "project_result"],
    };

    /// <summary>The type of a member of a record, or with <c>#</c> for the record of a parameter.</summary>
    public WireType Of(string record, string member, JsonElement schema, string path)
    {
        if (Overrides.TryGetValue($"{record}.{member}", out var known)) return known;
        if (records.TryGetValue(path, out var named)) return WireType.Record(named);
        if (Contract.Reference(schema) is { } reference)
        {
            if (reference == "TimeStamp") return WireType.Timestamp;
            if (reference is "UUID" or "FrameOrAdobeId") return WireType.Id;
            if (reference == "AssetWithIncludes") return WireType.Record("Asset");
            if (reference is "FieldDefinition" or "FieldDefinitionWithIncludes") return WireType.Record("FieldDefinition");
            if (reference is "GroupWithIncludes") return WireType.Record("Group");
            if (reference is "MetadataField" or "SearchMatch") return WireType.Record(reference);
            return records.TryGetValue(reference, out named) ? WireType.Record(named) : Of(record, member, contract.At(reference), reference);
        }

        if (schema.TryGetProperty("enum", out var values)) return EnumOf(record, member, values);
        return schema.GetProperty("type").GetString() switch
        {
            "array" when schema.TryGetProperty("example", out var events) && EnumNames.GetValueOrDefault($"{record}.{member}") == "WebhookEventType" => WireType.List(EnumOf(record, member, events)),
            "array" when schema.GetProperty("items") is var items && items.TryGetProperty("oneOf", out _) && path.StartsWith("SearchResponse", StringComparison.Ordinal) => WireType.List(WireType.Record("SearchResult")),
            "array" => WireType.List(Of(record, member, schema.GetProperty("items"), path + "[]")),
            "boolean" => WireType.Flag,
            "integer" => schema.TryGetProperty("format", out var format) && format.GetString() == "int32" ? WireType.Int : WireType.Long,
            "number" => WireType.Number,
            "string" => TextOf(member, schema),
            var other => throw new InvalidOperationException($"{record}.{member} at {path} is {other}"),
        };
    }

    private static WireType TextOf(string member, JsonElement schema) => (schema.TryGetProperty("format", out var format) ? format.GetString() : null) switch
    {
        "uuid" => WireType.Id,
        "date-time" or "datetime" => WireType.Time,
        "date" => WireType.Date,
        _ => member is "id" || (member.EndsWith("_id", StringComparison.Ordinal) && !member.StartsWith("adobe", StringComparison.Ordinal)) ? WireType.Id : WireType.Text,
    };

    private WireType EnumOf(string record, string member, JsonElement values)
    {
        var name = EnumNames.TryGetValue($"{record}.{member}", out var known) ? known : record + Names.Pascal(member);
        return EnumOf(name, values);
    }

    /// <summary>An enum by its name, with values that may be new.</summary>
    public WireType EnumOf(string name, JsonElement values)
    {
        if (!Enums.TryGetValue(name, out var all)) Enums.Add(name, all = []);
        all.AddRange(values.EnumerateArray().Select(value => value.GetString()!).Where(value => !all.Contains(value)));
        return WireType.Enum(name);
    }
}
