using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Door;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Content;

/// <summary>Reads the log, newest first. The filter that leaves least decides by which index; the others are looked at on the way.</summary>
internal sealed class ActivityLog(Database database) : IActivityLog
{
    private const string Columns = "a.id, a.at, a.act, a.event_type, a.resource_type, a.resource_id, a.resource_name, a.workspace_id, a.project_id, a.subject_id, a.actor_id, a.address";

    private const string Filters = """
         AND (@only_in_contract = 0 OR a.event_type IS NOT NULL) AND (@event_type IS NULL OR a.event_type = @event_type) AND (@resource_type IS NULL OR a.resource_type = @resource_type)
         AND (@workspace_id IS NULL OR a.workspace_id = @workspace_id) AND (@project_id IS NULL OR a.project_id = @project_id)
         AND (@act IS NULL OR a.act = @act) AND (@address IS NULL OR a.address = @address) AND a.at >= @since AND a.at < @before
        """;

    // One who does not see everything sees what was done where they see.
    private const string Seen = $"""
         AND (EXISTS (SELECT 1 FROM api_projects p WHERE p.id = a.project_id AND p.deleted_at IS NULL AND {Visible.Projects})
              OR (a.project_id IS NULL AND EXISTS (SELECT 1 FROM workspaces w WHERE w.id = a.workspace_id AND w.deleted_at IS NULL AND {Visible.Workspaces})))
        """;

    private static readonly Dictionary<(Lead Lead, bool All), SortedList<ActivityRecord>> Lists = new(
        from lead in Enum.GetValues<Lead>()
        from all in (bool[])[true, false]
        select KeyValuePair.Create((lead, all), List(lead, all)));

    private enum Lead
    {
        Account,
        Subject,
        Resource,
    }

    public ValueTask<Page<ActivityRecord>> ListAsync(Viewer viewer, ActivityFilter filter, PageQuery query, CancellationToken cancellation)
    {
        var lead = filter.ResourceId is not null ? Lead.Resource : filter.SubjectId is not null ? Lead.Subject : Lead.Account;
        (string, Value)[] arguments =
        [
            ("account_id", viewer.AccountId), ("only_in_contract", filter.OnlyInContract), ("event_type", filter.EventType), ("resource_type", filter.ResourceType),
            ("workspace_id", filter.WorkspaceId), ("project_id", filter.ProjectId), ("act", filter.Act), ("address", filter.Address),
            ("since", filter.From?.ToUnixTimeMilliseconds() ?? 0), ("before", filter.Before?.ToUnixTimeMilliseconds() ?? long.MaxValue),
            .. lead switch
            {
                Lead.Resource => (IEnumerable<(string, Value)>)[("resource_id", filter.ResourceId), ("subject_id", filter.SubjectId)],
                Lead.Subject => [("subject_id", filter.SubjectId)],
                _ => [],
            },
            .. viewer.SeesAll ? [] : Visible.Arguments(viewer),
        ];
        return database.ReadAsync(link => Lists[(lead, viewer.SeesAll)].PageAsync(link, query, arguments), cancellation);
    }

    private static SortedList<ActivityRecord> List(Lead lead, bool all)
    {
        var by = lead switch
        {
            Lead.Resource => " AND a.resource_id = @resource_id AND (@subject_id IS NULL OR a.subject_id = @subject_id)",
            Lead.Subject => " AND a.subject_id = @subject_id",
            _ => "",
        };
        return new(Columns, $"FROM activities a WHERE a.account_id = @account_id{by}{Filters}{(all ? "" : Seen)}", "a.id", Read, [("", SortColumn.Number("a.at", isDescending: true))]);
    }

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
