using System.Globalization;
using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Paging;

/// <summary>
/// What a list was asked for. A cursor remembers sort, size, count, filters and includes, so that <c>links.next</c> works as it stands; size, count and includes may be given beside it, a
/// different sort or filter may not.
/// </summary>
public sealed record PageQuery(string Sort, int Size, bool TotalCount, PageKey? After)
{
    private const int UsualSize = 50, LongestFilter = 512;

    public IncludeSet Include { get; init; } = IncludeSet.None;

    /// <summary>The filters that were given, by name.</summary>
    public IReadOnlyDictionary<string, string> Filters { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether one of <see cref="ListShape.Flags"/> is true.</summary>
    public bool IsSet(string name) => Filters.TryGetValue(name, out var value) && value == "true";

    internal static Outcome<PageQuery> Read(HttpRequest request, Cursors cursors, string user, string path, ListShape shape)
    {
        foreach (var name in (IEnumerable<string>)["sort", "after", "page_size", "include_total_count", .. shape.Filters, .. shape.Flags])
        {
            if (request.Query[name].Count > 1) return ApiError.BadQuery($"{name} was given more than once");
        }

        CursorState? state = null;
        if (request.Query["after"] is [{ Length: > 0 } after] && (state = cursors.Read(user, path, after)) is null) return ApiError.BadQuery("after is not a cursor of this list");
        if (ReadSort(request, shape, state).Failed(out var refusal, out var sort)) return refusal;
        var size = state?.Size ?? UsualSize;
        if (request.Query["page_size"] is [{ } text])
        {
            if (text.Length > 9 || !int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out size)) return ApiError.BadQuery("page_size is a whole number");
            if (size < 1 || size > shape.LargestSize) return ApiError.OutOfRange(string.Create(CultureInfo.InvariantCulture, $"page_size is from 1 to {shape.LargestSize}"));
        }

        var count = state?.TotalCount ?? false;
        if (request.Query["include_total_count"] is [{ } asked])
        {
            if (asked is not ("true" or "false")) return ApiError.BadQuery("include_total_count is true or false");
            count = asked == "true";
        }

        if (IncludeSet.Read(request, shape.Includes, state?.Include).Failed(out refusal, out var include)) return refusal;
        var filters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in shape.Filters.Concat(shape.Flags))
        {
            string? remembered = null;
            state?.Filters.TryGetValue(name, out remembered);
            var given = request.Query[name] is [{ } value] ? value : null;
            if (given is not (null or "true" or "false") && shape.Flags.Contains(name, StringComparer.Ordinal)) return ApiError.BadQuery($"{name} is true or false");
            if (given?.Length > LongestFilter) return ApiError.BadQuery($"{name} is too long");
            if (state is not null && given is not null && given != remembered) return ApiError.BadQuery($"after belongs to a list with another {name}");
            if ((given ?? remembered) is { } chosen) filters.Add(name, chosen);
        }

        return new PageQuery(sort, size, count, state?.Last) { Include = include, Filters = filters };
    }

    private static Outcome<string> ReadSort(HttpRequest request, ListShape shape, CursorState? state)
    {
        var sort = shape.Sorts.Count == 0 ? "" : request.Query["sort"].ToString();
        if (sort.Length > 0 && !shape.Sorts.Contains(sort, StringComparer.Ordinal)) return ApiError.BadQuery($"sort is one of {string.Join(", ", shape.Sorts)}");
        if (sort.Length > 0 && state is not null && sort != state.Sort) return ApiError.BadQuery("after belongs to a list sorted otherwise");
        return state?.Sort ?? (sort.Length > 0 || shape.Sorts.Count == 0 ? sort : shape.Sorts[0]);
    }
}
