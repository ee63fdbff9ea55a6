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
