using System.Text;
using Stagedoor.Frameio.Assets;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Content;

/// <summary>What stands in a folder or version stack, page by page. Some of the three types are pages of each, merged: an index leads to every one, however many the others are.</summary>
internal static class AssetLists
{
    private const string Below = $"FROM {AssetRows.Tables} WHERE a.parent_id = @parent_id AND a.deleted_at IS NULL";
    private const string ByName = "";
    private static readonly string[] AllTypes = [AssetPlace.File, AssetPlace.Folder, AssetPlace.VersionStack];

    public static readonly SortedList<Asset> Children = new(AssetRows.Columns, Below, "a.id", AssetRows.Read, [(ByName, SortColumn.Text("a.name_key"))]);

    public static readonly SortedList<Asset> Versions = new(AssetRows.Columns, Below, "a.id", AssetRows.Read, [(ByName, SortColumn.Number("a.position"))]);

    public static readonly SortedList<Asset> Typed = new(
        AssetRows.Columns,
        $"{Below} AND a.type = @type",
        "a.id",
        AssetRows.Read,
        [
            (ByName, SortColumn.Text("a.name_key")), ("name_asc", SortColumn.Text("a.name_key")), ("name_desc", SortColumn.Text("a.name_key", isDescending: true)),
            ("created_at_asc", SortColumn.Number("a.created_at")), ("created_at_desc", SortColumn.Number("a.created_at", isDescending: true)),
            ("updated_at_asc", SortColumn.Number("a.updated_at")), ("updated_at_desc", SortColumn.Number("a.updated_at", isDescending: true)),
            ("file_size_asc", SortColumn.Number("a.size")), ("file_size_desc", SortColumn.Number("a.size", isDescending: true)),
        ]);

    public static async Task<Page<Asset>> PageAsync(Link link, AssetPlace parent, IReadOnlyCollection<string> types, PageQuery query)
    {
        if (parent.Type == AssetPlace.VersionStack) return await Versions.PageAsync(link, query, ("parent_id", parent.Id));
        if (types.Count == AllTypes.Length) return await Children.PageAsync(link, query, ("parent_id", parent.Id));
        var pages = new List<Page<Asset>>(types.Count);
        foreach (var type in types) pages.Add(await Typed.PageAsync(link, query, ("parent_id", parent.Id), ("type", type)));
        return pages is [var only] ? only : Merge(pages, query);
    }

    private static Page<Asset> Merge(List<Page<Asset>> pages, PageQuery query)
    {
        var all = pages.SelectMany(page => page.Items)
            .Select(asset => (Asset: asset, Key: new PageKey(NameKey.Of(asset.Name), asset.Id.ToString())))
            .OrderBy(entry => entry.Key, Comparer<PageKey>.Create(Compare))
            .ToList();
        var more = all.Count > query.Size || pages.Exists(page => page.Last is not null);
        var shown = all.Take(query.Size).ToList();
        return new([.. shown.Select(entry => entry.Asset)], more && shown.Count > 0 ? shown[^1].Key : null, query.TotalCount ? pages.Sum(page => page.Total) : null);
    }

    // As both databases compare: byte by byte.
    private static int Compare(PageKey one, PageKey other) =>
        Encoding.UTF8.GetBytes(one.Value).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(other.Value)) is not 0 and var order ? order : string.CompareOrdinal(one.Id, other.Id);
}
