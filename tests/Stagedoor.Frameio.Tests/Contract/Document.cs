using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Stagedoor.Frameio.Tests.Contract;

/// <summary>One operation as the contract describes it.</summary>
internal sealed record ContractOperation(string Id, string Tag, string Method, string Path, JsonElement Json)
{
    /// <summary>The names of the ids in the path.</summary>
    public IReadOnlyList<string> PathIds => [.. Parameters("path").Select(parameter => parameter.Text("name"))];

    /// <summary>The schema of the body; null when there is none.</summary>
    public JsonElement? Body => Json.TryGetProperty("requestBody", out var body) ? body.GetProperty("content").GetProperty("application/json").GetProperty("schema") : null;

    public IReadOnlyList<int> Successes => [.. Json.GetProperty("responses").EnumerateObject().Select(response => int.Parse(response.Name, CultureInfo.InvariantCulture)).Where(status => status < 300)];

    /// <summary>How many calls in how many milliseconds, as the description says in words.</summary>
    public (int Calls, int Milliseconds) Limit
    {
        get
        {
            var words = Document.RateLimit.Match(Json.Text("description"));
            Assert.True(words.Success, Id);
            var window = decimal.Parse(words.Groups[2].Value, CultureInfo.InvariantCulture) * (words.Groups[3].Value == "minute" ? 60_000 : 1000);
            return (int.Parse(words.Groups[1].Value, CultureInfo.InvariantCulture), (int)window);
        }
    }

    /// <summary>The schema of an answer's body; null when the answer has none.</summary>
    public JsonElement? Answer(int status)
    {
        Assert.True(Json.GetProperty("responses").TryGetProperty(status.ToString(CultureInfo.InvariantCulture), out var response), $"{Id} knows no {status}");
        return response.TryGetProperty("content", out var content) && content.TryGetProperty("application/json", out var json) ? json.GetProperty("schema") : null;
    }

    /// <summary>The schema of a query parameter; null when there is none of that name.</summary>
    public JsonElement? Query(string name)
    {
        foreach (var parameter in Parameters("query"))
        {
            if (parameter.Text("name") == name) return Document.Resolve(parameter.GetProperty("schema"));
        }

        return null;
    }

    public string[] Enum(string query) => Query(query) is { } schema && schema.TryGetProperty("enum", out var values) ? [.. values.EnumerateArray().Select(value => value.GetString()!)] : [];

    public override string ToString() => Id;

    private IEnumerable<JsonElement> Parameters(string where) => Json.GetProperty("parameters").EnumerateArray().Where(parameter => parameter.Text("in") == where);
}

/// <summary>The vendor's description of the API, read from the file beside this one.</summary>
internal static partial class Document
{
    private static readonly JsonElement Root = Read();

    public static IReadOnlyList<ContractOperation> Operations { get; } =
    [
        .. from path in Root.GetProperty("paths").EnumerateObject()
           from method in path.Value.EnumerateObject()
           let id = method.Value.Text("operationId")
           orderby method.Value.GetProperty("tags")[0].GetString(), path.Name, method.Name
           select new ContractOperation(id, method.Value.GetProperty("tags")[0].GetString()!, method.Name.ToUpperInvariant(), path.Name, method.Value),
    ];

    public static ContractOperation Operation(string id) => Operations.Single(operation => operation.Id == id);

    /// <summary>What a reference stands for; anything else is itself.</summary>
    public static JsonElement Resolve(JsonElement schema)
    {
        while (schema.TryGetProperty("$ref", out var reference))
        {
            schema = Root;
            foreach (var step in reference.GetString()!.Split('/')[1..]) schema = schema.GetProperty(step);
        }

        return schema;
    }

    public static JsonElement Named(string reference) => Resolve(Reference(reference));

    private static JsonElement Reference(string reference) => JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["$ref"] = reference });

    private static JsonElement Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Contract", "frameio-openapi.json")));
        return document.RootElement.Clone();
    }

    [GeneratedRegex("Rate Limits: ([0-9]+) calls per ([0-9.]+) (minute|second)")]
    public static partial Regex RateLimit { get; }
}
