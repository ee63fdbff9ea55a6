using Stagedoor.Frameio.Paging;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Content;

/// <summary>The column by which a list is sorted, with the alias of its table.</summary>
internal readonly record struct SortColumn(string Column, bool IsDescending = false, bool IsNumber = false)
{
    public static SortColumn Text(string column, bool isDescending = false) => new(column, isDescending);

    /// <summary>A time or a number.</summary>
    public static SortColumn Number(string column, bool isDescending = false) => new(column, isDescending, IsNumber: true);
}

/// <summary>
/// The statements of one list: a page begins behind the place of the last item (sort value, then id), so that the index leads to it and every page costs the same. All texts are made once,
/// from constants; the arguments are those of the list, and where the page begins.
/// </summary>
internal sealed class SortedList<T>
{
    private readonly Dictionary<string, (string First, string Later, bool IsNumber)> sorts = new(StringComparer.Ordinal);
    private readonly string count;
    private readonly Func<Row, T> read;

    /// <param name="columns">What <paramref name="read"/> reads, from the first column on.</param>
    /// <param name="from">Tables and conditions: <c>FROM … WHERE …</c>.</param>
    /// <param name="id">The column of the id.</param>
    /// <param name="read">Reads one item.</param>
    /// <param name="sorts">Each sort of the contract and its column; a list without sorts has one named by the empty text.</param>
    /// <param name="with">Common table expressions that stand before.</param>
    public SortedList(string columns, string from, string id, Func<Row, T> read, IEnumerable<(string Name, SortColumn By)> sorts, string with = "")
    {
        this.read = read;
        count = $"{with} SELECT COUNT(*) {from}";
        foreach (var (name, by) in sorts)
        {
            var order = by.IsDescending ? "DESC" : "ASC";
            var select = $"{with} SELECT {columns}, {by.Column}, {id} {from}";
            var end = $"ORDER BY {by.Column} {order}, {id} {order} LIMIT @most";
            this.sorts.Add(name, ($"{select} {end}", $"{select} AND ({by.Column}, {id}) {(by.IsDescending ? '<' : '>')} (@after_value, @after_id) {end}", by.IsNumber));
        }
    }

    /// <summary>The texts of all pages' statements, for who looks at their plans.</summary>
    public IEnumerable<string> Statements => sorts.Values.SelectMany(sort => (string[])[sort.First, sort.Later]);

    public async Task<Page<T>> PageAsync(Link link, PageQuery query, params (string Name, Value Value)[] arguments)
    {
        var (first, later, isNumber) = sorts[query.Sort];
        var most = ("most", (Value)(query.Size + 1));
        var rows = query.After is { } after
            ? await link.AllAsync(later, Read, [.. arguments, ("after_value", isNumber ? (Value)after.Number : after.Value), ("after_id", after.Id), most])
            : await link.AllAsync(first, Read, [.. arguments, most]);
        var more = rows.Count > query.Size;
        if (more) rows.RemoveAt(query.Size);
        long? total = query.TotalCount ? await link.NumberAsync(count, arguments) ?? 0 : null;
        return new([.. rows.Select(row => row.Item)], more ? rows[^1].Key : null, total);

        (PageKey Key, T Item) Read(Row row) => (isNumber ? new(row.Number(row.Width - 2), row.Text(row.Width - 1)) : new(row.Text(row.Width - 2), row.Text(row.Width - 1)), read(row));
    }
}
