using Stagedoor.Frameio.Door;
using Stagedoor.Frameio.Resources.Shares;
using Stagedoor.Server.Users;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Content;

/// <summary>Who reviews a share. A user of the account is kept by the subject, anybody else by the address.</summary>
internal static class ShareReviewers
{
    // Who has left the account keeps a name there, and not the address that is theirs now (decision 0030).
    private const string List = """
        SELECT r.email, COALESCE(p.id, s.id), COALESCE(p.frameio_id, s.frameio_id), COALESCE(p.name, s.name),
            CASE WHEN f.person_id IS NULL THEN COALESCE(p.email, s.id) ELSE '' END, COALESCE(f.deactivated_at, p.disabled_at, s.disabled_at)
        FROM share_reviewers r LEFT JOIN persons p ON p.id = r.subject_id LEFT JOIN service_accounts s ON s.id = r.subject_id
        LEFT JOIN former_memberships f ON f.person_id = r.subject_id
            AND f.organization_id = (SELECT o.id FROM organizations o JOIN shares h ON h.account_id = o.account_id WHERE h.id = r.share_id)
        WHERE r.share_id = @id ORDER BY r.added_at, r.reviewer LIMIT 1000
        """;
    private const string Add = "INSERT INTO share_reviewers (share_id, reviewer, subject_id, email, added_at) VALUES (@id, @reviewer, @subject_id, @email, @now) ON CONFLICT DO NOTHING";
    private const string Count = "SELECT COUNT(*) FROM share_reviewers WHERE share_id = @id";
    private const string Has = "SELECT 1 FROM share_reviewers WHERE share_id = @id AND reviewer = @reviewer";
    private const string Remove = "DELETE FROM share_reviewers WHERE share_id = @id AND reviewer = @reviewer";

    public static async Task<IReadOnlyList<Reviewer>> ListAsync(Link link, Guid id) => await link.AllAsync(
        List,
        row => row.IsNull(1) ? new Reviewer(null, row.TextOrNull(0) ?? "") : new Reviewer(new DirectoryUser(row.Text(1), row.Guid(2), row.Text(3), row.Text(4), null, row.IsNull(5)), row.Text(4)),
        ("id", id));

    /// <summary>False, and nothing is added, when there would be too many.</summary>
    public static async Task<bool> AddAsync(Link link, Guid id, IReadOnlyCollection<Reviewer> reviewers, int most, DateTimeOffset now)
    {
        var missing = new List<Reviewer>();
        foreach (var reviewer in reviewers) if (await link.NumberAsync(Has, ("id", id), ("reviewer", KeyOf(reviewer))) is null) missing.Add(reviewer);
        if (await link.NumberAsync(Count, ("id", id)) + missing.Count > most) return false;
        foreach (var reviewer in missing)
        {
            await link.ExecuteAsync(Add, ("id", id), ("reviewer", KeyOf(reviewer)), ("subject_id", reviewer.User?.SubjectId), ("email", reviewer.User is null ? reviewer.Email : null), ("now", now));
        }

        return true;
    }

    /// <summary>False, and nobody is removed, when one is no reviewer.</summary>
    public static async Task<bool> RemoveAsync(Link link, Guid id, IReadOnlyCollection<Reviewer> reviewers)
    {
        foreach (var reviewer in reviewers) if (await link.NumberAsync(Has, ("id", id), ("reviewer", KeyOf(reviewer))) is null) return false;
        foreach (var reviewer in reviewers) await link.ExecuteAsync(Remove, ("id", id), ("reviewer", KeyOf(reviewer)));
        return true;
    }

    private static string KeyOf(Reviewer reviewer) => reviewer.User?.SubjectId ?? "mailto:" + Person.EmailKey(reviewer.Email);
}
