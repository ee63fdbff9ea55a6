using System.Collections.Immutable;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Audit.Index;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Sql;

/// <summary>Searches the index. What is asked for that leaves least decides by which of its indexes; the rest is looked at on the way. What an entry says beside that is read from the chain.</summary>
internal sealed class AuditIndexStore(Database database) : IAuditIndex
{
    private const int DropAtOnce = 500;

    private static readonly string ofAll = Select(""), ofAllLater = Select("", follows: true);
    private static readonly string ofTarget = Select(" AND i.target_id = @target_id"), ofTargetLater = Select(" AND i.target_id = @target_id", follows: true);
    private static readonly string ofActor = Select(" AND i.actor_id = @actor_id"), ofActorLater = Select(" AND i.actor_id = @actor_id", follows: true);
    private static readonly string ofPerson = Select(" AND i.on_behalf_of_id = @actor_id"), ofPersonLater = Select(" AND i.on_behalf_of_id = @actor_id", follows: true);
    private static readonly string ofClient = Select(" AND i.client_id = @client_id"), ofClientLater = Select(" AND i.client_id = @client_id", follows: true);

    // The two below repeat the condition of their partial index, so that it can be seen to hold.
    private static readonly string ofAct = Select(" AND i.act = @act AND i.act <> 'token.issued'"), ofActLater = Select(" AND i.act = @act AND i.act <> 'token.issued'", follows: true);
    private static readonly string ofRefused = Select(" AND i.result <> 'allowed'"), ofRefusedLater = Select(" AND i.result <> 'allowed'", follows: true);

    // The list of acts is the condition of the index, word for word.
    private const string OfConsole = """
        SELECT i.number, i.at, i.act, i.result, i.actor_id, i.on_behalf_of_id, i.client_id, i.target_id, i.node, i.sequence FROM audit_index i
        WHERE i.client_id = @client_id AND i.organization_id = @organization_id
          AND i.act IN ('client.created', 'client.changed', 'client.disabled', 'client.restored', 'client.deleted', 'client.management_allowed', 'client.management_withdrawn', 'secret.added', 'secret.deleted', 'token.generated', 'service_account.created', 'service_account.renamed', 'service_account.changed', 'service_account.disabled', 'service_account.enabled', 'service_account.deleted')
          AND i.at >= @since AND i.number > @newer AND i.number < @older
        ORDER BY i.number DESC LIMIT @most
        """;
    private const string OfProject = """
        SELECT i.number, i.at, i.act, i.result, i.actor_id, i.on_behalf_of_id, i.client_id, i.target_id, i.node, i.sequence FROM audit_index i
        WHERE i.target_id = @target_id AND i.organization_id = @organization_id AND i.at >= @since AND i.number > @newer AND i.number < @older
        ORDER BY i.number DESC LIMIT @most
        """;
    private const string LiveClients = "SELECT c.id FROM clients c WHERE c.project_id = @project_id AND c.organization_id = @organization_id AND c.deleted_at IS NULL ORDER BY c.id LIMIT 100";
    private const string DeletedClients = "SELECT c.id FROM clients c WHERE c.project_id = @project_id AND c.organization_id = @organization_id AND c.deleted_at IS NOT NULL ORDER BY c.deleted_at DESC, c.id LIMIT 150";

    private const string Counts = """
        SELECT starts_at, act, result, client_id, entries FROM audit_counts
        WHERE organization_id = @organization_id AND grain = @grain AND starts_at >= @since AND starts_at < @before ORDER BY starts_at, act, result, client_id LIMIT 200000
        """;

    private const string Drop = "DELETE FROM audit_index WHERE number IN (SELECT number FROM audit_index WHERE number < @first ORDER BY number LIMIT 500)";
    private const string DropCounts = """
        DELETE FROM audit_counts WHERE (organization_id, grain, starts_at, act, result, client_id) IN (
            SELECT organization_id, grain, starts_at, act, result, client_id FROM audit_counts WHERE grain = @grain AND starts_at < @before ORDER BY starts_at LIMIT 500)
        """;

    private readonly AuditProjector projector = new(database);
    private readonly AuditAddresses addresses = new(database);

    private readonly string bodies = $"""
        WITH wanted (x) AS ({database.Engine.List})
        SELECT a.sequence, a.body FROM audit a WHERE a.node = @node AND a.sequence IN (SELECT CAST(x AS BIGINT) FROM wanted)
        """;
    private readonly string personal = $"SELECT reference, json FROM audit_personal WHERE reference IN ({database.Engine.List})";
    private readonly string names = $"""
        SELECT s.id, 1, s.name FROM service_accounts s WHERE s.id IN ({database.Engine.List}) AND s.organization_id = @organization_id
        UNION ALL SELECT c.id, 2, c.name FROM clients c WHERE c.id IN ({database.Engine.List}) AND c.organization_id = @organization_id
        UNION ALL SELECT f.id, 3, f.name FROM product_profiles f WHERE f.id IN ({database.Engine.List}) AND f.organization_id = @organization_id
        UNION ALL SELECT p.id, 0, p.name FROM persons p WHERE p.id IN ({database.Engine.List})
            AND (p.deleted_at IS NOT NULL
                OR EXISTS (SELECT 1 FROM memberships m WHERE m.organization_id = @organization_id AND m.person_id = p.id)
                OR EXISTS (SELECT 1 FROM former_memberships f WHERE f.organization_id = @organization_id AND f.person_id = p.id)
                OR EXISTS (SELECT 1 FROM consents k JOIN clients c ON c.id = k.client_id WHERE k.person_id = p.id AND c.organization_id = @organization_id))
        """;

    public Task<AuditProjection> ProjectAsync(int most, DateTimeOffset now, CancellationToken cancellation) => projector.RunAsync(most, now, cancellation);

    public ValueTask<TimeSpan> LagAsync(DateTimeOffset now, CancellationToken cancellation) => projector.LagAsync(now, cancellation);

    public ValueTask<AuditHits> SearchAsync(AuditSearch search, CancellationToken cancellation) => database.ReadAsync(link => SearchAsync(link, search), cancellation);

    public ValueTask<AuditHits> OfProjectAsync(string organizationId, string projectId, DateTimeOffset since, long? older, int count, CancellationToken cancellation) => database.ReadAsync(
        async link =>
        {
            (string, Value)[] project = [("project_id", projectId), ("organization_id", organizationId)];
            (string, Value)[] bounds = [("organization_id", organizationId), ("since", since), ("newer", AuditIndexRow.FirstOf(since) - 1), ("older", older ?? long.MaxValue), ("most", (long)count + 1)];
            var clients = (await link.AllAsync(LiveClients, static row => row.Text(0), project)).Concat(await link.AllAsync(DeletedClients, static row => row.Text(0), project)).ToList();
            var found = await link.AllAsync(OfProject, Read, [.. bounds, ("target_id", projectId)]);
            foreach (var client in clients) found.AddRange(await link.AllAsync(OfConsole, Read, [.. bounds, ("client_id", client)]));
            var page = found.OrderByDescending(row => row.Number).DistinctBy(row => row.Number).Take(count + 1).ToList();
            var more = page.Count > count;
            if (more) page.RemoveAt(count);
            return new AuditHits([.. await TellAsync(link, organizationId, page)], more);
        },
        cancellation);

    public ValueTask<IReadOnlyList<AuditCount>> CountAsync(string organizationId, AuditGrain grain, DateTimeOffset since, DateTimeOffset before, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<AuditCount>>(
            async link => await link.AllAsync(
                Counts,
                row => new AuditCount(row.Time(0), row.Text(1), row.Text(2), row.Text(3), row.Number(4)),
                ("organization_id", organizationId), ("grain", (long)grain), ("since", since), ("before", before)),
            cancellation);

    public ValueTask<IReadOnlyDictionary<string, AuditName>> NamesAsync(string organizationId, IEnumerable<string> ids, CancellationToken cancellation)
    {
        var asked = ids.Distinct(StringComparer.Ordinal).ToList();
        return asked.Count == 0
            ? new(ImmutableDictionary<string, AuditName>.Empty)
            : database.ReadAsync<IReadOnlyDictionary<string, AuditName>>(
                async link => (await link.AllAsync(names, row => new AuditName(row.Text(0), (AuditNameKind)row.Number(1), row.Text(2)), ("list", Value.List(asked)), ("organization_id", organizationId)))
                    .DistinctBy(name => name.Id).ToDictionary(name => name.Id, StringComparer.Ordinal),
                cancellation);
    }

    public async Task<long> DropAsync(DateTimeOffset before, DateTimeOffset now, CancellationToken cancellation)
    {
        var total = await DropAllAsync(link => link.ExecuteAsync(Drop, ("first", AuditIndexRow.FirstOf(before))), cancellation);
        total += await DropAllAsync(link => link.ExecuteAsync(DropCounts, ("grain", (long)AuditGrain.Day), ("before", before)), cancellation);
        return total + await DropAllAsync(link => link.ExecuteAsync(DropCounts, ("grain", (long)AuditGrain.Hour), ("before", now - AuditCount.HoursKept)), cancellation);
    }

    private static string Select(string by, bool follows = false) => $"""
        SELECT i.number, i.at, i.act, i.result, i.actor_id, i.on_behalf_of_id, i.client_id, i.target_id, i.node, i.sequence FROM audit_index i
        WHERE i.organization_id = @organization_id{by}
          AND (@act IS NULL OR i.act = @act) AND (@actor_id IS NULL OR i.actor_id = @actor_id OR i.on_behalf_of_id = @actor_id) AND (@client_id IS NULL OR i.client_id = @client_id)
          AND (@target_id IS NULL OR i.target_id = @target_id) AND (@result IS NULL OR i.result = @result) AND (@refused = 0 OR i.result <> 'allowed')
          AND i.at >= @since AND i.at < @until AND i.number > @newer AND i.number < @older
        ORDER BY i.number {(follows ? "ASC" : "DESC")} LIMIT @most
        """;

    // What happens seldom leads to little; a target to its few entries; who and which credential to theirs. Refusals are few among what is allowed.
    private static IEnumerable<string> Leads(AuditSearch search) => (search, search.Newer is not null) switch
    {
        ({ TargetId: not null }, var later) => [later ? ofTargetLater : ofTarget],
        ({ Act: { } act }, var later) when !IsFrequent(act) => [later ? ofActLater : ofAct],
        ({ ActorId: not null }, var later) => later ? [ofActorLater, ofPersonLater] : [ofActor, ofPerson],
        ({ ClientId: not null }, var later) => [later ? ofClientLater : ofClient],
        ({ Result: not null and not "allowed" }, var later) => [later ? ofRefusedLater : ofRefused],
        ({ Act: { } act }, var later) when act != AuditAct.TokenIssued => [later ? ofActLater : ofAct],
        (_, var later) => [later ? ofAllLater : ofAll],
    };

    private static bool IsFrequent(string act) => act is AuditAct.TokenIssued or AuditAct.TokenRefused or AuditAct.TokenRevoked or AuditAct.CodeIssued or AuditAct.SignedIn or AuditAct.SignInRefused or AuditAct.SignedOut;

    private async Task<AuditHits> SearchAsync(Link link, AuditSearch search)
    {
        var most = Math.Clamp(search.Count, 1, AuditSearch.MostAtOnce);
        // An entry that arrived late has a number of its arrival: those of the day after are looked at too, and their own time decides.
        var newer = Math.Max(search.Newer ?? -1, search.Since is { } since ? AuditIndexRow.FirstOf(since) - 1 : -1);
        (string, Value)[] arguments =
        [
            ("organization_id", search.OrganizationId), ("act", search.Act), ("actor_id", search.ActorId), ("client_id", search.ClientId), ("target_id", search.TargetId),
            ("result", search.Result == AuditSearch.Refused ? null : search.Result), ("refused", search.Result == AuditSearch.Refused),
            ("since", search.Since?.ToUnixTimeMilliseconds() ?? long.MinValue), ("until", search.Before?.ToUnixTimeMilliseconds() ?? long.MaxValue),
            ("newer", newer), ("older", Older(search)), ("most", (long)most + 1),
        ];
        var found = new List<Found>();
        foreach (var lead in Leads(search)) found.AddRange(await link.AllAsync(lead, Read, arguments));
        var inOrder = search.Newer is null ? found.OrderByDescending(row => row.Number) : found.OrderBy(row => row.Number);
        var page = inOrder.DistinctBy(row => row.Number).Take(most + 1).ToList();
        var more = page.Count > most;
        if (more) page.RemoveAt(most);
        return new([.. await TellAsync(link, search.OrganizationId, page)], more);
    }

    private static long Older(AuditSearch search)
    {
        var older = search.Older ?? long.MaxValue;
        return search.Before is { } before && before < DateTimeOffset.MaxValue.AddDays(-1) ? Math.Min(older, AuditIndexRow.FirstOf(before.AddDays(1))) : older;
    }

    private async Task<IEnumerable<AuditHit>> TellAsync(Link link, string organizationId, List<Found> page)
    {
        var told = new Dictionary<(string, long), string>();
        foreach (var node in page.GroupBy(row => row.Node))
        {
            foreach (var (sequence, body) in await link.AllAsync(bodies, row => (row.Number(0), row.Text(1)), ("list", Value.List(node.Select(row => row.Sequence.ToString(System.Globalization.CultureInfo.InvariantCulture)))), ("node", node.Key))) told[(node.Key, sequence)] = body;
        }

        var read = page.ConvertAll(row => (Row: row, Told: told.TryGetValue((row.Node, row.Sequence), out var body) ? AuditBody.Read(row.Entry.At, body) : null));
        var references = read.Select(item => item.Told?.Personal).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var known = references.Count == 0
            ? []
            : (await link.AllAsync(personal, row => (row.Text(0), Json: row.Text(1)), ("list", Value.List(references)))).ToDictionary(row => row.Item1, row => AuditBody.ReadPersonal(row.Json), StringComparer.Ordinal);
        var isShown = await addresses.ShownAsync(link, known.Count == 0 ? [] : page.Select(row => row.Entry));
        return read.Select(item =>
        {
            var (address, typed) = item.Told?.Personal is { } reference ? known.GetValueOrDefault(reference) : default;
            return new AuditHit(item.Row.Number, item.Row.Node, item.Row.Sequence, item.Told?.Entry ?? item.Row.Entry, isShown(item.Row.Entry, organizationId) ? address : null, typed);
        });
    }

    private async Task<long> DropAllAsync(Func<Link, Task<int>> drop, CancellationToken cancellation)
    {
        for (var total = 0L; ;)
        {
            var dropped = await database.WriteAsync(drop, cancellation);
            total += dropped;
            if (dropped < DropAtOnce) return total;
        }
    }

    private static Found Read(Row row) => new(row.Number(0), row.Text(8), row.Number(9), new()
    {
        At = row.Time(1),
        Act = row.Text(2),
        Result = row.Text(3),
        ActorId = row.TextOrNull(4),
        OnBehalfOfId = row.TextOrNull(5),
        ClientId = row.TextOrNull(6),
        TargetId = row.TextOrNull(7),
    });

    private sealed record Found(long Number, string Node, long Sequence, AuditEntry Entry);
}
