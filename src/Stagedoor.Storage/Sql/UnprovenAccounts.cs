using Stagedoor.Server.Tokens;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Sql;

/// <summary>
/// Accounts that somebody made with an address that nobody proved in two weeks: they could give no application access to anything, and they stand in nobody's way any longer. They go whole, as by their own person's
/// hand; what stands under the address is not theirs. Whom an operator made, or an organization has, stays.
/// </summary>
internal static class UnprovenAccounts
{
    public static readonly TimeSpan Life = TimeSpan.FromDays(14);

    private const int Bound = 25;

    private const string IsOne = """
        email_verified = 0 AND deleted_at IS NULL AND created_at <= @before
        AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.person_id = persons.id) AND NOT EXISTS (SELECT 1 FROM former_memberships f WHERE f.person_id = persons.id)
        AND NOT EXISTS (SELECT 1 FROM seed_ledger l WHERE l.key = 'person:' || persons.email_key)
        """;
    private const string Find = "SELECT id FROM persons WHERE " + IsOne + " ORDER BY created_at LIMIT 25";

    // Holds the row: whoever proves the address at this moment comes before, or finds nobody.
    private const string End = "UPDATE persons SET epoch = epoch + 1 WHERE id = @id AND " + IsOne + " RETURNING epoch";
    private const string Drop = "DELETE FROM persons WHERE id = @id";

    /// <summary>Removes some; how many, and whether there may be more.</summary>
    public static async Task<(int Removed, bool More)> RemoveAsync(Link link, DateTimeOffset now)
    {
        var (before, removed) = (now - Life, 0);
        var found = await link.AllAsync(Find, row => row.Text(0), ("before", before));
        foreach (var id in found)
        {
            if (await link.NumberAsync(End, ("id", id), ("before", before)) is not { } epoch) continue;
            await Feed.AddAsync(link, RevocationKind.Subject, id, epoch, now);
            await PersonalData.EraseRowsAsync(link, id, "", "", now);
            await link.ExecuteAsync(Drop, ("id", id));
            removed++;
        }

        return (removed, found.Count == Bound);
    }
}
