using Stagedoor.Server.Tokens;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Sql;

/// <summary>Adds to the revocation set within a unit of work. The number is given under the clock's row lock, which lasts until the commit: numbers become visible in order.</summary>
internal static class Feed
{
    private const string Tick = "UPDATE revocation_clock SET value = value + 1 WHERE id = 1 RETURNING value";
    private const string Touch = "UPDATE revocation_clock SET value = value WHERE id = 1";
    private const string Upsert = """
        INSERT INTO revocations (kind, key, epoch, sequence, at) VALUES (@kind, @key, @epoch, @sequence, @at)
        ON CONFLICT (kind, key) DO UPDATE SET epoch = excluded.epoch, sequence = excluded.sequence, at = excluded.at
        WHERE revocations.epoch < excluded.epoch
        """;

    /// <summary>False when the set has the key with this epoch or a higher one.</summary>
    public static async Task<bool> AddAsync(Link link, RevocationKind kind, string key, long epoch, DateTimeOffset now)
    {
        var sequence = await link.NumberAsync(Tick) ?? throw new InvalidOperationException("the revocation clock has no row");
        if (!await link.ChangesAsync(Upsert, ("kind", (long)kind), ("key", key), ("epoch", epoch), ("sequence", sequence), ("at", now))) return false;
        return link.FedRevocation = true;
    }

    /// <summary>Proves that the database takes a change, and changes nothing.</summary>
    public static Task<bool> TouchAsync(Link link) => link.ChangesAsync(Touch);
}
