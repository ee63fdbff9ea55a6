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
    private const long MostBytes = 4 * 1024 * 1024;

    private readonly Dictionary<string, (Texts Items, Texts? Weights, bool IsNumber)> sorts = new(StringComparer.Ordinal);
    private readonly string count;
    private readonly Func<Row, T> read;

    /// <param name="columns">What <paramref name="read"/> reads, from the first column on.</param>
    /// <param name="from">Tables and conditions: <c>FROM … WHERE …</c>.</param>
    /// <param name="id">The column of the id.</param>
    /// <param name="read">Reads one item.</param>
    /// <param name="sorts">Each sort of the contract and its column; a list without sorts has one named by the empty text.</param>
    /// <param name="with">Common table expressions that stand before.</param>
    /// <param name="weight">Where items may be large: how many bytes one brings. A page ends where they are too many, and has one item at least.</param>
    public SortedList(string columns, string from, string id, Func<Row, T> read, IEnumerable<(string Name, SortColumn By)> sorts, string with = "", string? weight = null)
    {
        this.read = read;
        count = $"{with} SELECT COUNT(*) {from}";
        foreach (var (name, by) in sorts)
        {
            var order = by.IsDescending ? "DESC" : "ASC";
            var later = $"AND ({by.Column}, {id}) {(by.IsDescending ? '<' : '>')} (@after_value, @after_id)";
            var end = $"ORDER BY {by.Column} {order}, {id} {order} LIMIT @most";
            this.sorts.Add(name, (Select($"{columns}, {by.Column}, {id}"), weight is null ? null : Select(weight), by.IsNumber));

            Texts Select(string what) => new($"{with} SELECT {what} {from} {end}", $"{with} SELECT {what} {from} {later} {end}");
        }
    }

    /// <summary>The texts of all pages' statements, for who looks at their plans.</summary>
    public IEnumerable<string> Statements =>
        sorts.Values.SelectMany(sort => (Texts?[])[sort.Items, sort.Weights]).OfType<Texts>().SelectMany(texts => (string[])[texts.First, texts.Later]);

    public async Task<Page<T>> PageAsync(Link link, PageQuery query, params (string Name, Value Value)[] arguments)
    {
        var (items, weights, isNumber) = sorts[query.Sort];
        (string, Value)[] placed = query.After is { } after ? [.. arguments, ("after_value", isNumber ? (Value)after.Number : after.Value), ("after_id", after.Id)] : arguments;
        var size = weights is null ? query.Size : Fitting(await AllAsync(weights, query.Size, row => row.Number(0)));
        var rows = await AllAsync(items, size + 1, Read);
        var more = rows.Count > size;
        if (more) rows.RemoveAt(size);
        long? total = query.TotalCount ? await link.NumberAsync(count, arguments) ?? 0 : null;
        return new([.. rows.Select(row => row.Item)], more ? rows[^1].Key : null, total);

        Task<List<TItem>> AllAsync<TItem>(Texts texts, int most, Func<Row, TItem> read) => link.AllAsync(query.After is null ? texts.First : texts.Later, read, [.. placed, ("most", most)]);

        (PageKey Key, T Item) Read(Row row) => (isNumber ? new(row.Number(row.Width - 2), row.Text(row.Width - 1)) : new(row.Text(row.Width - 2), row.Text(row.Width - 1)), read(row));
    }

    private static int Fitting(List<long> weights)
    {
        var (fitting, sum) = (0, 0L);
        while (fitting < weights.Count && (sum += weights[fitting]) <= MostBytes) fitting++;
        return Math.Max(fitting, 1);
    }

    /// <summary>One statement for the first page and one for those behind a place.</summary>
    private sealed record Texts(string First, string Later);
}
