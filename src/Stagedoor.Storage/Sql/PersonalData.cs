using System.Text.Json;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.Tokens;
using Stagedoor.Server.Users;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Sql;

internal sealed class PersonalData(Database database) : IPersonalData
{
    private const int Page = 1000;

    private const string Find = "SELECT email, email_key, email_verified FROM persons WHERE id = @id AND deleted_at IS NULL";

    // Nobody's address, RFC 6761 §6.4: the real one is free for somebody new.
    private const string Bury = """
        UPDATE persons SET email = @nobody, email_key = @nobody, email_verified = 0, name = 'Deleted user', name_skeleton = 'deleted user', given_name = NULL, family_name = NULL, country = NULL,
            locale = NULL, password_hash = NULL, credentials = credentials + 1, epoch = epoch + 1, disabled_at = COALESCE(disabled_at, @now), deleted_at = @now, updated_at = @now
        WHERE id = @id AND deleted_at IS NULL RETURNING epoch
        """;

    // What is being made of a code or device code at this moment has no row yet: see SessionStore.
    private const string InTheMaking = """
        SELECT family_id FROM codes WHERE person_id = @id AND redeemed_at IS NOT NULL AND expires_at > @since
        UNION SELECT family_id FROM device_authorizations WHERE person_id = @id AND spent_at IS NOT NULL AND expires_at > @since
        """;
    private const string Seeded = "SELECT key FROM seed_ledger WHERE key LIKE 'person:%' OR key LIKE 'membership:%'";
    private const string Hide = "UPDATE seed_ledger SET key = @hidden WHERE key = @key";

    public async Task WriteAsync(string personId, Utf8JsonWriter writer, Func<Task> flush, CancellationToken cancellation)
    {
        writer.WriteStartObject();
        foreach (var table in PersonalTables.All)
        {
            if (table.Download is not { } select) continue;
            writer.WriteStartArray(table.Name);
            var paged = $"{select} LIMIT @count OFFSET @offset";
            for (var offset = 0; ; offset += Page)
            {
                var at = offset;
                var rows = await database.ReadAsync(link => link.AllAsync(paged, ReadRow, ("id", personId), ("count", Page), ("offset", at)), cancellation);
                foreach (var row in rows) Write(writer, row);
                await flush();
                if (rows.Count < Page) break;
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
        await flush();
    }

    public ValueTask<IReadOnlyList<Estate>> EstatesAsync(string personId, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<Estate>>(async link => await Estates.OfAsync(link, personId), cancellation);

    public async Task<Erasure> EraseAsync(string personId, IReadOnlyDictionary<string, string> heirs, DateTimeOffset now, CancellationToken cancellation)
    {
        var mentioned = await database.ReadAsync(link => Estates.CredentialsThatMentionAsync(link, personId), cancellation);
        var outcome = await database.WriteAsync(link => EraseAsync(link, personId, mentioned, heirs, now), cancellation);
        if (outcome == Erasure.Erased) await EraseSharedAsync(personId, cancellation);
        return outcome;
    }

    private static async Task<Erasure> EraseAsync(Link link, string personId, IReadOnlyList<string> mentioned, IReadOnlyDictionary<string, string> heirs, DateTimeOffset now)
    {
        await Estates.HoldAsync(link, personId);
        if (await link.FirstAsync(Find, row => new[] { row.Text(0), row.Text(1), row.Flag(2) ? "proven" : "" }, ("id", personId)) is not [var email, var emailKey, var proof]) return Erasure.Unknown;
        // An address that was never proven may be somebody else's, and so is what stands under it: only what carries the id goes.
        if (proof.Length == 0) email = emailKey = "";
        var estates = await Estates.OfAsync(link, personId);
        if (estates.Any(estate => estate.IsNeeded && estate.Heirs.Count > 0 && Estates.HeirOf(estate, heirs) is null)) return Erasure.NeedsHeir;
        await Estates.PassOnAsync(link, personId, emailKey, estates, mentioned, heirs, now);

        var epoch = await link.NumberAsync(Bury, ("nobody", NobodyOf(personId)), ("now", now), ("id", personId)) ?? throw new InvalidOperationException("the person vanished");
        await Feed.AddAsync(link, RevocationKind.Subject, personId, epoch, now);

        // Before the rows go by which the applications are known that must hear of it.
        await PersonStore.EndByNameAsync(link, personId, now);
        foreach (var family in await link.AllAsync(InTheMaking, row => row.Text(0), ("id", personId), ("since", now.AddMinutes(-5)))) await Feed.AddAsync(link, RevocationKind.Family, family, 1, now);
        await EraseRowsAsync(link, personId, email, emailKey, now);
        if (emailKey.Length == 0) return Erasure.Erased;
        foreach (var key in await link.AllAsync(Seeded, row => row.Text(0)))
        {
            if (key.EndsWith(":" + emailKey, StringComparison.Ordinal)) await link.ExecuteAsync(Hide, ("hidden", ISeedLedger.Hidden(key)), ("key", key));
        }

        return Erasure.Erased;
    }

    /// <summary>Erases what stands in every table under a person's id, and under the address where that is proven.</summary>
    public static async Task EraseRowsAsync(Link link, string personId, string email, string emailKey, DateTimeOffset now)
    {
        (string Name, Value Value)[] arguments = [("id", personId), ("now", now), ("email", emailKey), ("typed", AuditBody.TypedBy(email))];
        foreach (var erase in PersonalTables.All.SelectMany(table => table.Erase))
        {
            await link.ExecuteAsync(erase, [.. arguments.Where(argument => erase.Contains('@' + argument.Name, StringComparison.Ordinal))]);
        }
    }

    private static string NobodyOf(string personId) => $"{personId.Split('@')[0].ToLowerInvariant()}@deleted.invalid";

    // Rows that several people shared before each had its own: found by reading the chain, which happens only while such rows are left.
    private async Task EraseSharedAsync(string personId, CancellationToken cancellation)
    {
        if (await database.ReadAsync(link => link.NumberAsync(AuditSharing.Any), cancellation) is null) return;
        var log = new AuditStore(database);
        foreach (var node in await log.NodesAsync(cancellation))
        {
            await foreach (var record in log.ReadAsync(node, 0, cancellation))
            {
                if (AuditSharing.ReferenceIn(record.Body, personId) is { } reference) await database.ChangeAsync(AuditSharing.Drop, cancellation, ("reference", reference));
            }
        }
    }

    private static (string Name, object? Value)[] ReadRow(Row row) => [.. Enumerable.Range(0, row.Count).Select(at => (row.NameOf(at), row.ValueOf(at)))];

    private static void Write(Utf8JsonWriter writer, (string Name, object? Value)[] row)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in row)
        {
            switch (value)
            {
                case null: writer.WriteNull(name); break;
                case long number when name == "at" || name.EndsWith("_at", StringComparison.Ordinal): writer.WriteString(name, DateTimeOffset.FromUnixTimeMilliseconds(number)); break;
                case long number when name.StartsWith("is_", StringComparison.Ordinal): writer.WriteBoolean(name, number != 0); break;
                case long number: writer.WriteNumber(name, number); break;
                case byte[] bytes: writer.WriteBase64String(name, bytes); break;
                default: writer.WriteString(name, (string)value); break;
            }
        }

        writer.WriteEndObject();
    }
}

/// <summary>Rows of the audit's personal parts that nobody in particular owns.</summary>
internal static class AuditSharing
{
    public const string Any = "SELECT 1 FROM audit_personal WHERE subject IS NULL LIMIT 1";
    public const string Drop = "DELETE FROM audit_personal WHERE reference = @reference AND subject IS NULL";

    /// <summary>The reference in an entry of which the person is the actor.</summary>
    public static string? ReferenceIn(string body, string personId)
    {
        if (!body.Contains(personId, StringComparison.Ordinal)) return null;
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        return root.TryGetProperty("actor", out var actor) && actor.GetString() == personId && root.TryGetProperty("personal", out var reference) ? reference.GetString() : null;
    }
}
