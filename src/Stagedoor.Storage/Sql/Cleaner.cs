using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Stagedoor.Protocol;

namespace Stagedoor.Storage.Sql;

/// <summary>Removes what expired, a bounded number of rows at a time, so that nothing grows without end (design §8).</summary>
internal sealed partial class Cleaner(Database database, StorageOptions options, TimeProvider time, ILogger<Cleaner> logger) : BackgroundService
{
    private const int Bound = 500;
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private const string DropRevocations = "DELETE FROM revocations WHERE sequence IN (SELECT sequence FROM revocations WHERE at <= @before ORDER BY at LIMIT 500)";

    // A family that was revoked before its row came keeps the mark on the row when the set forgets it.
    private const string MarkFamilies = """
        UPDATE families SET revoked_at = @before
        WHERE revoked_at IS NULL AND family_id IN (SELECT key FROM revocations WHERE kind = 3 AND at <= @before ORDER BY at LIMIT 500)
        """;

    // More than the life of the longest access token (design §5).
    private static readonly TimeSpan LongestUse = TimeSpan.FromDays(8);

    // A secret that ended is still shown for a while: somebody may wonder why calls fail.
    private static readonly TimeSpan SecretsShown = TimeSpan.FromDays(90);

    // Longer than anything that came of it lives, and than the audit usually is kept.
    private static readonly TimeSpan TombstonesStand = TimeSpan.FromDays(400);

    private static readonly (string Delete, TimeSpan KeptAfter)[] Rules =
    [
        ("DELETE FROM journeys WHERE hash IN (SELECT hash FROM journeys WHERE expires_at <= @before ORDER BY expires_at LIMIT 500)", TimeSpan.Zero),
        // A journey that began in time spends its request later.
        ("DELETE FROM pushed_requests WHERE hash IN (SELECT hash FROM pushed_requests WHERE expires_at <= @before ORDER BY expires_at LIMIT 500)", TimeSpan.FromDays(1)),
        // A spent code is known as spent for as long as what it produced may live, and a grant can be withdrawn with it.
        ("DELETE FROM codes WHERE hash IN (SELECT hash FROM codes WHERE expires_at <= @before ORDER BY expires_at LIMIT 500)", LongestUse),
        ("DELETE FROM device_authorizations WHERE device_code_hash IN (SELECT device_code_hash FROM device_authorizations WHERE expires_at <= @before ORDER BY expires_at LIMIT 500)", LongestUse),
        ("DELETE FROM sessions WHERE sid IN (SELECT sid FROM sessions WHERE expires_at <= @before ORDER BY expires_at LIMIT 500)", TimeSpan.FromDays(1)),
        ("DELETE FROM families WHERE family_id IN (SELECT family_id FROM families WHERE absolute_expires_at <= @before ORDER BY absolute_expires_at LIMIT 500)", TimeSpan.FromDays(1)),
        ("DELETE FROM administrator_links WHERE hash IN (SELECT hash FROM administrator_links WHERE expires_at <= @before ORDER BY expires_at LIMIT 500)", TimeSpan.FromDays(1)),
        ("DELETE FROM remembered_devices WHERE id IN (SELECT id FROM remembered_devices WHERE expires_at <= @before ORDER BY expires_at LIMIT 500)", TimeSpan.Zero),
        ("DELETE FROM spent_challenges WHERE id IN (SELECT id FROM spent_challenges WHERE expires_at <= @before ORDER BY expires_at LIMIT 500)", TimeSpan.Zero),
        ("DELETE FROM person_links WHERE hash IN (SELECT hash FROM person_links WHERE expires_at <= @before ORDER BY expires_at LIMIT 500)", TimeSpan.FromDays(1)),
        ("DELETE FROM invitations WHERE hash IN (SELECT hash FROM invitations WHERE expires_at <= @before ORDER BY expires_at LIMIT 500)", TimeSpan.FromDays(1)),
        ("DELETE FROM idempotency_keys WHERE hash IN (SELECT hash FROM idempotency_keys WHERE expires_at <= @before ORDER BY expires_at LIMIT 500)", TimeSpan.Zero),
        ("DELETE FROM secret_use_days WHERE (client_id, day, secret_id) IN (SELECT client_id, day, secret_id FROM secret_use_days WHERE day <= @before / 86400000 ORDER BY day LIMIT 500)", TimeSpan.FromDays(90)),
        ("DELETE FROM client_secrets WHERE (client_id, id) IN (SELECT client_id, id FROM client_secrets WHERE revoked_at <= @before ORDER BY revoked_at LIMIT 500)", SecretsShown),
        ("DELETE FROM client_secrets WHERE (client_id, id) IN (SELECT client_id, id FROM client_secrets WHERE expires_at <= @before ORDER BY expires_at LIMIT 500)", SecretsShown),
        ("""
            DELETE FROM integration_requests WHERE (organization_id, client_id, person_id) IN
                (SELECT organization_id, client_id, person_id FROM integration_requests WHERE asked_at <= @before ORDER BY asked_at LIMIT 500)
            """, TimeSpan.FromDays(90)),
        // Whoever sends mails gives each up sooner.
        ("DELETE FROM mails WHERE id IN (SELECT id FROM mails WHERE due_at <= @before ORDER BY due_at LIMIT 500)", TimeSpan.FromDays(8)),
        ("DELETE FROM logout_notices WHERE (sid, client_id) IN (SELECT sid, client_id FROM logout_notices WHERE finished_at <= @before ORDER BY finished_at LIMIT 500)", TimeSpan.FromDays(7)),
        // Whoever sends them gives each up within a day.
        ("DELETE FROM logout_notices WHERE (sid, client_id) IN (SELECT sid, client_id FROM logout_notices WHERE state = 0 AND due_at <= @before ORDER BY due_at LIMIT 500)", TimeSpan.FromDays(8)),
        ("DELETE FROM activities WHERE id IN (SELECT id FROM activities WHERE at <= @before ORDER BY at LIMIT 500)", TimeSpan.FromDays(400)),
        ("DELETE FROM webhook_deliveries WHERE id IN (SELECT id FROM webhook_deliveries WHERE state <> 0 AND finished_at <= @before ORDER BY finished_at LIMIT 500)", TimeSpan.FromDays(30)),
        ("DELETE FROM shares WHERE id IN (SELECT id FROM shares WHERE deleted_at IS NOT NULL AND deleted_at <= @before ORDER BY deleted_at LIMIT 500)", TimeSpan.FromDays(1)),
        ("DELETE FROM collections WHERE id IN (SELECT id FROM collections WHERE deleted_at IS NOT NULL AND deleted_at <= @before ORDER BY deleted_at LIMIT 500)", TimeSpan.FromDays(2)),
        ("DELETE FROM field_values WHERE (file_id, definition_id) IN (SELECT v.file_id, v.definition_id FROM field_definitions d JOIN field_values v ON v.definition_id = d.id WHERE d.deleted_at IS NOT NULL AND d.deleted_at <= @before LIMIT 500)", TimeSpan.FromDays(1)),
        ("DELETE FROM field_definitions WHERE id IN (SELECT d.id FROM field_definitions d WHERE d.deleted_at IS NOT NULL AND d.deleted_at <= @before AND NOT EXISTS (SELECT 1 FROM field_values v WHERE v.definition_id = d.id) LIMIT 500)", TimeSpan.FromDays(1)),
        ("DELETE FROM custom_actions WHERE id IN (SELECT id FROM custom_actions WHERE deleted_at IS NOT NULL AND deleted_at <= @before ORDER BY deleted_at LIMIT 500)", TimeSpan.FromDays(1)),
        // Longer than the last of what it was sent.
        ("DELETE FROM webhooks WHERE id IN (SELECT id FROM webhooks WHERE deleted_at IS NOT NULL AND deleted_at <= @before ORDER BY deleted_at LIMIT 500)", TimeSpan.FromDays(40)),
        ("DELETE FROM attempts WHERE key IN (SELECT key FROM attempts WHERE forget_at <= @before ORDER BY forget_at LIMIT 500)", TimeSpan.Zero),
        // Keyed by the person first: what is old is found by its own index.
        ("DELETE FROM sign_ins WHERE (person_id, at, node, sequence) IN (SELECT person_id, at, node, sequence FROM sign_ins WHERE at <= @before ORDER BY at LIMIT 500)", TimeSpan.FromDays(365)),
        // What was deleted in the V4 API: roles first, then projects whose assets are gone, then workspaces whose projects are.
        ("DELETE FROM content_roles WHERE resource_id IN (SELECT id FROM workspaces WHERE deleted_at <= @before ORDER BY deleted_at LIMIT 500)", TimeSpan.FromDays(1)),
        ("DELETE FROM content_roles WHERE resource_id IN (SELECT id FROM api_projects WHERE deleted_at <= @before ORDER BY deleted_at LIMIT 500)", TimeSpan.FromDays(1)),
        ("""
            DELETE FROM api_projects WHERE id IN (SELECT p.id FROM api_projects p WHERE p.deleted_at <= @before AND NOT EXISTS (SELECT 1 FROM assets a WHERE a.project_id = p.id)
            AND NOT EXISTS (SELECT 1 FROM content_roles r WHERE r.resource_id = p.id) ORDER BY p.deleted_at LIMIT 500)
            """, TimeSpan.FromDays(1)),
        ("""
            DELETE FROM workspaces WHERE id IN (SELECT w.id FROM workspaces w WHERE w.deleted_at <= @before AND NOT EXISTS (SELECT 1 FROM api_projects p WHERE p.workspace_id = w.id)
            AND NOT EXISTS (SELECT 1 FROM content_roles r WHERE r.resource_id = w.id) ORDER BY w.deleted_at LIMIT 500)
            """, TimeSpan.FromDays(1)),
        // A deleted credential keeps its name for as long as the audit tells of it; one that had a service account user for good, as what that made stays under its name. Then projects without credentials.
        ("""
            DELETE FROM clients WHERE id IN (SELECT c.id FROM clients c WHERE c.deleted_at IS NOT NULL AND c.deleted_at <= @before AND NOT EXISTS (SELECT 1 FROM service_accounts s WHERE s.client_id = c.id)
            AND NOT EXISTS (SELECT 1 FROM client_secrets k WHERE k.client_id = c.id) AND NOT EXISTS (SELECT 1 FROM client_origins g WHERE g.client_id = c.id)
            AND NOT EXISTS (SELECT 1 FROM audit_index i WHERE i.client_id = c.id) AND NOT EXISTS (SELECT 1 FROM audit_index i WHERE i.target_id = c.id) ORDER BY c.deleted_at LIMIT 500)
            """, TombstonesStand),
        ("""
            DELETE FROM project_developers WHERE (project_id, person_id) IN (SELECT d.project_id, d.person_id FROM projects p JOIN project_developers d ON d.project_id = p.id
            WHERE p.deleted_at IS NOT NULL AND p.deleted_at <= @before LIMIT 500)
            """, TombstonesStand),
        ("""
            DELETE FROM projects WHERE id IN (SELECT p.id FROM projects p WHERE p.deleted_at IS NOT NULL AND p.deleted_at <= @before AND NOT EXISTS (SELECT 1 FROM clients c WHERE c.project_id = p.id)
            AND NOT EXISTS (SELECT 1 FROM project_developers d WHERE d.project_id = p.id) AND NOT EXISTS (SELECT 1 FROM audit_index i WHERE i.target_id = p.id) ORDER BY p.deleted_at LIMIT 500)
            """, TombstonesStand),
        // The newest stays: its number tells that nothing changed since.
        ("DELETE FROM catalogue_changes WHERE id IN (SELECT id FROM catalogue_changes WHERE at <= @before AND id < (SELECT MAX(id) FROM catalogue_changes) ORDER BY at LIMIT 500)", TimeSpan.FromMinutes(10)),
        (DropRevocations, LongestUse),
    ];

    /// <summary>Removes all that expired; the number of rows.</summary>
    public async Task<long> CleanAsync(CancellationToken cancellation)
    {
        var total = 0L;
        foreach (var (delete, keptAfter) in Rules)
        {
            int removed;
            do
            {
                var before = time.GetUtcNow() - keptAfter;
                removed = await database.WriteAsync(
                    async link =>
                    {
                        if (ReferenceEquals(delete, DropRevocations)) await link.ExecuteAsync(MarkFamilies, ("before", before));
                        return await link.ExecuteAsync(delete, ("before", before));
                    },
                    cancellation);
                total += removed;
            }
            while (removed == Bound);
        }

        for (var more = true; more;)
        {
            (var removed, more) = await database.WriteAsync(link => UnprovenAccounts.RemoveAsync(link, time.GetUtcNow()), cancellation);
            total += removed;
        }

        return total;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Access != StorageAccess.Serve) return;
        using var timer = new PeriodicTimer(Interval, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await CleanAsync(stoppingToken);
            }
            catch (StorageUnavailableException exception)
            {
                LogLater(logger, exception);
            }
        }
    }

    [LoggerMessage(30, LogLevel.Warning, "What expired could not be removed; it is tried again")]
    private static partial void LogLater(ILogger logger, Exception exception);
}
