using System.Buffers;
using System.Text.Json;
using Stagedoor.Frameio.Wire;
using Stagedoor.Protocol.Wire;

namespace Stagedoor.Frameio.Resources.MetadataFields;

/// <summary>
/// Reads <c>field_configuration</c> as its type has it, and makes it whole: what a change leaves out stays, and an option that keeps its name keeps its id, so that the values of files stay too.
/// </summary>
internal static class FieldConfiguration
{
    private const int MostOptions = 50, LongestOption = 250, LongestColor = 32, MostMembers = 100;

    private static readonly string[] Styles = ["star", "heart", "thumbs_up"], NumberFormats = ["bitrate", "bits", "duration", "framerate", "frequency", "storage", "timecode"],
        DateFormats = ["local", "friendly", "usa", "euro", "iso"], TimeFormats = ["twelve_hour", "twenty_four_hour"], MemberOptions = ["all_project_members", "custom"], MemberTypes = ["user", "account_user_group"];

    /// <param name="data">The body's data.</param>
    /// <param name="type">The field's type.</param>
    /// <param name="known">What the field has now; null for a new one.</param>
    public static JsonElement Read(Fields data, string type, JsonElement? known)
    {
        var isNew = known is null;
        var given = type is FieldType.Text or FieldType.LongText ? null : data.Nested("field_configuration", required: isNew && type != FieldType.Toggle);
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            var configuration = new Draft(writer, given, known);
            switch (type)
            {
                case FieldType.Select or FieldType.SelectMulti:
                    configuration.Flag("enable_add_new", usual: true);
                    WriteOptions(configuration, required: isNew);
                    break;
                case FieldType.Rating:
                    configuration.Number("max_value", 0, 5, required: isNew);
                    configuration.OneOf("style", Styles);
                    configuration.Text("color", LongestColor);
                    break;
                case FieldType.Number:
                    configuration.Number("scale", 0, 3, required: isNew);
                    configuration.OneOf("number_format", NumberFormats);
                    break;
                case FieldType.Toggle:
                    configuration.Text("color", LongestColor);
                    break;
                case FieldType.Date:
                    configuration.OneOf("display_format", DateFormats, required: isNew, usual: "local");
                    configuration.Flag("display_timezone", usual: false);
                    configuration.Flag("include_time", usual: false);
                    configuration.OneOf("time_format", TimeFormats, usual: "twelve_hour");
                    break;
                case FieldType.UserSingle or FieldType.UserMulti:
                    configuration.Flag("notify_members", usual: false, required: given is not null);
                    configuration.OneOf("member_options_type", MemberOptions, required: given is not null, usual: "all_project_members");
                    WriteMembers(configuration);
                    break;
                default:
                    break;
            }

            writer.WriteEndObject();
        }

        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }

    /// <summary>The ids of the users and of the groups that a configuration offers.</summary>
    public static (IReadOnlyList<Guid> Users, IReadOnlyList<Guid> Groups) Members(JsonElement configuration)
    {
        if (!configuration.TryGetProperty("custom_members", out var members)) return ([], []);
        var all = members.EnumerateArray().ToLookup(member => member.GetProperty("type").GetString(), member => member.GetProperty("id").GetGuid());
        return ([.. all["user"]], [.. all["account_user_group"]]);
    }

    private static void WriteOptions(Draft configuration, bool required)
    {
        var known = configuration.Known("options");
        if (configuration.Given?.NestedMany("options", required, least: 1, most: MostOptions) is not { } options)
        {
            configuration.Keep("options", known);
            return;
        }

        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        if (known is { } kept) foreach (var option in kept.EnumerateArray()) ids.TryAdd(option.GetProperty("display_name").GetString()!, option.GetProperty("id").GetString()!);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        configuration.Writer.WriteStartArray("options");
        foreach (var option in options)
        {
            var name = option.Text("display_name", required: true, least: 1, most: LongestOption);
            var color = option.Text("color", most: LongestColor);
            if (name is null) continue;
            if (!seen.Add(name)) option.Refuse("display_name", "Two options have the same name");
            configuration.Writer.WriteStartObject();
            configuration.Writer.WriteString("id", ids.GetValueOrDefault(name) ?? RandomIds.Uuid().ToString());
            configuration.Writer.WriteString("display_name", name);
            configuration.Writer.WriteString("color", color);
            configuration.Writer.WriteEndObject();
        }

        configuration.Writer.WriteEndArray();
    }

    private static void WriteMembers(Draft configuration)
    {
        if (configuration.Given?.NestedMany("custom_members", least: 1, most: MostMembers) is not { } members)
        {
            configuration.Keep("custom_members", configuration.Known("custom_members"));
            return;
        }

        configuration.Writer.WriteStartArray("custom_members");
        foreach (var member in members)
        {
            var (id, type) = (member.Id("id", required: true), member.OneOf("type", MemberTypes, required: true));
            configuration.Writer.WriteStartObject();
            configuration.Writer.WriteString("id", id ?? Guid.Empty);
            configuration.Writer.WriteString("type", type);
            configuration.Writer.WriteEndObject();
        }

        configuration.Writer.WriteEndArray();
    }

    /// <summary>A configuration on its way: what is given counts, else what is known, else what is usual.</summary>
    private sealed class Draft(Utf8JsonWriter writer, Fields? given, JsonElement? known)
    {
        public Utf8JsonWriter Writer => writer;

        public Fields? Given => given;

        public JsonElement? Known(string name) => known is { } all && all.TryGetProperty(name, out var value) ? value : null;

        public void Keep(string name, JsonElement? value)
        {
            writer.WritePropertyName(name);
            if (value is { } kept) kept.WriteTo(writer);
            else writer.WriteRawValue("[]");
        }

        public void Flag(string name, bool usual, bool required = false) => writer.WriteBoolean(name, given?.Flag(name, required) ?? Known(name)?.GetBoolean() ?? usual);

        public void Number(string name, long least, long most, bool required) => writer.WriteNumber(name, given?.Number(name, required, least: least, most: most) ?? Known(name)?.GetInt64() ?? least);

        public void OneOf(string name, IReadOnlyList<string> values, bool required = false, string? usual = null) => writer.WriteString(name, given?.OneOf(name, values, required) ?? Known(name)?.GetString() ?? usual);

        public void Text(string name, int most) => writer.WriteString(name, given?.Text(name, most: most) ?? Known(name)?.GetString());
    }
}
