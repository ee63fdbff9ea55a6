// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>How a metadata field is set up: of these, those that its type has.</summary>
public sealed record FieldConfiguration
{
    /// <summary>Color value hex code for the <c>style</c> icon symbols. ex: #fbd400.</summary>
    public string? Color { get; init; }

    /// <summary><c>custom_members</c> of the contract.</summary>
    public IReadOnlyList<FieldMember>? CustomMembers { get; init; }

    /// <summary><c>display_format</c> of the contract.</summary>
    public FieldDateFormat? DisplayFormat { get; init; }

    /// <summary><c>display_timezone</c> of the contract.</summary>
    public bool? DisplayTimezone { get; init; }

    /// <summary>Allow or disallow adding in new option(s) from the grid/list view.</summary>
    public bool? EnableAddNew { get; init; }

    /// <summary><c>include_time</c> of the contract.</summary>
    public bool? IncludeTime { get; init; }

    /// <summary><c>max_value</c> of the contract.</summary>
    public long? MaxValue { get; init; }

    /// <summary><c>member_options_type</c> of the contract.</summary>
    public MemberOptions? MemberOptionsType { get; init; }

    /// <summary><c>notify_members</c> of the contract.</summary>
    public bool? NotifyMembers { get; init; }

    /// <summary>Number format.</summary>
    public FieldNumberFormat? NumberFormat { get; init; }

    /// <summary><c>options</c> of the contract.</summary>
    public IReadOnlyList<FieldOption>? Options { get; init; }

    /// <summary>Number scale. Indicates the number of decimal places of precision for the number value.</summary>
    public long? Scale { get; init; }

    /// <summary>Field type.</summary>
    public RatingStyle? Style { get; init; }

    /// <summary><c>time_format</c> of the contract.</summary>
    public FieldTimeFormat? TimeFormat { get; init; }

    /// <summary>What the answer held besides.</summary>
    public UnknownMembers More { get; init; } = UnknownMembers.None;

    internal static FieldConfiguration Read(ref Utf8JsonReader reader)
    {
        string? color = null;
        IReadOnlyList<FieldMember>? customMembers = null;
        FieldDateFormat? displayFormat = null;
        bool? displayTimezone = null;
        bool? enableAddNew = null;
        bool? includeTime = null;
        long? maxValue = null;
        MemberOptions? memberOptionsType = null;
        bool? notifyMembers = null;
        FieldNumberFormat? numberFormat = null;
        IReadOnlyList<FieldOption>? options = null;
        long? scale = null;
        RatingStyle? style = null;
        FieldTimeFormat? timeFormat = null;
        var more = UnknownMembers.None;
        JsonIn.Open(ref reader);
        while (JsonIn.Next(ref reader))
        {
            if (JsonIn.Is(ref reader, "color"u8)) color = JsonIn.TextOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "custom_members"u8)) customMembers = JsonIn.ListOrNull(ref reader, FieldMember.Read);
            else if (JsonIn.Is(ref reader, "display_format"u8)) displayFormat = FieldDateFormat.ReadOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "display_timezone"u8)) displayTimezone = JsonIn.FlagOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "enable_add_new"u8)) enableAddNew = JsonIn.FlagOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "include_time"u8)) includeTime = JsonIn.FlagOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "max_value"u8)) maxValue = JsonIn.LongOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "member_options_type"u8)) memberOptionsType = MemberOptions.ReadOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "notify_members"u8)) notifyMembers = JsonIn.FlagOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "number_format"u8)) numberFormat = FieldNumberFormat.ReadOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "options"u8)) options = JsonIn.ListOrNull(ref reader, FieldOption.Read);
            else if (JsonIn.Is(ref reader, "scale"u8)) scale = JsonIn.LongOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "style"u8)) style = RatingStyle.ReadOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "time_format"u8)) timeFormat = FieldTimeFormat.ReadOrNull(ref reader);
            else more = JsonIn.Keep(ref reader, more);
        }

        return new()
        {
            Color = color,
            CustomMembers = customMembers,
            DisplayFormat = displayFormat,
            DisplayTimezone = displayTimezone,
            EnableAddNew = enableAddNew,
            IncludeTime = includeTime,
            MaxValue = maxValue,
            MemberOptionsType = memberOptionsType,
            NotifyMembers = notifyMembers,
            NumberFormat = numberFormat,
            Options = options,
            Scale = scale,
            Style = style,
            TimeFormat = timeFormat,
            More = more,
        };
    }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.Member("color", Color);
        writer.Member("custom_members", CustomMembers, static (writer, item) => item.Write(writer));
        writer.Member("display_format", DisplayFormat?.ToString());
        writer.Member("display_timezone", DisplayTimezone);
        writer.Member("enable_add_new", EnableAddNew);
        writer.Member("include_time", IncludeTime);
        writer.Member("max_value", MaxValue);
        writer.Member("member_options_type", MemberOptionsType?.ToString());
        writer.Member("notify_members", NotifyMembers);
        writer.Member("number_format", NumberFormat?.ToString());
        writer.Member("options", Options, static (writer, item) => item.Write(writer));
        writer.Member("scale", Scale);
        writer.Member("style", Style?.ToString());
        writer.Member("time_format", TimeFormat?.ToString());
        writer.WriteEndObject();
    }
}
