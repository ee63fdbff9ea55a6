using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Seeds;

namespace Stagedoor.Server.Management;

/// <summary>The OpenAPI 3.1 document, made of the list of operations and of the shapes that really are read and written. Made when somebody asks, and then kept.</summary>
internal sealed partial class OpenApiDocument(IEnumerable<ManagementArea> areas, StagedoorOptions options)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    // A text or a secret that a converter reads says nothing of itself.
    private static readonly JsonSchemaExporterOptions Strict = new()
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = static (context, node) => node.GetValueKind() == JsonValueKind.True && (context.TypeInfo.Type == typeof(string) || context.TypeInfo.Type == typeof(SeedSecret)) ? new JsonObject { ["type"] = context.PropertyInfo?.IsSetNullable == true ? new JsonArray("string", "null") : "string" } : node,
    };

    private byte[]? kept;

    public ReadOnlyMemory<byte> Bytes => kept ??= Encoding.UTF8.GetBytes(Text(options.Issuer));

    /// <summary>Every operation, in the order of the document.</summary>
    public IReadOnlyList<Operation> Operations => [.. areas.SelectMany(area => area.Operations)];

    public string Text(string issuer)
    {
        var (paths, schemas) = (new JsonObject(), new JsonObject());
        foreach (var path in Operations.GroupBy(operation => ManagementApi.Organization + operation.Path))
        {
            var methods = new JsonObject { ["parameters"] = new JsonArray([.. Place().Matches(path.Key).Select(place => Parameter("path", place.Groups[1].Value, place.Groups[1].Value == "org" ? $"The id of the organization, or {Administrators.OwnOrganization} for that of the credential." : null, new JsonObject { ["type"] = "string" }, required: true))]) };
            foreach (var operation in path) methods[operation.Method.ToLowerInvariant()] = Of(operation, schemas);
            paths[path.Key] = methods;
        }

        schemas["Problem"] = JsonNode.Parse("""{"type":"object","properties":{"type":{"type":"string"},"title":{"type":"string"},"status":{"type":"integer"},"detail":{"type":"string"},"code":{"type":"string"},"field":{"type":"string"},"request_id":{"type":"string"}},"required":["type","title","status","detail","code","request_id"]}""");
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "Stagedoor management API",
                ["version"] = "1",
                ["description"] = "Everything that the consoles do. For server-to-server credentials with the scope stagedoor.manage that a system administrator allowed; each manages its own organization only.",
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = issuer }),
            ["security"] = new JsonArray(new JsonObject { ["oauth"] = new JsonArray("stagedoor.manage") }),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = schemas,
                ["responses"] = new JsonObject { ["Problem"] = new JsonObject { ["description"] = "Why it was not done, RFC 9457.", ["content"] = new JsonObject { [Problem.ContentType] = new JsonObject { ["schema"] = Reference("Problem") } } } },
                ["securitySchemes"] = new JsonObject
                {
                    ["oauth"] = new JsonObject { ["type"] = "oauth2", ["flows"] = new JsonObject { ["clientCredentials"] = new JsonObject { ["tokenUrl"] = issuer + "/oauth2/token", ["scopes"] = new JsonObject { ["stagedoor.manage"] = "Manages the organization of the credential." } } } },
                },
            },
        }.ToJsonString(Indented) + "\n";
    }

    private static JsonObject Of(Operation operation, JsonObject schemas)
    {
        var parameters = new JsonArray();
        foreach (var field in operation.Query)
        {
            var schema = new JsonObject { ["type"] = "string" };
            if (field.Values.Length > 0) schema["enum"] = new JsonArray([.. field.Values.Select(value => JsonValue.Create(value))]);
            parameters.Add(Parameter("query", field.Name, field.What, schema));
        }

        if (operation.IsList)
        {
            parameters.Add(Parameter("query", "after", "The cursor of the page before.", new JsonObject { ["type"] = "string" }));
            parameters.Add(Parameter("query", "page_size", null, new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = ManagementCall.LargestPage, ["default"] = ManagementCall.UsualPage }));
        }

        if (operation.IsCreation) parameters.Add(Parameter("header", "Idempotency-Key", "The same key gets the same answer for a day.", new JsonObject { ["type"] = "string", ["maxLength"] = Administration.IdempotencyKeys.MaxLength }));
        if (operation.IsChange) parameters.Add(Parameter("header", "If-Match", "The version that was looked at, in quotes: 412 when it has changed since.", new JsonObject { ["type"] = "string" }));
        var success = new JsonObject { ["description"] = operation.Summary };
        if (operation.Answer is not null)
        {
            success["content"] = Json(operation.Answer, schemas);
            if (operation.Answer.Type.IsSubclassOf(typeof(VersionedAnswer))) success["headers"] = new JsonObject { ["ETag"] = new JsonObject { ["description"] = "The version.", ["schema"] = new JsonObject { ["type"] = "string" } } };
        }

        if (operation.FileTypes.Count > 0) success["content"] = new JsonObject([.. operation.FileTypes.Select(type => KeyValuePair.Create(type, (JsonNode?)new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" } }))]);
        var described = new JsonObject { ["operationId"] = operation.Id, ["summary"] = operation.Summary };
        if (parameters.Count > 0) described["parameters"] = parameters;
        if (operation.Body is not null) described["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Json(operation.Body, schemas) };
        described["responses"] = new JsonObject { [operation.Success.ToString(System.Globalization.CultureInfo.InvariantCulture)] = success, ["default"] = new JsonObject { ["$ref"] = "#/components/responses/Problem" } };
        return described;
    }

    private static JsonObject Json(JsonTypeInfo type, JsonObject schemas)
    {
        var name = type.Type.Name;
        if (!schemas.ContainsKey(name)) schemas[name] = Placed(type.GetJsonSchemaAsNode(Strict), "#/components/schemas/" + name);
        return new() { ["application/json"] = new JsonObject { ["schema"] = Reference(name) } };
    }

    // What a schema says of a part of itself counts from its own root: here it stands below the document's.
    private static JsonNode Placed(JsonNode schema, string root)
    {
        foreach (var node in schema is JsonObject members ? members.Select(member => member.Value) : schema is JsonArray items ? items : []) if (node is not null) Placed(node, root);
        if (schema is JsonObject part && part["$ref"] is JsonValue place) part["$ref"] = root + place.GetValue<string>()[1..];
        return schema;
    }

    private static JsonObject Reference(string name) => new() { ["$ref"] = "#/components/schemas/" + name };

    private static JsonObject Parameter(string place, string name, string? what, JsonObject schema, bool required = false)
    {
        var parameter = new JsonObject { ["in"] = place, ["name"] = name, ["schema"] = schema };
        if (required) parameter["required"] = true;
        if (what is not null) parameter["description"] = what;
        return parameter;
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Place();
}
