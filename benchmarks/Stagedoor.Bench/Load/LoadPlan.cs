using System.Globalization;
using System.Text;

namespace Stagedoor.Bench.Load;

/// <summary>What is asked, again and again, and what every answer must be. With <see cref="Items"/> each request takes the next line of a file in place of <c>{item}</c>.</summary>
internal sealed record LoadPlan(Uri Server, string Method, string Path)
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public string? Body { get; init; }

    public int Status { get; init; } = 200;

    /// <summary>Texts that stand in every right answer.</summary>
    public IReadOnlyList<string> Holds { get; init; } = [];

    /// <summary>A file of values, one on a line.</summary>
    public string? Items { get; init; }

    /// <summary>Each answer gives the value of a later request, by <see cref="Pattern"/>.</summary>
    public bool Chain { get; init; }

    /// <summary>A Lua pattern for what is taken from an answer's body, or from its <see cref="Header"/>.</summary>
    public string? Pattern { get; init; }

    public string? Header { get; init; }

    /// <summary>The file that what was taken is written to.</summary>
    public string? Keep { get; init; }

    public static LoadPlan Get(Uri server, string path, string? bearer = null) => new(server, "GET", path) { Headers = bearer is null ? new Dictionary<string, string>() : new() { ["Authorization"] = "Bearer " + bearer } };

    public static LoadPlan Form(Uri server, string path, params (string Name, string Value)[] fields) => new(server, "POST", path)
    {
        Headers = new Dictionary<string, string> { ["Content-Type"] = "application/x-www-form-urlencoded" },
        Body = string.Join('&', fields.Select(field => $"{field.Name}={(field.Value == "{item}" ? field.Value : Uri.EscapeDataString(field.Value))}")),
    };

    public string ToLua()
    {
        var text = new StringBuilder("return {\n");
        Add("method", Method);
        Add("path", Path);
        Add("body", Body);
        Add("items", Items);
        Add("pattern", Pattern);
        Add("header", Header);
        Add("keep", Keep);
        text.Append(CultureInfo.InvariantCulture, $"  status = {Status}, chain = {(Chain ? "true" : "false")},\n  headers = {{ ");
        foreach (var (name, value) in Headers) text.Append(CultureInfo.InvariantCulture, $"[{Quoted(name)}] = {Quoted(value)}, ");
        text.Append("},\n  holds = { ");
        foreach (var held in Holds) text.Append(Quoted(held)).Append(", ");
        return text.Append("},\n}\n").ToString();

        void Add(string name, string? value)
        {
            if (value is not null) text.Append(CultureInfo.InvariantCulture, $"  {name} = {Quoted(value)},\n");
        }
    }

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";
}
