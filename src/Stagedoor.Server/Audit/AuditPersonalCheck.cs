using System.Text.Json;

namespace Stagedoor.Server.Audit;

/// <summary>Compares what names a person with what an entry committed to, where it was not erased. Entries often share a row, so the last answers are kept.</summary>
internal sealed class AuditPersonalCheck(IAuditLog log)
{
    private const int Kept = 10_000;

    private readonly Dictionary<string, string?> commitments = new(StringComparer.Ordinal);

    public async ValueTask<bool> LooksWrongAsync(AuditRecord record, CancellationToken cancellation)
    {
        if (Read(record.Body) is not (string reference, string committed)) return false;
        if (!commitments.TryGetValue(reference, out var stored))
        {
            if (commitments.Count >= Kept) commitments.Clear();
            commitments.Add(reference, stored = (await log.FindPersonalAsync(reference, cancellation))?.Commitment);
        }

        return stored is not null && stored != committed;
    }

    private static (string? Reference, string? Commitment) Read(string body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        return (root.TryGetProperty("personal", out var reference) ? reference.GetString() : null, root.TryGetProperty("commitment", out var commitment) ? commitment.GetString() : null);
    }
}
