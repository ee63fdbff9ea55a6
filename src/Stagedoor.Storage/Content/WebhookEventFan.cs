using Stagedoor.Frameio.Activity;
using Stagedoor.Protocol.Wire;
using Stagedoor.Storage.Connections;
using Stagedoor.Storage.Sql;

namespace Stagedoor.Storage.Content;

/// <summary>
/// Puts what was done into the queue of every webhook that asked for it, within the transaction that does it: after a crash both are there, or neither. A webhook hears of nothing that who made it may not
/// see any more, nor who last said where it sends, nor of anything once a person took back that a service account acts for them; and the queue of one that takes nothing has an end
/// (<see cref="DeliveryStore"/> measures it).
/// </summary>
internal static class WebhookEventFan
{
    private static readonly string OfWorkspace = Select("w.workspace_id = @workspace_id"), OfAccount = Select("w.account_id = @account_id");

    private const string Add = """
        INSERT INTO webhook_deliveries (id, webhook_id, account_id, event, project_id, resource_id, resource_name, subject_id, actor_id, created_at, next_at)
        VALUES (@id, @webhook_id, @account_id, @event, @project_id, @resource_id, @resource_name, @subject_id, @actor_id, @at, @at)
        """;

    public static async Task SpreadAsync(Link link, ActivityEntry entry)
    {
        if (entry.Kind.Webhook is not { } name) return;
        var webhooks = entry.WorkspaceId is { } workspace
            ? await link.AllAsync(OfWorkspace, row => row.Text(0), ("workspace_id", workspace), ("event", $"% {name} %"), ("project_id", entry.ProjectId ?? Guid.Empty))
            : await link.AllAsync(OfAccount, row => row.Text(0), ("account_id", entry.AccountId), ("event", $"% {name} %"), ("project_id", Guid.Empty));
        foreach (var webhook in webhooks)
        {
            await link.ExecuteAsync(
                Add,
                ("id", RandomIds.Uuid()), ("webhook_id", webhook), ("account_id", entry.AccountId), ("event", name), ("project_id", entry.ProjectId), ("resource_id", entry.ResourceId), ("resource_name", entry.ResourceName),
                ("subject_id", entry.Actor.SubjectId), ("actor_id", entry.Actor.ActingId), ("at", entry.At));
        }
    }

    private static string Select(string where) => $"""
        SELECT w.id FROM webhooks w
        WHERE {where} AND w.deleted_at IS NULL AND w.active = 1 AND ' ' || w.events || ' ' LIKE @event
            AND w.is_full = 0 AND {MayHear("@project_id")}
        """;

    /// <summary>Whether everybody who answers for where the webhook <c>w</c> sends may see what was done in a project.</summary>
    public static string MayHear(string project) => string.Join(" AND ", Sees("w.creator_id", project), ActsFor("creator", project), OrNobody("w.changer_id", project), ActsFor("changer", project));

    private static string OrNobody(string subject, string project) => $"({subject} IS NULL OR {Sees(subject, project)})";

    // Who acts for a person acts while that one lets it, by the very grant: allowed anew, what died stays dead. See Access. And while the person's organizations let it.
    private static string ActsFor(string who, string project) => $"""
        (w.{who}_actor_id IS NULL OR (
            EXISTS (SELECT 1 FROM service_accounts a JOIN consents c ON c.client_id = a.client_id WHERE a.id = w.{who}_actor_id AND c.person_id = w.{who}_id AND c.grant_id = w.{who}_grant_id
                    AND NOT EXISTS (SELECT 1 {AppIntegrationStore.OfBlocks($"w.{who}_id", "a.client_id")})) AND {Sees($"w.{who}_actor_id", project)}))
        """;

    // A member who is active, and an owner or admin, or was given a role on the project, or on the workspace of one that is not restricted: see Access.
    private static string Sees(string subject, string project) => $"""
        (EXISTS (SELECT 1 FROM persons p JOIN memberships m ON m.person_id = p.id JOIN organizations o ON o.id = m.organization_id
                 WHERE p.id = {subject} AND p.disabled_at IS NULL AND o.account_id = w.account_id AND (m.account_role IN ('owner', 'admin') OR {Given(subject, project)}))
         OR EXISTS (SELECT 1 FROM service_accounts s JOIN clients c ON c.id = s.client_id
                    WHERE s.id = {subject} AND s.account_id = w.account_id AND s.disabled_at IS NULL AND c.disabled_at IS NULL AND (s.account_role IN ('owner', 'admin') OR {Given(subject, project)})))
        """;

    private static string Given(string subject, string project) => $"""
        (EXISTS (SELECT 1 FROM content_roles r WHERE r.resource_id = {project} AND r.subject_id = {subject})
         OR (EXISTS (SELECT 1 FROM content_roles r WHERE r.resource_id = w.workspace_id AND r.subject_id = {subject})
             AND NOT EXISTS (SELECT 1 FROM api_projects a WHERE a.id = {project} AND a.restricted = 1)))
        """;
}
