namespace Stagedoor.Frameio.Paging;

/// <summary>Where an item stands in a sorted list: its sort value, then its id, so that no two stand in the same place.</summary>
internal sealed record PageKey(string Value, string Id) : IComparable<PageKey>
{
    public int CompareTo(PageKey? other) =>
        other is null ? 1 : string.CompareOrdinal(Value, other.Value) is not 0 and var order ? order : string.CompareOrdinal(Id, other.Id);
}

/// <summary>What a cursor remembers: the list's sort and size, and the last item that was shown.</summary>
internal sealed record CursorState(string Sort, int Size, bool TotalCount, PageKey Last);
