using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Stagedoor.Frameio.Tests.Contract;

/// <summary>
/// Judges JSON by the part of OpenAPI 3.0 schemas that the contract uses. Stricter than that in one thing: a member that an object's schema does not name is a violation, whether or not the
/// schema is closed. The contract's contradictions are read by intent: what stands beside <c>allOf</c> closes over all its parts, and a <c>oneOf</c> is satisfied by more than one.
/// </summary>
internal static partial class Schema
{
    /// <summary>What is wrong, each with its place.</summary>
    public static List<string> Violations(JsonElement schema, JsonElement value)
    {
        var violations = new List<string>();
        Judge(schema, value, "", violations);
        return violations;
    }

    /// <summary>The members that an object may have, with their schemas, over all parts of <c>allOf</c>.</summary>
    public static Dictionary<string, JsonElement> Members(JsonElement schema)
    {
        schema = Document.Resolve(schema);
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (schema.TryGetProperty("allOf", out var parts))
        {
            foreach (var part in parts.EnumerateArray())
            {
                foreach (var (name, member) in Members(part)) members[name] = member;
            }
        }

        if (schema.TryGetProperty("properties", out var properties))
        {
            foreach (var property in properties.EnumerateObject()) members[property.Name] = property.Value;
        }

        return members;
    }

    public static HashSet<string> Required(JsonElement schema)
    {
        schema = Document.Resolve(schema);
        var required = new HashSet<string>(StringComparer.Ordinal);
        if (schema.TryGetProperty("allOf", out var parts))
        {
            foreach (var part in parts.EnumerateArray()) required.UnionWith(Required(part));
        }

        if (schema.TryGetProperty("required", out var names)) required.UnionWith(names.EnumerateArray().Select(name => name.GetString()!));
        return required;
    }

    /// <summary>The schema that applies to a value: the one that a discriminator names, the first of a <c>oneOf</c> that it satisfies, or itself.</summary>
    public static JsonElement Chosen(JsonElement schema, JsonElement value)
    {
        schema = Document.Resolve(schema);
        if (!schema.TryGetProperty("oneOf", out var choices)) return schema;
        if (schema.TryGetProperty("discriminator", out var discriminator) && value.ValueKind == JsonValueKind.Object
            && value.TryGetProperty(discriminator.Text("propertyName"), out var kind) && kind.ValueKind == JsonValueKind.String
            && discriminator.GetProperty("mapping").TryGetProperty(kind.GetString()!, out var reference))
        {
            return Document.Named(reference.GetString()!);
        }

        foreach (var choice in choices.EnumerateArray())
        {
            if (Violations(choice, value).Count == 0) return Document.Resolve(choice);
        }

        return Document.Resolve(choices[0]);
    }

    public static bool IsNullable(JsonElement schema)
    {
        schema = Document.Resolve(schema);
        return (schema.TryGetProperty("nullable", out var nullable) && nullable.GetBoolean()) || (schema.TryGetProperty("oneOf", out var choices) && choices.EnumerateArray().Any(IsNullable));
    }

    private static void Judge(JsonElement schema, JsonElement value, string at, List<string> violations)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            if (!IsNullable(schema) && Document.Resolve(schema).EnumerateObject().Any()) violations.Add($"{at} is null");
            return;
        }

        schema = Chosen(schema, value);
        if (schema.TryGetProperty("enum", out var values) && !values.EnumerateArray().Any(allowed => JsonElement.DeepEquals(allowed, value))) violations.Add($"{at} is {value.GetRawText()}, none of the enum");
        var type = schema.TryGetProperty("type", out var named) ? named.GetString() : schema.TryGetProperty("allOf", out _) ? "object" : null;
        switch (type)
        {
            case "object" when value.ValueKind == JsonValueKind.Object:
                JudgeObject(schema, value, at, violations);
                break;
            case "array" when value.ValueKind == JsonValueKind.Array:
                if (schema.TryGetProperty("minItems", out var least) && value.GetArrayLength() < least.GetInt32()) violations.Add($"{at} has too few items");
                if (schema.TryGetProperty("maxItems", out var most) && value.GetArrayLength() > most.GetInt32()) violations.Add($"{at} has too many items");
                for (var i = 0; i < value.GetArrayLength(); i++) Judge(schema.GetProperty("items"), value[i], $"{at}/{i}", violations);
                break;
            case "string" when value.ValueKind == JsonValueKind.String:
                JudgeText(schema, value.GetString()!, at, violations);
                break;
            case "integer" when value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _):
            case "number" when value.ValueKind == JsonValueKind.Number:
                if (schema.TryGetProperty("minimum", out var low) && value.GetDouble() < low.GetDouble()) violations.Add($"{at} is too small");
                if (schema.TryGetProperty("maximum", out var high) && value.GetDouble() > high.GetDouble()) violations.Add($"{at} is too large");
                break;
            case "boolean" when value.ValueKind is JsonValueKind.True or JsonValueKind.False:
            case null:
                break;
            default:
                violations.Add($"{at} is {value.ValueKind}, not {type}");
                break;
        }
    }

    private static void JudgeObject(JsonElement schema, JsonElement value, string at, List<string> violations)
    {
        var members = Members(schema);
        foreach (var name in Required(schema).Where(name => !value.TryGetProperty(name, out _))) violations.Add($"{at}/{name} is missing");
        foreach (var member in value.EnumerateObject())
        {
            if (members.TryGetValue(member.Name, out var inner)) Judge(inner, member.Value, $"{at}/{member.Name}", violations);
            else if (members.Count > 0) violations.Add($"{at}/{member.Name} is not in the contract");
        }
    }

    private static void JudgeText(JsonElement schema, string text, string at, List<string> violations)
    {
        var length = text.EnumerateRunes().Count();
        if (schema.TryGetProperty("minLength", out var least) && length < least.GetInt32()) violations.Add($"{at} is too short");
        if (schema.TryGetProperty("maxLength", out var most) && length > most.GetInt32()) violations.Add($"{at} is too long");
        if (schema.TryGetProperty("pattern", out var pattern) && !Regex.IsMatch(text, pattern.GetString()!)) violations.Add($"{at} is {text}, which the pattern does not allow");
        var isRight = schema.TryGetProperty("format", out var format) && format.ValueKind == JsonValueKind.String ? format.GetString() switch
        {
            "uuid" => Guid.TryParseExact(text, "D", out _),
            "date-time" => Moment.IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _),
            "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", out _),
            _ => true,
        } : true;
        if (!isRight) violations.Add($"{at} is {text}, not a {format}");
    }

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?Z$")]
    private static partial Regex Moment { get; }
}
