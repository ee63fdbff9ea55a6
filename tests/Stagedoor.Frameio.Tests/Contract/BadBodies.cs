using System.Text.Json;
using System.Text.Json.Nodes;

namespace Stagedoor.Frameio.Tests.Contract;

/// <summary>A body that the contract does not allow, and where a refusal should point.</summary>
internal sealed record BadBody(string Why, string At, string Json);

/// <summary>Makes wrong bodies out of a right one and its schema: one thing wrong in each.</summary>
internal static class BadBodies
{
    public static IEnumerable<BadBody> Of(JsonElement schema, string right)
    {
        using var document = JsonDocument.Parse(right);
        return [.. Inside(schema, document.RootElement.Clone(), "", right)];
    }

    private static IEnumerable<BadBody> Inside(JsonElement schema, JsonElement value, string at, string right)
    {
        schema = Schema.Chosen(schema, value);
        if (value.ValueKind == JsonValueKind.Array)
        {
            for (var i = 0; i < value.GetArrayLength(); i++)
            {
                foreach (var bad in Inside(schema.GetProperty("items"), value[i], $"{at}/{i}", right)) yield return bad;
            }

            if (Number(schema, "minItems") is > 0) yield return new("too few items", at, With(right, at, new JsonArray()));
        }

        if (value.ValueKind != JsonValueKind.Object) yield break;
        var (members, required) = (Schema.Members(schema), Schema.Required(schema));
        if (schema.TryGetProperty("additionalProperties", out var open) && open.ValueKind == JsonValueKind.False) yield return new("unknown member", $"{at}/not_in_the_contract", With(right, $"{at}/not_in_the_contract", 1));
        foreach (var name in required.Where(name => value.TryGetProperty(name, out _))) yield return new("missing member", $"{at}/{name}", Without(right, $"{at}/{name}"));
        foreach (var (name, member) in members)
        {
            foreach (var bad in Member(member, $"{at}/{name}", right)) yield return bad;
            if (value.TryGetProperty(name, out var inner))
            {
                foreach (var bad in Inside(member, inner, $"{at}/{name}", right)) yield return bad;
            }
        }
    }

    private static IEnumerable<BadBody> Member(JsonElement schema, string at, string right)
    {
        if (!Schema.IsNullable(schema) && Document.Resolve(schema).EnumerateObject().Any()) yield return new("null", at, With(right, at, null));
        schema = Document.Resolve(schema);
        if (schema.TryGetProperty("oneOf", out _)) yield break;
        var type = schema.TryGetProperty("type", out var named) ? named.GetString() : null;
        if (type is not null) yield return new("wrong type", at, With(right, at, type == "boolean" ? "yes" : true));
        if (type == "array") yield return new("object for array", at, With(right, at, new JsonObject()));
        if (schema.TryGetProperty("enum", out _)) yield return new("none of the enum", at, With(right, at, "nonsense"));
        if (Number(schema, "minLength") is > 0 and var shortest) yield return new("too short", at, With(right, at, new string('x', (int)shortest - 1)));
        if (type == "string" && Number(schema, "maxLength") is < 40_001 and var longest) yield return new("too long", at, With(right, at, new string('x', (int)longest + 1)));
        if (type == "integer" && Number(schema, "minimum") is { } least) yield return new("too small", at, With(right, at, least - 1));
        if (type == "integer" && Number(schema, "maximum") is { } most) yield return new("too large", at, With(right, at, most + 1));
        if (type == "string" && schema.TryGetProperty("format", out var format) && format.GetString() is "uuid" or "date-time") yield return new("wrong format", at, With(right, at, "nonsense"));
    }

    private static long? Number(JsonElement schema, string name) => schema.TryGetProperty(name, out var value) && value.TryGetInt64(out var number) ? number : null;

    private static string With(string right, string at, JsonNode? value) => Change(right, at, (parent, name) =>
    {
        if (parent is JsonArray array) array[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)] = value;
        else parent[name] = value;
    });

    private static string Without(string right, string at) => Change(right, at, (parent, name) => parent.AsObject().Remove(name));

    private static string Change(string right, string at, Action<JsonNode, string> change)
    {
        var root = JsonNode.Parse(right)!;
        var steps = at.Split('/')[1..];
        var parent = root;
        foreach (var step in steps[..^1]) parent = parent is JsonArray array ? array[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]! : parent[step]!;
        change(parent, steps[^1]);
        return root.ToJsonString();
    }
}
