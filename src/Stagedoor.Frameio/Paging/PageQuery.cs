using System.Globalization;
using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Paging;

/// <summary>
/// What a list was asked for. A cursor remembers sort, size and count, so that <c>links.next</c> works as it stands; size and count may be given beside it, a different sort may not.
/// </summary>
internal sealed record PageQuery(string Sort, int Size, bool TotalCount, PageKey? After)
{
    private const int UsualSize = 50, LargestSize = 100;

    public static (PageQuery? Query, ApiError? Refusal) Read(HttpRequest request, Cursors cursors, string user, string path, IReadOnlyList<string> sorts)
    {
        foreach (var name in (string[])["sort", "after", "page_size", "include_total_count"])
        {
            if (request.Query[name].Count > 1) return Refuse($"{name} was given more than once");
        }

        CursorState? state = null;
        if (request.Query["after"] is [{ Length: > 0 } after] && (state = cursors.Read(user, path, after)) is null) return Refuse("after is not a cursor of this list");
        var sort = request.Query["sort"].ToString();
        if (sort.Length > 0 && !sorts.Contains(sort, StringComparer.Ordinal)) return Refuse($"sort is one of {string.Join(", ", sorts)}");
        if (sort.Length > 0 && state is not null && sort != state.Sort) return Refuse("after belongs to a list sorted otherwise");
        var size = state?.Size ?? UsualSize;
        if (request.Query["page_size"] is [{ } text])
        {
            if (text.Length > 9 || !int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out size)) return Refuse("page_size is a whole number");
            if (size is < 1 or > LargestSize) return (null, ApiError.OutOfRange($"page_size is from 1 to {LargestSize}"));
        }

        var count = state?.TotalCount ?? false;
        if (request.Query["include_total_count"] is [{ } asked])
        {
            if (asked is not ("true" or "false")) return Refuse("include_total_count is true or false");
            count = asked == "true";
        }

        return (new(state?.Sort ?? (sort.Length > 0 ? sort : sorts[0]), size, count, state?.Last), null);
    }

    private static (PageQuery?, ApiError) Refuse(string detail) => (null, ApiError.BadQuery(detail));
}
