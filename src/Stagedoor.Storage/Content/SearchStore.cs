using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Resources.Search;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Content;

/// <summary>Full-text search with the database's own index. Who sees what is part of the statement that finds, pages and counts.</summary>
internal sealed class SearchStore : ISearchStore
{
    private const int MostComments = 3, Deepest = 200;

    private const string Columns = "x.id, x.asset_type, x.name, x.project_id, x.parent_id, x.created_at, x.updated_at, x.by_name";

    // An asset in a project that is seen, or below a folder to which one was invited.
    private static readonly string SeenAssets = $"""
        (({OnProject("first")} OR {BelowFolder("first")}) AND (@second = '' OR {OnProject("second")} OR {BelowFolder("second")}))
        """;

    private readonly Database database;
    private readonly SortedList<SearchHit> all, seen;
    private readonly string comments;

    public SearchStore(Database database)
    {
        this.database = database;
        var match = database.Engine.Match("r");
        (all, seen) = (List(match, "1 = 1", "1 = 1"), List(match, SeenAssets, Visible.Projects));
        comments = $"""
            SELECT found.file_id, found.id, found.text FROM (
                SELECT c.file_id, c.id, c.text, c.created_at, ROW_NUMBER() OVER (PARTITION BY c.file_id ORDER BY c.created_at, c.id) AS place
                FROM comments c JOIN search_rows r ON r.id = c.id AND r.kind = 'comment'
                WHERE c.file_id IN ({database.Engine.List}) AND c.deleted_at IS NULL AND {match}) found
            WHERE found.place <= {MostComments} ORDER BY found.created_at, found.id
            """;
    }

    public ValueTask<Page<SearchHit>> FindAsync(Viewer viewer, SearchTerms terms, SearchKinds kinds, PageQuery query, CancellationToken cancellation)
    {
        var match = ("match", (Value)database.Engine.MatchOf([.. terms.Words.Select(word => (word, SearchTerms.IsPrefix(word)))]));
        (string, Value)[] arguments =
        [
            ("account_id", viewer.AccountId), match, ("files", kinds.FilesAndVersionStacks), ("folders", kinds.Folders), ("projects", kinds.Projects),
            .. viewer.SeesAll ? [] : Visible.Arguments(viewer),
        ];
        return database.ReadAsync(
            async link =>
            {
                var page = await (viewer.SeesAll ? all : seen).PageAsync(link, query, arguments);
                var files = page.Items.Where(hit => hit.AssetType == AssetPlace.File).Select(hit => hit.Id).ToList();
                if (files.Count == 0) return page;
                var found = (await link.AllAsync(comments, row => (File: row.Guid(0), Comment: (row.Guid(1), row.Text(2))), ("list", Value.List(files)), match)).ToLookup(row => row.File, row => row.Comment);
                return page with { Items = [.. page.Items.Select(hit => hit with { Comments = [.. found[hit.Id]] })] };
            },
            cancellation);
    }

    private static SortedList<SearchHit> List(string match, string seesAsset, string seesProject) => new(
        Columns,
        $"""
        FROM (
            SELECT a.id, a.type AS asset_type, a.name, a.project_id, a.parent_id, a.created_at, a.updated_at, found.by_name
            FROM (
                SELECT named.id, MAX(named.by_name) AS by_name FROM (
                    SELECT hits.id, CAST(1 AS BIGINT) AS by_name FROM hits WHERE hits.kind = 'asset'
                    UNION ALL
                    SELECT c.file_id, CAST(0 AS BIGINT) FROM hits JOIN comments c ON c.id = hits.id WHERE hits.kind = 'comment' AND c.deleted_at IS NULL) named
                GROUP BY named.id) found
            JOIN assets a ON a.id = found.id JOIN api_projects p ON p.id = a.project_id
            WHERE a.account_id = @account_id AND a.deleted_at IS NULL AND p.deleted_at IS NULL
                AND ((@files = 1 AND a.type <> 'folder') OR (@folders = 1 AND a.type = 'folder')) AND {seesAsset}
            UNION ALL
            SELECT p.id, NULL, p.name, p.id, NULL, p.created_at, p.updated_at, CAST(1 AS BIGINT)
            FROM hits JOIN api_projects p ON p.id = hits.id
            WHERE hits.kind = 'project' AND @projects = 1 AND p.account_id = @account_id AND p.deleted_at IS NULL AND {seesProject}) x
        WHERE 1 = 1
        """,
        "x.id",
        Read,
        [("", SortColumn.Number("x.created_at", isDescending: true))],
        $"WITH hits AS MATERIALIZED (SELECT r.id, r.kind FROM search_rows r WHERE r.account_id = @account_id AND {match})");

    private static string OnProject(string who) => $"""
        (EXISTS (SELECT 1 FROM content_roles r WHERE r.resource_id = p.id AND r.subject_id = @{who})
        OR (p.restricted = 0 AND EXISTS (SELECT 1 FROM content_roles r WHERE r.resource_id = p.workspace_id AND r.subject_id = @{who})))
        """;

    private static string BelowFolder(string who) => $"""
        EXISTS (WITH RECURSIVE up (id, parent_id, depth) AS (
                SELECT s.id, s.parent_id, 0 FROM assets s WHERE s.id = a.id
                UNION ALL
                SELECT s.id, s.parent_id, up.depth + 1 FROM up JOIN assets s ON s.id = up.parent_id WHERE up.depth < {Deepest})
            SELECT 1 FROM up JOIN content_roles r ON r.resource_id = up.id WHERE r.subject_id = @{who})
        """;

    private static SearchHit Read(Row row) => new()
    {
        Id = row.Guid(0),
        AssetType = row.TextOrNull(1),
        Name = row.Text(2),
        ProjectId = row.Guid(3),
        ParentId = row.GuidOrNull(4),
        CreatedAt = row.Time(5),
        UpdatedAt = row.Time(6),
        NameMatches = row.Flag(7),
    };
}
