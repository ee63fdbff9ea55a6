using Stagedoor.Server.Tokens;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Sql;

/// <summary>What happens at the first start on a restored backup: what was spent or revoked since it was made must stay dead (design §8).</summary>
internal static class Restoration
{
    public const string Mark = "UPDATE installation SET restored = 1";

    // The same backup may be restored twice: the epoch leaps to the present second, so that no two restorations share one. The feed's numbers leap with it.
    private const string Raise = """
        UPDATE installation SET restored = 0, epoch = CASE WHEN epoch >= @second THEN epoch + 1 ELSE @second END
        WHERE id = 1 AND restored = 1 RETURNING epoch
        """;
    private const string Leap = "UPDATE revocation_clock SET value = CASE WHEN value >= @now THEN value + 1 ELSE @now END";

    private static readonly string[] Ends =
    [
        "UPDATE sessions SET ended_at = @now WHERE ended_at IS NULL",
        "UPDATE families SET revoked_at = @now WHERE revoked_at IS NULL",
        "UPDATE codes SET expires_at = @now WHERE redeemed_at IS NULL AND expires_at > @now",
        "UPDATE device_authorizations SET expires_at = @now WHERE spent_at IS NULL AND expires_at > @now",
        "UPDATE administrator_links SET spent_at = @now WHERE spent_at IS NULL",
        "UPDATE recovery_codes SET used_at = @now WHERE used_at IS NULL",
        "UPDATE remembered_devices SET expires_at = @now WHERE expires_at > @now",
        "UPDATE person_links SET spent_at = @now WHERE spent_at IS NULL",
        "UPDATE invitations SET ended_at = @now WHERE ended_at IS NULL",
        // They were sent from the original.
        "DELETE FROM mails WHERE created_at <= @now",
        "UPDATE journeys SET expires_at = @now WHERE expires_at > @now",
        "UPDATE pushed_requests SET expires_at = @now, spent_at = @now WHERE spent_at IS NULL",
    ];

    public static async Task<bool> ApplyAsync(Link link, DateTimeOffset now)
    {
        await link.BeginAsync();
        var epoch = await link.NumberAsync(Raise, ("second", now.ToUnixTimeSeconds()));
        if (epoch is not null)
        {
            await link.ExecuteAsync(Leap, ("now", now));
            foreach (var end in Ends) await link.ExecuteAsync(end, ("now", now));
            await Feed.AddAsync(link, RevocationKind.Installation, RevocationFeed.Installation, epoch.Value, now);
        }

        await link.CommitAsync();
        return epoch is not null;
    }
}
