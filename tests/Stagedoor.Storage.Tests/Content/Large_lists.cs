using System.Text.RegularExpressions;
using Stagedoor.Storage.Connections;
using Stagedoor.Storage.Content;

namespace Stagedoor.Storage.Tests.Content;

/// <summary>
/// An account with 10,000 projects pages as fast as a small one, because every page begins in an index: plans are looked at, not clocks. The same with 100,000 assets in one folder.
/// </summary>
public sealed partial class Large_lists(Large_lists.Filled stores) : IClassFixture<Large_lists.Filled>
{
    [Theory, Stores, Slow]
    public async Task of_projects_and_workspaces_begin_in_an_index(StoreKind kind)
    {
        var store = await stores.OnAsync(kind);
        foreach (var sql in (IEnumerable<string>)
            [
                .. ProjectStore.AllOfAccount.Statements, .. ProjectStore.SeenOfAccount.Statements, .. ProjectStore.AllOfWorkspace.Statements, .. ProjectStore.SeenOfWorkspace.Statements,
                .. WorkspaceStore.All.Statements, .. WorkspaceStore.Seen.Statements,
            ])
        {
            await ProvenAsync(store, kind, sql);
        }
    }

    [Theory, Stores, Slow]
    public async Task of_assets_and_comments_begin_in_an_index(StoreKind kind)
    {
        var store = await stores.OnAsync(kind);
        foreach (var sql in (IEnumerable<string>)[.. AssetLists.Children.Statements, .. AssetLists.Versions.Statements, .. AssetLists.Typed.Statements, .. CommentStore.OfFile.Statements]) await ProvenAsync(store, kind, sql);
    }

    [Theory, Stores, Slow]
    public async Task without_an_index_would_be_found(StoreKind kind)
    {
        var store = await stores.OnAsync(kind);
        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => ProvenAsync(store, kind, "SELECT p.id FROM api_projects p WHERE p.account_id = @account_id AND p.deleted_at IS NULL ORDER BY p.storage DESC, p.id LIMIT @most"));
        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => ProvenAsync(store, kind, "SELECT p.id FROM api_projects p WHERE p.restricted = 0 LIMIT @most"));
    }

    /// <summary>The statement reaches its rows by an index, in the order of the list: it neither sorts nor reads a table from end to end.</summary>
    internal static async Task ProvenAsync(Store store, StoreKind kind, string sql)
    {
        // As late in the list as it gets.
        var text = Argument.Replace(sql, argument => argument.Value switch
        {
            "@most" => "51",
            "@account_id" => $"'{Filled.Account}'",
            "@workspace_id" => $"'{Filled.Workspace}'",
            "@project_id" => $"'{Filled.Project}'",
            "@parent_id" => $"'{Filled.Folder}'",
            "@type" => "'file'",
            "@file_id" => $"'{Filled.Workspace}'",
            "@first" => $"'{Filled.Member}'",
            "@after_value" when NumberSort.IsMatch(sql) => Filled.Many.ToString(System.Globalization.CultureInfo.InvariantCulture),
            "@after_value" => "'NAME 199000'",
            "@after_id" => "'00000000-0000-4000-8000-100000099000'",
            _ => "''",
        });
        var plan = await store.Database.ReadAsync(
            link => link.AllAsync((kind == StoreKind.Sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") + text, row => row.Text(kind == StoreKind.Sqlite ? 3 : 0)), TestContext.Current.CancellationToken);
        var all = string.Join('\n', plan);
        if (kind == StoreKind.Sqlite)
        {
            Assert.DoesNotContain("TEMP B-TREE", all, StringComparison.Ordinal);
            Assert.DoesNotContain(plan, step => step.StartsWith("SCAN", StringComparison.Ordinal));
            if (sql.Contains("@after_value", StringComparison.Ordinal)) Assert.Matches("USING (COVERING )?INDEX .*,id\\)[<>]\\(", all);
        }
        else
        {
            Assert.DoesNotContain("Sort", all, StringComparison.Ordinal);
            Assert.DoesNotMatch("Seq Scan on (api_projects|assets|comments|workspaces)", all);
            if (sql.Contains("@after_value", StringComparison.Ordinal)) Assert.Matches("Index Cond: .*ROW\\(\"?[a-z_]+\"?, id\\) [<>] ROW", all);
        }
    }

    [GeneratedRegex("@[a-z_]+")]
    private static partial Regex Argument { get; }

    [GeneratedRegex("ORDER BY [a-z]+\\.(created_at|updated_at|completed_key|size|position)")]
    private static partial Regex NumberSort { get; }

    /// <summary>A store of each kind with 10,000 projects in one workspace, 10,000 workspaces, 100,000 files in one folder, and 10,000 comments on one of them.</summary>
    public sealed class Filled : IAsyncDisposable
    {
        public const int Many = 10_000;
        public const string Account = "7b0f3c52-6a0e-4c57-9a44-0d7a3c1f0001", Workspace = "00000000-0000-4000-8000-100000000001", Project = Workspace, Folder = "7b0f3c52-6a0e-4c57-9a44-0d7a3c1f0002";
        public const string Member = "5A1D00C0FFEE00C0FFEE0002@AdobeID";

        private const string Id = "'00000000-0000-4000-8000-' || (100000000000 + n.i)";
        private const string Numbers = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {0}) ";

        private static readonly string[] Filling =
        [
            $"INSERT INTO organizations (id, name, created_at, account_id, account_name, service_accounts) VALUES ('5A1D00C0FFEE00C0FFEE0001@AdobeOrg', 'N', 0, '{Account}', 'N', 0)",
            Upto(Many) + $"INSERT INTO workspaces (id, account_id, name, name_key, creator_id, created_at, updated_at) SELECT {Id}, '{Account}', 'Name ' || (100000 + n.i), 'NAME ' || (100000 + n.i), 'x', n.i, n.i FROM n",
            Upto(Many) + $"""
                INSERT INTO api_projects (id, account_id, workspace_id, root_folder_id, name, name_key, restricted, status, owner_id, created_at, updated_at)
                SELECT {Id}, '{Account}', '{Workspace}', 'x', 'Name ' || (100000 + n.i), 'NAME ' || (100000 + n.i), n.i % 2, 'active', 'x', n.i, n.i FROM n
                """,
            Upto(10 * Many) + $"""
                INSERT INTO assets (id, account_id, project_id, parent_id, type, name, name_key, size, creator_id, created_at, updated_at)
                SELECT {Id}, '{Account}', '{Project}', '{Folder}', 'file', 'Name ' || (100000 + n.i), 'NAME ' || (100000 + n.i), n.i % 977, 'x', n.i, n.i FROM n
                """,
            Upto(Many) + $"INSERT INTO content_roles (resource_id, subject_id, account_id, level, role, granted_by, created_at, updated_at) SELECT {Id}, '{Member}', '{Account}', 'project', 'viewer', 'x', 0, 0 FROM n WHERE n.i % 7 = 0",
            Upto(Many) + $"""
                INSERT INTO comments (id, account_id, file_id, owner_id, owner_key, text, links, mentions, completed_at, completed_key, created_at, updated_at)
                SELECT {Id}, '{Account}', '{Workspace}', 'x', 'NAME ' || (100000 + n.i), 'x', '[]', '[]', CASE WHEN n.i % 2 = 0 THEN n.i END, (1 - n.i % 2) * n.i, n.i, n.i FROM n
                """,
            "ANALYZE",
        ];

        private readonly Dictionary<StoreKind, Task<Store>> stores = [];

        internal Task<Store> OnAsync(StoreKind kind)
        {
            lock (stores)
            {
                if (!stores.TryGetValue(kind, out var store)) stores.Add(kind, store = FillAsync(kind));
                return store;
            }
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var store in stores.Values) await (await store).DisposeAsync();
        }

        private static string Upto(int many) => Numbers.Replace("{0}", many.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);

        private static async Task<Store> FillAsync(StoreKind kind)
        {
            if (kind == StoreKind.Postgres) Needs.Postgres();
            var store = await Store.OpenAsync(kind);
            foreach (var sql in Filling) await store.Database.WriteAsync<bool>(async (Link link) => await link.ExecuteAsync(sql) >= -1, CancellationToken.None);
            return store;
        }
    }
}
