using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Paging;

/// <summary>What an answer shall include: one comma-separated text, each name of the contract's enum.</summary>
public sealed class IncludeSet
{
    public static readonly IncludeSet None = new("");

    private readonly string[] names;

    private IncludeSet(string text) => (Text, names) = (text, text.Split(',', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>As a cursor remembers it.</summary>
    internal string Text { get; }

    public bool Has(string name) => names.Contains(name, StringComparer.Ordinal);

    /// <summary>Whether any name begins so: <c>media_links.</c>.</summary>
    public bool HasAny(string prefix) => names.Any(name => name.StartsWith(prefix, StringComparison.Ordinal));

    internal static Outcome<IncludeSet> Read(HttpRequest request, IReadOnlyList<string> allowed, string? remembered = null)
    {
        if (allowed.Count == 0) return None;
        var given = request.Query["include"];
        if (given.Count > 1) return ApiError.BadQuery("include was given more than once: it is one text, its names separated by commas");
        if (given.Count == 0) return remembered is null or "" ? None : new IncludeSet(remembered);
        var names = given.ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var name in names)
        {
            if (!allowed.Contains(name, StringComparer.Ordinal)) return ApiError.OutOfRange($"include is one or more of {string.Join(", ", allowed)}, separated by commas");
        }

        return new IncludeSet(string.Join(',', names.Distinct(StringComparer.Ordinal)));
    }
}
