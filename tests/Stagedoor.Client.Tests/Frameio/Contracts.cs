using System.Text.Json;
using System.Text.RegularExpressions;

namespace Stagedoor.Client.Tests.Frameio;

/// <summary>The operations of the vendor's document, to be found by what was sent.</summary>
public static class Contracts
{
    private static readonly (string Id, string Method, Regex Address)[] All = Read();

    public static string Path => System.IO.Path.Combine(AppContext.BaseDirectory, "Frameio", "frameio-openapi.json");

    public static IReadOnlyList<string> Operations => [.. All.Select(operation => operation.Id)];

    /// <summary>The operation that a request is one of.</summary>
    public static string? Of(HttpRequestMessage request) => All.SingleOrDefault(operation => operation.Method == request.Method.Method && operation.Address.IsMatch(request.RequestUri!.AbsolutePath)).Id;

    /// <summary>The example of a schema.</summary>
    public static string Example(string schema)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path));
        return document.RootElement.GetProperty("components").GetProperty("schemas").GetProperty(schema).GetProperty("example").GetRawText();
    }

    /// <summary>The example of an operation's answer; null when it has no body.</summary>
    public static JsonElement? Answer(string operation)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path));
        var found = document.RootElement.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()).Single(method => method.Value.GetProperty("operationId").GetString() == operation);
        var success = found.Value.GetProperty("responses").EnumerateObject().First(response => response.Name.StartsWith('2'));
        if (success.Name == "204") return null;
        var schema = success.Value.GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("$ref").GetString()!.Split('/')[^1];
        return document.RootElement.GetProperty("components").GetProperty("schemas").GetProperty(schema).GetProperty("example").Clone();
    }

    private static (string, string, Regex)[] Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path));
        return
        [
            .. from path in document.RootElement.GetProperty("paths").EnumerateObject()
               from method in path.Value.EnumerateObject()
               select (method.Value.GetProperty("operationId").GetString()!, method.Name.ToUpperInvariant(), new Regex("^" + Regex.Replace(Regex.Escape(path.Name), @"\\\{[a-z_]+}", "[^/]+") + "$")),
        ];
    }
}
