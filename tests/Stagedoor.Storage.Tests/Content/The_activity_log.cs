using System.Globalization;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Storage.Connections;
using Stagedoor.Storage.Content;

namespace Stagedoor.Storage.Tests.Content;

public class The_activity_log
{
    private const int Many = (20 * ActivityLog.MostLooked) + 100;

    private static readonly Guid Account = Guid.Parse("7b0f3c52-6a0e-4c57-9a44-0d7a3c1f0001"), Seen = Guid.Parse("7b0f3c52-6a0e-4c57-9a44-0d7a3c1f0002"), Unseen = Guid.Parse("7b0f3c52-6a0e-4c57-9a44-0d7a3c1f0003");
    private static readonly Viewer Everything = new(Account, null, null), Member = new(Account, "ben", null);

    // As many as a page looks at stand between two of them.
    private static readonly int[] Rare = [1, 7_000, 7_001, 12_000, 99_000];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores, Attack("H3")]
    public async Task is_looked_at_by_pieces_and_misses_nothing(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        await FillAsync(store);
        var expected = Rare.Reverse().ToList();
        foreach (var (viewer, filter) in new[]
        {
            (Member, new ActivityFilter()), (Everything, new() { Act = "rare" }), (Everything, new() { Address = "192.0.2.9" }), (Everything, new() { WorkspaceId = Seen }), (Everything, new() { SubjectId = "often", Act = "rare" }),
        })
        {
            var (found, pages) = await AllAsync(store, viewer, filter, size: 2);
            Assert.Equal(expected, found);
            Assert.InRange(pages, Many / ActivityLog.MostLooked, (Many / ActivityLog.MostLooked) + expected.Count + 1);
        }

        // What an index leads to, or a short time, needs no more pages than it fills.
        foreach (var (viewer, filter, all, most) in new[]
        {
            (Everything, new ActivityFilter { ResourceId = Seen }, expected, 3), (Member, new() { From = At(6_990), Before = At(7_010) }, [7_001, 7_000], 1), (Member, new() { Before = At(1) }, [], 1),
        })
        {
            var (found, pages) = await AllAsync(store, viewer, filter, size: 2);
            Assert.Equal(all, found);
            Assert.Equal(most, pages);
        }
    }

    [Theory, Stores]
    public async Task is_counted_to_an_end(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        await FillAsync(store);
        foreach (var viewer in new[] { Everything, Member }) Assert.Null(await TotalAsync(store, viewer, new()));
        Assert.Equal(4, await TotalAsync(store, Member, new() { Before = At(50_000) }));
        Assert.Equal(49_999, await TotalAsync(store, Everything, new() { Before = At(50_000) }));
        Assert.Equal(Rare.Length, await TotalAsync(store, Everything, new() { ResourceId = Seen }));
    }

    private static async Task<long?> TotalAsync(Store store, Viewer viewer, ActivityFilter filter) => (await store.Get<IActivityLog>().ListAsync(viewer, filter, new("", 10, true, null), Cancellation)).Total;

    private static async Task<(List<int> Found, int Pages)> AllAsync(Store store, Viewer viewer, ActivityFilter filter, int size)
    {
        var found = new List<int>();
        var pages = 0;
        for (PageKey? after = null; ;)
        {
            var page = await store.Get<IActivityLog>().ListAsync(viewer, filter, new("", size, false, after), Cancellation);
            pages++;
            Assert.InRange(page.Items.Count, 0, size);
            found.AddRange(page.Items.Select(record => (int)(record.At - Store.Start).TotalMilliseconds));
            if ((after = page.Last) is null) return (found, pages);
        }
    }

    private static DateTimeOffset At(int number) => Store.Start.AddMilliseconds(number);

    private static async Task FillAsync(Store store)
    {
        var (rare, start) = (string.Join(", ", Rare), Store.Start.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        foreach (var sql in new[]
        {
            $"INSERT INTO organizations (id, name, created_at, account_id, account_name, service_accounts) VALUES ('5A1D00C0FFEE00C0FFEE0001@AdobeOrg', 'N', 0, '{Account}', 'N', 0)",
            $"INSERT INTO workspaces (id, account_id, name, name_key, creator_id, created_at, updated_at) VALUES ('{Seen}', '{Account}', 'Seen', 'SEEN', 'x', 0, 0), ('{Unseen}', '{Account}', 'Unseen', 'UNSEEN', 'x', 0, 0)",
            $"INSERT INTO content_roles (resource_id, subject_id, account_id, level, role, granted_by, created_at, updated_at) VALUES ('{Seen}', 'ben', '{Account}', 'workspace', 'viewer', 'x', 0, 0)",
            $"""
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {Many})
            INSERT INTO activities (id, account_id, at, act, resource_type, resource_id, workspace_id, subject_id, address)
            SELECT '00000000-0000-4000-8000-' || (100000000000 + n.i), '{Account}', {start} + n.i, CASE WHEN n.i IN ({rare}) THEN 'rare' ELSE 'usual' END, 'team',
                CASE WHEN n.i IN ({rare}) THEN '{Seen}' ELSE '{Unseen}' END, CASE WHEN n.i IN ({rare}) THEN '{Seen}' ELSE '{Unseen}' END, 'often', CASE WHEN n.i IN ({rare}) THEN '192.0.2.9' END FROM n
            """,
        }) await store.Database.WriteAsync<bool>(async (Link link) => await link.ExecuteAsync(sql) >= -1, Cancellation);
    }
}
