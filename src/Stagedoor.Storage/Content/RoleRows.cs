using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Content;

/// <summary>Roles that come with another change, within its transaction.</summary>
internal static class RoleRows
{
    private const string Invite = """
        INSERT INTO content_roles (resource_id, subject_id, account_id, level, role, granted_by, granted_by_actor, created_at, updated_at)
        VALUES (@resource_id, @subject, @account_id, 'project', @role, @subject, @granted_by_actor, @at, @at) ON CONFLICT (resource_id, subject_id) DO NOTHING
        """;

    /// <summary>Invites who does this to the project, unless that is done already.</summary>
    public static Task InviteAsync(Link link, Guid accountId, Guid projectId, Role role, ActivityEntry entry) => link.ExecuteAsync(
        Invite,
        ("resource_id", projectId), ("subject", entry.Actor.SubjectId), ("account_id", accountId), ("role", role.Text()), ("granted_by_actor", entry.Actor.ActingId), ("at", entry.At));
}
