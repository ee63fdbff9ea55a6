using System.Text.Json;
using System.Text.RegularExpressions;

namespace Stagedoor.Client.Generator;

/// <summary>A member of an object: its schema, where that stands, and whether the contract promises it.</summary>
internal sealed record ContractMember(string Name, JsonElement Schema, string Path, bool IsRequired);

/// <summary>One operation of the contract.</summary>
internal sealed record ContractOperation(string Id, string Tag, string Method, string Path, JsonElement Json);

/// <summary>The vendor's description of the API.</summary>
internal sealed partial class Contract(JsonElement root)
{
    private readonly JsonElement schemas = root.GetProperty("components").GetProperty("schemas");

    public IEnumerable<string> SchemaNames => schemas.EnumerateObject().Select(schema => schema.Name);

    public IReadOnlyList<ContractOperation> Operations =>
    [
        .. from path in root.GetProperty("paths").EnumerateObject()
           from method in path.Value.EnumerateObject()
           orderby path.Name, method.Name
           select new ContractOperation(method.Value.GetProperty("operationId").GetString()!, method.Value.GetProperty("tags")[0].GetString()!, method.Name, path.Name, method.Value),
    ];

    public static Contract Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return new(document.RootElement.Clone());
    }

    /// <summary>The schema at a path such as <c>ProjectParams.data</c> or <c>TranscriptionMatch.matches[]</c>.</summary>
    public JsonElement At(string path)
    {
        var steps = path.Split('.');
        var schema = schemas.GetProperty(steps[0]);
        for (var i = 1; i < steps.Length; i++)
        {
            var (name, isItem) = steps[i].EndsWith("[]", StringComparison.Ordinal) ? (steps[i][..^2], true) : (steps[i], false);
            schema = Members(string.Join('.', steps[..i])).First(member => member.Name == name).Schema;
            if (isItem) schema = Resolved(schema).GetProperty("items");
        }

        return schema;
    }

    /// <summary>All members of the object at a path, those of every part of it.</summary>
    public IReadOnlyList<ContractMember> Members(string path) => [.. Members(At(path), path)];

    /// <summary>What an operation can be filtered by.</summary>
    public IReadOnlyList<ContractMember> FiltersOf(string operation)
    {
        var filters = Operations.Single(known => known.Id == operation).Json.GetProperty("parameters").EnumerateArray().Single(parameter => parameter.GetProperty("name").GetString() == "filters");
        return [.. Members(Resolved(filters.GetProperty("schema")), $"#{operation}.filters")];
    }

    public JsonElement Resolved(JsonElement schema) => schema.TryGetProperty("$ref", out _) ? schemas.GetProperty(Reference(schema)!) : schema;

    /// <summary>The name of the schema that is referred to, directly or as the only part; else null.</summary>
    public static string? Reference(JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out var reference)) return reference.GetString()!.Split('/')[^1];
        return schema.TryGetProperty("allOf", out var parts) && parts.GetArrayLength() == 1 && !schema.TryGetProperty("properties", out _) ? Reference(parts[0]) : null;
    }

    public static bool IsNullable(JsonElement schema) => schema.TryGetProperty("nullable", out var nullable) && nullable.GetBoolean();

    /// <summary>The description as one line of XML.</summary>
    public static string? Description(JsonElement schema)
    {
        if (!schema.TryGetProperty("description", out var description) || description.GetString() is not { Length: > 0 } text) return null;
        text = Breaks.Replace(text.Replace("HTTP response headers will include Content-Disposition = 'inline;filename=<filename>'.", "", StringComparison.Ordinal), " ");
        text = Space.Replace(text, " ").Trim().Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
        text = Code.Replace(text, "<c>$1</c>");
        return text.Length == 0 ? null : text.EndsWith('.') ? text : text + ".";
    }

    private IEnumerable<ContractMember> Members(JsonElement schema, string path)
    {
        if (schema.TryGetProperty("$ref", out _)) return Members(Reference(schema)!);
        var required = Required(schema);
        var own = schema.TryGetProperty("properties", out var properties)
            ? properties.EnumerateObject().Select(member => new ContractMember(member.Name, member.Value, $"{path}.{member.Name}", required.Contains(member.Name)))
            : [];
        var parts = schema.TryGetProperty("allOf", out var all) ? all : schema.TryGetProperty("oneOf", out var one) ? one : default;
        if (parts.ValueKind != JsonValueKind.Array) return own;
        var isChoice = schema.TryGetProperty("oneOf", out _);
        return own.Concat(parts.EnumerateArray().SelectMany(part => Members(part, path).Select(member => member with { IsRequired = !isChoice && (member.IsRequired || required.Contains(member.Name)) })))
            .GroupBy(member => member.Name).Select(same => same.First() with { IsRequired = same.Any(member => member.IsRequired) });
    }

    private static HashSet<string> Required(JsonElement schema) => schema.TryGetProperty("required", out var names) ? [.. names.EnumerateArray().Select(name => name.GetString()!)] : [];

    [GeneratedRegex("<br/?>")]
    private static partial Regex Breaks { get; }

    [GeneratedRegex("\\s+")]
    private static partial Regex Space { get; }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code { get; }
}
