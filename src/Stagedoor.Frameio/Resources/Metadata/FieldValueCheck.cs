using System.Globalization;
using System.Text;
using System.Text.Json;
using Stagedoor.Frameio.Resources.MetadataFields;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Metadata;

/// <summary>Whether a value is one of its field's type.</summary>
internal static class FieldValueCheck
{
    private const int LongestText = 5_000, LongestLongText = 20_000, MostMembers = 100;

    /// <summary>The value as it is kept, null for none; or a sentence that says what is wrong.</summary>
    public static (string? Kept, string? Problem) Read(FieldDefinition definition, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null) return (null, null);
        try
        {
            return Judge(definition, value);
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, escaped.
            return Refuse("Invalid string: it is not Unicode");
        }
    }

    /// <summary>The users and groups that a kept value names.</summary>
    public static IEnumerable<(Guid Id, bool IsGroup)> MembersOf(string kept)
    {
        using var document = JsonDocument.Parse(kept);
        return [.. document.RootElement.EnumerateArray().Select(member => (member.GetProperty("id").GetGuid(), member.GetProperty("type").GetString() == "account_user_group"))];
    }

    private static (string?, string?) Judge(FieldDefinition definition, JsonElement value)
    {
        return definition.Type switch
        {
            FieldType.Text => Text(value, LongestText),
            FieldType.LongText => Text(value, LongestLongText),
            FieldType.Rating => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var stars) && stars >= 0 && stars <= definition.Configuration.GetProperty("max_value").GetInt64()
                ? Keep(value) : Refuse($"Expected a whole number from 0 to {definition.Configuration.GetProperty("max_value").GetInt64()}"),
            FieldType.Number => Number(definition, value),
            FieldType.Toggle => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? Keep(value) : Refuse("Invalid boolean"),
            FieldType.Date => IsDate(value) ? Keep(value) : Refuse("Expected a date as 2026-03-04 or 2026-03-04T05:06:07Z"),
            FieldType.Select => Options(definition, value, most: 1),
            FieldType.SelectMulti => Options(definition, value, most: 50),
            FieldType.UserSingle => Members(definition, value, most: 1),
            _ => Members(definition, value, most: MostMembers),
        };
    }

    private static (string?, string?) Text(JsonElement value, int most)
    {
        if (value.ValueKind != JsonValueKind.String) return Refuse("Invalid string");
        var text = value.GetString()!;
        if (text.Contains('\0', StringComparison.Ordinal)) return Refuse("Invalid string: it holds a null character");
        return text.Length <= most ? (JsonEncodedTextOf(text), null) : Refuse($"String length is larger than maxLength: {most}");
    }

    private static (string?, string?) Number(FieldDefinition definition, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDecimal(out var number)) return Refuse("Invalid number");
        var scale = definition.Configuration.GetProperty("scale").GetInt32();
        // Not as it was written: a number may be written with as many zeros as a body holds.
        return decimal.Round(number, scale) == number ? (number.ToString("0.############################", CultureInfo.InvariantCulture), null) : Refuse($"The field has {scale} decimal places");
    }

    private static bool IsDate(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String || value.GetRawText().Length > 64) return false;
        var text = value.GetString()!;
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            || (text.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _));
    }

    private static (string?, string?) Options(FieldDefinition definition, JsonElement value, int most)
    {
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > most) return Refuse($"Expected a list of at most {most} ids of the field's options");
        var offered = definition.Options.Select(option => option.Id).ToHashSet();
        var chosen = new List<Guid>();
        foreach (var item in value.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.String || Ids.Read(item.GetString()) is not { } id || !offered.Contains(id)) return Refuse("The field has no such option");
            if (!chosen.Contains(id)) chosen.Add(id);
        }

        return chosen.Count == 0 ? (null, null) : ($"[{string.Join(',', chosen.Select(id => $"\"{id}\""))}]", null);
    }

    private static (string?, string?) Members(FieldDefinition definition, JsonElement value, int most)
    {
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > most) return Refuse($"Expected a list of at most {most} members");
        var (users, groups) = FieldConfiguration.Members(definition.Configuration);
        var isCustom = definition.Configuration.GetProperty("member_options_type").GetString() == "custom";
        var kept = new StringBuilder("[");
        foreach (var item in value.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty("id", out var id) || id.ValueKind != JsonValueKind.String || Ids.Read(id.GetString()) is not { } member
                || !item.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String || type.GetString() is not ("user" or "account_user_group")) return Refuse("Expected members as {\"id\": …, \"type\": \"user\" or \"account_user_group\"}");
            if (isCustom && !(type.GetString() == "user" ? users : groups).Contains(member)) return Refuse("The field does not offer this member");
            if (kept.Length > 1) kept.Append(',');
            kept.Append(CultureInfo.InvariantCulture, $"{{\"id\":\"{member}\",\"type\":\"{type.GetString()}\"}}");
        }

        return kept.Length == 1 ? (null, null) : (kept.Append(']').ToString(), null);
    }

    private static string JsonEncodedTextOf(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    private static (string?, string?) Keep(JsonElement value) => (value.GetRawText(), null);

    private static (string?, string?) Refuse(string problem) => (null, problem);
}
