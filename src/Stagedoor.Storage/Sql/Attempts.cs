using Stagedoor.Server.Users;

namespace Stagedoor.Storage.Sql;

internal sealed class Attempts(Database database) : IAttempts
{
    // One statement decides and counts: nothing changes where the key is blocked. The first blocking failure waits FirstDelay, each further one twice as long.
    private const string Claim = """
        INSERT INTO attempts (key, failures, blocked_until, forget_at)
        VALUES (@key, 1, CASE WHEN @free > 1 THEN @now ELSE @now + @first END, @now + @memory)
        ON CONFLICT (key) DO UPDATE SET
            failures = CASE WHEN attempts.forget_at <= @now THEN 1 ELSE attempts.failures + 1 END,
            blocked_until = CASE
                WHEN attempts.forget_at <= @now THEN excluded.blocked_until
                WHEN attempts.failures + 1 < @free THEN @now
                WHEN attempts.failures + 1 - @free > 30 THEN @now + @longest
                WHEN @first * (CAST(1 AS BIGINT) << CAST(attempts.failures + 1 - @free AS INTEGER)) > @longest THEN @now + @longest
                ELSE @now + @first * (CAST(1 AS BIGINT) << CAST(attempts.failures + 1 - @free AS INTEGER)) END,
            forget_at = @now + @memory
        WHERE attempts.forget_at <= @now OR attempts.blocked_until <= @now
        """;
    // A claim was possible only where nothing blocked, so what blocks now is this claim's own doing.
    private const string Release = "UPDATE attempts SET failures = failures - 1, blocked_until = 0 WHERE key = @key AND failures > 0";
    private const string Blocked = "SELECT blocked_until FROM attempts WHERE key = @key";
    private const string Forget = "DELETE FROM attempts WHERE key = @key";

    public Task<TimeSpan> ClaimAsync(string key, AttemptPolicy policy, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            var claimed = await link.ChangesAsync(
                Claim,
                ("key", key), ("free", policy.Free), ("now", now), ("first", (long)policy.FirstDelay.TotalMilliseconds), ("memory", (long)policy.Memory.TotalMilliseconds),
                ("longest", (long)policy.LongestDelay.TotalMilliseconds));
            if (claimed) return TimeSpan.Zero;
            var until = await link.NumberAsync(Blocked, ("key", key)) ?? 0;
            return TimeSpan.FromMilliseconds(Math.Max(1, until - now.ToUnixTimeMilliseconds()));
        },
        cancellation);

    public Task ReleaseAsync(string key, CancellationToken cancellation) => database.ChangeAsync(Release, cancellation, ("key", key));

    public Task ForgetAsync(string key, CancellationToken cancellation) => database.ChangeAsync(Forget, cancellation, ("key", key));
}
