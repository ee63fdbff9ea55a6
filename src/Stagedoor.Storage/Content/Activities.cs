using Stagedoor.Frameio.Activity;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Content;

/// <summary>Appends what was done to the log, and tells the webhooks, within the transaction that does it.</summary>
internal static class Activities
{
    private const string Append = """
        INSERT INTO activities (id, account_id, at, event_type, act, resource_type, resource_id, resource_name, workspace_id, project_id, subject_id, actor_id, address)
        VALUES (@id, @account_id, @at, @event_type, @act, @resource_type, @resource_id, @resource_name, @workspace_id, @project_id, @subject_id, @actor_id, @address)
        """;

    public static async Task AppendAsync(Link link, ActivityEntry entry)
    {
        await link.ExecuteAsync(
            Append,
            ("id", ActivityIds.New(entry.At)), ("account_id", entry.AccountId), ("at", entry.At), ("event_type", entry.Kind.EventType), ("act", entry.Kind.Act),
            ("resource_type", entry.Kind.ResourceType), ("resource_id", entry.ResourceId), ("resource_name", entry.ResourceName), ("workspace_id", entry.WorkspaceId), ("project_id", entry.ProjectId),
            ("subject_id", entry.Actor.SubjectId), ("actor_id", entry.Actor.ActingId), ("address", entry.Address));
        await WebhookEventFan.SpreadAsync(link, entry);
    }
}
