using System.Globalization;

namespace Stagedoor.Frameio.Paging;

/// <summary>Where an item stands in a sorted list: its sort value, then its id, so that no two stand in the same place.</summary>
public sealed record PageKey(string Value, string Id)
{
    public PageKey(long value, string id)
        : this(value.ToString(CultureInfo.InvariantCulture), id)
    {
    }

    /// <summary>The sort value of a list that is sorted by a number or a time.</summary>
    public long Number => long.TryParse(Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>By code units, the value first.</summary>
    internal static int Compare(PageKey one, PageKey other) =>
        string.CompareOrdinal(one.Value, other.Value) is not 0 and var order ? order : string.CompareOrdinal(one.Id, other.Id);
}

/// <summary>What a cursor remembers: the list's sort, size, includes and filters, and the last item that was shown.</summary>
internal sealed record CursorState(string Sort, int Size, bool TotalCount, string Include, IReadOnlyDictionary<string, string> Filters, PageKey Last);
