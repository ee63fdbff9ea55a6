using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Stagedoor.Frameio.Activity;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Audit.Index;
using Stagedoor.Storage.Connections;
using Stagedoor.Storage.Sql;

namespace Stagedoor.Storage.Content;

/// <summary>One act of the identity service, ready to stand among the activities of an account. <paramref name="Personal"/> refers to the address, which may be erased meanwhile; it refers to none where the account may not know it.</summary>
internal sealed record IdentityActivity(Guid Id, Guid AccountId, DateTimeOffset At, ActivityKind Kind, Guid ResourceId, string? ResourceName, string SubjectId, string? ActorId, string? Personal);

/// <summary>
/// Puts what the identity service did among the activities of its accounts, so that the activity page and the API's audit log read one list. Made with the index, in its transaction; an id that is made from the entry
/// keeps it from standing there twice.
/// </summary>
internal sealed class IdentityActivities(Database database)
{
    private const string Append = """
        INSERT INTO activities (id, account_id, at, event_type, act, resource_type, resource_id, resource_name, subject_id, actor_id, address)
        VALUES (@id, @account_id, @at, @event_type, @act, @resource_type, @resource_id, @resource_name, @subject_id, @actor_id, @address) ON CONFLICT (id) DO NOTHING
        """;

    private readonly string accounts = $"SELECT id, account_id, '' FROM organizations WHERE id IN ({database.Engine.List})";
    private readonly string resources = $"""
        SELECT id, '', name FROM clients WHERE id IN ({database.Engine.List})
        UNION ALL SELECT id, frameio_id, name FROM service_accounts WHERE id IN ({database.Engine.List})
        UNION ALL SELECT id, frameio_id, '' FROM persons WHERE id IN ({database.Engine.List})
        """;

    private readonly AuditAddresses whose = new(database);

    // Held until the end of the transaction: who erases what names a person waits, and then finds the copy that was made of it.
    private readonly string addresses = $"SELECT reference, json FROM audit_personal WHERE reference IN ({database.Engine.List}){database.Engine.Held}";

    public async Task<IReadOnlyList<IdentityActivity>> PrepareAsync(Link link, IReadOnlyList<(AuditIndexRow Row, string? Personal)> rows)
    {
        var shown = rows.Where(item => item.Row.Entry is { ActorId: not null } entry && IdentityActs.Of(entry.Act, entry.Result) is not null)
            .DistinctBy(item => item.Row.Entry.Act == AuditAct.TokenIssued ? IdOf(item.Row) : item.Row.Number.ToString(System.Globalization.CultureInfo.InvariantCulture)).ToList();
        if (shown.Count == 0) return [];
        var accountOf = await FindAsync(link, accounts, shown.Select(item => item.Row.OrganizationId));
        var resourceOf = await FindAsync(link, resources, shown.Select(item => ResourceOf(item.Row.Entry)));
        var isShown = await whose.ShownAsync(link, shown.Select(item => item.Row.Entry));
        var made = new List<IdentityActivity>(shown.Count);
        foreach (var (row, personal) in shown)
        {
            var entry = row.Entry;
            if (!accountOf.TryGetValue(row.OrganizationId, out var account) || IdentityActs.Of(entry.Act, entry.Result) is not { } kind) continue;
            var resource = resourceOf.GetValueOrDefault(ResourceOf(entry));
            made.Add(new(
                Made(IdOf(row), row), Guid.Parse(account.Id), entry.At, kind, Guid.TryParse(resource.Id, out var known) ? known : Made(ResourceOf(entry)), string.IsNullOrEmpty(resource.Name) ? null : resource.Name,
                entry.OnBehalfOfId ?? entry.ActorId!, entry.OnBehalfOfId is null ? null : entry.ActorId, isShown(entry, row.OrganizationId) ? personal : null));
        }

        return made;
    }

    public async Task WriteAsync(Link link, IReadOnlyList<IdentityActivity> shown)
    {
        if (shown.Count == 0) return;
        var references = shown.Select(item => item.Personal).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var known = references.Count == 0
            ? []
            : (await link.AllAsync(addresses, row => (row.Text(0), Json: row.Text(1)), ("list", Value.List(references)))).ToDictionary(row => row.Item1, row => AuditBody.ReadPersonal(row.Json).Address, StringComparer.Ordinal);
        foreach (var item in shown)
        {
            await link.ExecuteAsync(
                Append,
                ("id", item.Id), ("account_id", item.AccountId), ("at", item.At), ("event_type", item.Kind.EventType), ("act", item.Kind.Act), ("resource_type", item.Kind.ResourceType), ("resource_id", item.ResourceId),
                ("resource_name", item.ResourceName), ("subject_id", item.SubjectId), ("actor_id", item.ActorId), ("address", item.Personal is { } reference ? known.GetValueOrDefault(reference) : null));
        }
    }

    // What it was done to: a credential rather than one of its secrets or tokens.
    private static string ResourceOf(AuditEntry entry) => (IdentityActs.Of(entry.Act, entry.Result)?.ResourceType is "oauth_app" or "user_token" ? entry.ClientId ?? entry.TargetId : entry.TargetId ?? entry.ClientId) ?? entry.ActorId ?? "";

    // Tokens of one hour share an id, so that the first of them stands there.
    private static string IdOf(AuditIndexRow row) => row.Entry.Act == AuditAct.TokenIssued
        ? $"{row.OrganizationId} {row.Entry.ActorId} {row.Entry.OnBehalfOfId} {row.Entry.ClientId} {AuditCount.StartOf(row.Entry.At, AuditGrain.Hour).ToUnixTimeSeconds()}"
        : $"{row.OrganizationId} {row.Node} {row.Sequence}";

    // RFC 9562 §5.8 (version 8): a hash; of an activity the time and its turn stand before it, so that what was done in one millisecond is read in order. Tokens have the time of their hour.
    private static Guid Made(string from, AuditIndexRow? row = null)
    {
        Span<byte> bytes = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(from), bytes);
        if (row is { Entry.Act: not AuditAct.TokenIssued })
        {
            BinaryPrimitives.WriteInt64BigEndian(bytes, (row.Entry.At.ToUnixTimeMilliseconds() << 16) | (row.Number & 0x0fff));
        }

        bytes[6] = (byte)(0x80 | (bytes[6] & 0x0f));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3f));
        return new Guid(bytes[..16], bigEndian: true);
    }

    private static async Task<Dictionary<string, (string Id, string Name)>> FindAsync(Link link, string sql, IEnumerable<string> ids) =>
        (await link.AllAsync(sql, row => (Key: row.Text(0), Id: row.Text(1), Name: row.Text(2)), ("list", Value.List(ids.Distinct(StringComparer.Ordinal)))))
            .DistinctBy(found => found.Key).ToDictionary(found => found.Key, found => (found.Id, found.Name), StringComparer.Ordinal);
}
