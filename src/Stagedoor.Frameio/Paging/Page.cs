namespace Stagedoor.Frameio.Paging;

/// <summary>One page of a list, the place of its last item when more follow, and how many the list has in all when that was asked for.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, PageKey? Last, long? Total = null);

internal static class Page
{
    /// <summary>Cuts a page out of a list that is in memory whole.</summary>
    public static Page<T> Of<T>(IReadOnlyList<T> all, PageQuery query, Func<T, PageKey> key, bool descending)
    {
        var sign = descending ? -1 : 1;
        var rest = all.Select(item => (Item: item, Key: key(item)))
            .Where(entry => query.After is null || sign * PageKey.Compare(entry.Key, query.After) > 0)
            .Order(Comparer<(T Item, PageKey Key)>.Create((one, other) => sign * PageKey.Compare(one.Key, other.Key)))
            .Take(query.Size + 1)
            .ToList();
        var shown = rest.Take(query.Size).ToList();
        return new([.. shown.Select(entry => entry.Item)], rest.Count > query.Size ? shown[^1].Key : null, query.TotalCount ? all.Count : null);
    }
}
