using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Door;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Content;

/// <summary>
/// Reads the log, newest first. Account, subject or resource and the time lead to rows by an index; whatever else is asked for, and what the viewer may see, is looked for among so many of them and no more. A page
/// may therefore be short, or empty, and there may be older ones: the next begins behind the last row that was looked at.
/// </summary>
internal sealed class ActivityLog(Database database) : IActivityLog
{
    /// <summary>How many rows one page looks at.</summary>
    public const int MostLooked = 5000;

    // So many rows are counted, of a look that has an end too.
    private const int MostCounted = 20 * MostLooked;

    private const string Columns = "found.id, found.at, found.act, found.event_type, found.resource_type, found.resource_id, found.resource_name, found.workspace_id, found.project_id, found.subject_id, found.actor_id, found.address";

    private const string Filters = """
        (@only_in_contract = 0 OR found.event_type IS NOT NULL) AND (@event_type IS NULL OR found.event_type = @event_type) AND (@resource_type IS NULL OR found.resource_type = @resource_type)
         AND (@workspace_id IS NULL OR found.workspace_id = @workspace_id) AND (@project_id IS NULL OR found.project_id = @project_id) AND (@subject_id IS NULL OR found.subject_id = @subject_id)
         AND (@act IS NULL OR found.act = @act) AND (@address IS NULL OR found.address = @address)
        """;

    // One who does not see everything sees what was done where they see.
    private const string Seen = $"""
         AND (EXISTS (SELECT 1 FROM api_projects p WHERE p.id = found.project_id AND p.deleted_at IS NULL AND {Visible.Projects})
              OR (found.project_id IS NULL AND EXISTS (SELECT 1 FROM workspaces w WHERE w.id = found.workspace_id AND w.deleted_at IS NULL AND {Visible.Workspaces})))
        """;
    private const string Order = "ORDER BY at DESC, id DESC";

    private static readonly Dictionary<(Lead Lead, bool SeesAll, bool Follows), string> pages = Texts(
        (lead, seesAll, follows) => $"SELECT {Columns} FROM ({Look("*", lead, follows)} LIMIT {MostLooked}) found WHERE {Filters}{(seesAll ? "" : Seen)} {Order} LIMIT @most");

    // The last row that is looked at, and one more where there are older ones.
    private static readonly Dictionary<(Lead Lead, bool SeesAll, bool Follows), string> ends = Texts((lead, _, follows) => $"{Look("a.at, a.id", lead, follows)} LIMIT 2 OFFSET {MostLooked - 1}");

    private static readonly Dictionary<(Lead Lead, bool SeesAll, bool Follows), string> counts = Texts(
        (lead, seesAll, _) => $"SELECT COUNT(*) FROM ({Look("*", lead, follows: false)} LIMIT {MostCounted}) found WHERE {Filters}{(seesAll ? "" : Seen)}");

    private static readonly Dictionary<(Lead Lead, bool SeesAll, bool Follows), string> rests = Texts((lead, _, _) => $"{Look("a.at", lead, follows: false)} LIMIT 1 OFFSET {MostCounted}");

    private enum Lead
    {
        Account,
        Subject,
        Resource,
    }

    public ValueTask<Page<ActivityRecord>> ListAsync(Viewer viewer, ActivityFilter filter, PageQuery query, CancellationToken cancellation)
    {
        var lead = filter.ResourceId is not null ? Lead.Resource : filter.SubjectId is not null ? Lead.Subject : Lead.Account;
        var which = (lead, viewer.SeesAll, query.After is not null);
        (string, Value)[] looked =
        [
            ("account_id", viewer.AccountId), ("since", filter.From?.ToUnixTimeMilliseconds() ?? 0), ("before", filter.Before?.ToUnixTimeMilliseconds() ?? long.MaxValue),
            .. lead switch
            {
                Lead.Resource => (IEnumerable<(string, Value)>)[("resource_id", filter.ResourceId)],
                Lead.Subject => [("subject_id", filter.SubjectId)],
                _ => [],
            },
        ];
        (string, Value)[] placed = query.After is { } after ? [.. looked, ("after_value", after.Number), ("after_id", after.Id)] : looked;
        (string, Value)[] asked =
        [
            ("only_in_contract", filter.OnlyInContract), ("event_type", filter.EventType), ("resource_type", filter.ResourceType), ("workspace_id", filter.WorkspaceId), ("project_id", filter.ProjectId),
            ("act", filter.Act), ("address", filter.Address),
            .. lead == Lead.Subject ? [] : (IEnumerable<(string, Value)>)[("subject_id", filter.SubjectId)],
            .. viewer.SeesAll ? [] : Visible.Arguments(viewer),
        ];
        return database.ReadAsync(
            async link =>
            {
                var records = await link.AllAsync(pages[which], Read, [.. placed, .. asked, ("most", query.Size + 1L)]);
                var last = records.Count > query.Size ? KeyOf(records[query.Size - 1]) : await EndAsync(link, which, placed);
                return new Page<ActivityRecord>([.. records.Take(query.Size)], last, query.TotalCount ? await CountAsync(link, which, looked, asked) : null);
            },
            cancellation);
    }

    private static async Task<PageKey?> EndAsync(Link link, (Lead Lead, bool SeesAll, bool Follows) which, (string, Value)[] placed) =>
        await link.AllAsync(ends[which], row => new PageKey(row.Number(0), row.Text(1)), placed) is [var last, _] ? last : null;

    // Null where there is more than is counted: a wrong number would be worse than none.
    private static async Task<long?> CountAsync(Link link, (Lead Lead, bool SeesAll, bool Follows) which, (string, Value)[] looked, (string, Value)[] asked) =>
        await link.NumberAsync(rests[which], looked) is null ? await link.NumberAsync(counts[which], [.. looked, .. asked]) ?? 0 : null;

    private static string Look(string columns, Lead lead, bool follows)
    {
        var by = lead switch
        {
            Lead.Resource => " AND a.resource_id = @resource_id",
            Lead.Subject => " AND a.subject_id = @subject_id",
            _ => "",
        };
        return $"SELECT {columns} FROM activities a WHERE a.account_id = @account_id{by} AND a.at >= @since AND a.at < @before{(follows ? " AND (a.at, a.id) < (@after_value, @after_id)" : "")} {Order}";
    }

    private static Dictionary<(Lead Lead, bool SeesAll, bool Follows), string> Texts(Func<Lead, bool, bool, string> text) => new(
        from lead in Enum.GetValues<Lead>()
        from seesAll in (bool[])[true, false]
        from follows in (bool[])[true, false]
        select KeyValuePair.Create((lead, seesAll, follows), text(lead, seesAll, follows)));

    private static PageKey KeyOf(ActivityRecord record) => new(record.At.ToUnixTimeMilliseconds(), record.Id.ToString());

    private static ActivityRecord Read(Row row) => new()
    {
        Id = row.Guid(0),
        At = row.Time(1),
        Act = row.Text(2),
        EventType = row.TextOrNull(3),
        ResourceType = row.Text(4),
        ResourceId = row.Guid(5),
        ResourceName = row.TextOrNull(6),
        WorkspaceId = row.GuidOrNull(7),
        ProjectId = row.GuidOrNull(8),
        Actor = new Actor(row.Text(9), row.TextOrNull(10)),
        Address = row.TextOrNull(11),
    };
}
