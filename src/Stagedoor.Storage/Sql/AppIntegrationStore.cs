using Stagedoor.Server.Administration;
using Stagedoor.Server.Consents;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Sql;

internal sealed class AppIntegrationStore(Database database) : IAppIntegrations, IIntegrationRules
{
    private const int MostAdministrators = 3;

    private const string Find = "SELECT integrations, integrations_version FROM organizations WHERE id = @organization_id";
    private const string Hold = "UPDATE organizations SET integrations_version = integrations_version WHERE id = @organization_id RETURNING integrations, integrations_version";
    private const string SetPolicy = "UPDATE organizations SET integrations = @policy, integrations_version = integrations_version + 1 WHERE id = @organization_id";
    private const string Raise = "UPDATE organizations SET integrations_version = integrations_version + 1 WHERE id = @organization_id";
    private const string IsThere = "SELECT 1 FROM clients WHERE id = @client_id AND deleted_at IS NULL";
    private const string CountListed = "SELECT COUNT(*) FROM allowed_integrations WHERE organization_id = @organization_id";
    private const string Allow = "INSERT INTO allowed_integrations (organization_id, client_id, allowed_at, allowed_by) VALUES (@organization_id, @client_id, @now, @by) ON CONFLICT DO NOTHING";
    private const string Withdraw = "DELETE FROM allowed_integrations WHERE organization_id = @organization_id AND client_id = @client_id";
    private const string EndRequests = "DELETE FROM integration_requests WHERE organization_id = @organization_id AND client_id = @client_id RETURNING person_id";
    private const string Members = "SELECT person_id FROM memberships WHERE organization_id = @organization_id AND person_id = @person_id";

    // Whoever left asked for nothing any more.
    private const string Asking = "FROM integration_requests r JOIN memberships m ON m.organization_id = r.organization_id AND m.person_id = r.person_id WHERE r.organization_id = @organization_id AND r.client_id = c.id";
    private const string Cards = $"""
        c.id, c.name, o.name, c.settings, (SELECT a.allowed_at FROM allowed_integrations a WHERE a.organization_id = @organization_id AND a.client_id = c.id),
            (SELECT COUNT(*) {Asking}), (SELECT MIN(r.asked_at) {Asking})
        """;
    private const string Listed = $"""
        SELECT {Cards} FROM allowed_integrations l JOIN clients c ON c.id = l.client_id JOIN organizations o ON o.id = c.organization_id
        WHERE l.organization_id = @organization_id AND l.client_id > @after AND c.deleted_at IS NULL ORDER BY l.client_id LIMIT @count
        """;
    private const string AskedFor = $"""
        SELECT {Cards} FROM clients c JOIN organizations o ON o.id = c.organization_id
        WHERE c.deleted_at IS NULL AND c.id IN (SELECT DISTINCT q.client_id FROM integration_requests q JOIN memberships n ON n.organization_id = q.organization_id AND n.person_id = q.person_id
            WHERE q.organization_id = @organization_id AND q.client_id > @after ORDER BY q.client_id LIMIT @count)
        ORDER BY c.id
        """;
    private const string Application = $"SELECT {Cards} FROM clients c JOIN organizations o ON o.id = c.organization_id WHERE c.id = @client_id AND c.deleted_at IS NULL";
    private const string Askers = """
        SELECT p.id, p.name, p.email FROM integration_requests r JOIN memberships m ON m.organization_id = r.organization_id AND m.person_id = r.person_id JOIN persons p ON p.id = r.person_id
        WHERE r.organization_id = @organization_id AND r.client_id = @client_id AND r.person_id > @after ORDER BY r.person_id LIMIT @count
        """;
    private const string OfMembers = "FROM memberships m JOIN consents k ON k.person_id = m.person_id WHERE m.organization_id = @organization_id";
    private const string Blocked = $"SELECT COUNT(DISTINCT k.person_id), COUNT(*) {OfMembers}";
    private const string BlockedUnlisted = Blocked + " AND NOT EXISTS (SELECT 1 FROM allowed_integrations a WHERE a.organization_id = m.organization_id AND a.client_id = k.client_id)";
    private const string OfApplication = Blocked + " AND k.client_id = @client_id";

    private static readonly string Blocks = $"SELECT o.id, o.name {OfBlocks("@person_id", "@client_id")} ORDER BY o.id LIMIT 20";
    private const string Administrators = """
        SELECT p.name FROM memberships m JOIN persons p ON p.id = m.person_id
        WHERE m.organization_id = @organization_id AND p.disabled_at IS NULL AND ' ' || m.admin_roles || ' ' LIKE '% system_admin %' ORDER BY p.name, p.id LIMIT @count
        """;
    private const string HoldPerson = "UPDATE persons SET epoch = epoch WHERE id = @person_id";
    private const string CountOpen = "SELECT COUNT(*) FROM integration_requests WHERE person_id = @person_id";
    private const string Ask = "INSERT INTO integration_requests (organization_id, client_id, person_id, asked_at) VALUES (@organization_id, @client_id, @person_id, @now) ON CONFLICT DO NOTHING";

    public ValueTask<Integrations?> FindAsync(string organizationId, CancellationToken cancellation) =>
        database.ReadAsync(link => link.FirstAsync(Find, Read, ("organization_id", organizationId)), cancellation);

    public Task<IntegrationChange> SetPolicyAsync(string organizationId, long? version, IntegrationPolicy policy, CancellationToken cancellation) => HoldingAsync(
        organizationId,
        version,
        async (link, _) =>
        {
            await link.ExecuteAsync(SetPolicy, ("policy", AppIntegrations.Word(policy)), ("organization_id", organizationId));
            return new(IntegrationOutcome.Done);
        },
        cancellation);

    public Task<IntegrationChange> AllowAsync(string organizationId, long? version, string clientId, string by, int most, DateTimeOffset now, CancellationToken cancellation) => HoldingAsync(
        organizationId,
        version,
        async (link, held) =>
        {
            if (held.Policy == IntegrationPolicy.None) return new(IntegrationOutcome.AllowsNone);
            if (await link.NumberAsync(IsThere, ("client_id", clientId)) is null) return new(IntegrationOutcome.Unknown);
            if (await link.NumberAsync(CountListed, ("organization_id", organizationId)) >= most) return new(IntegrationOutcome.TooMany);
            await link.ExecuteAsync(Allow, ("organization_id", organizationId), ("client_id", clientId), ("now", now), ("by", by));
            await link.ExecuteAsync(Raise, ("organization_id", organizationId));
            return new(IntegrationOutcome.Done) { Askers = await EndRequestsAsync(link, organizationId, clientId) };
        },
        cancellation);

    public Task<IntegrationChange> WithdrawAsync(string organizationId, long? version, string clientId, CancellationToken cancellation) => HoldingAsync(
        organizationId,
        version,
        async (link, _) =>
        {
            if (!await link.ChangesAsync(Withdraw, ("organization_id", organizationId), ("client_id", clientId))) return new(IntegrationOutcome.Unknown);
            await link.ExecuteAsync(Raise, ("organization_id", organizationId));
            return new(IntegrationOutcome.Done);
        },
        cancellation);

    public Task<IntegrationChange> DeclineAsync(string organizationId, string clientId, CancellationToken cancellation) => HoldingAsync(
        organizationId,
        null,
        async (link, _) => await EndRequestsAsync(link, organizationId, clientId) is { Count: > 0 } askers ? new(IntegrationOutcome.Done) { Askers = askers } : new(IntegrationOutcome.Unknown),
        cancellation);

    public ValueTask<IReadOnlyList<IntegrationCard>> ListedAsync(string organizationId, string? after, int count, CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<IntegrationCard>>(
        async link => await link.AllAsync(Listed, ReadCard, ("organization_id", organizationId), ("after", after ?? ""), ("count", count)), cancellation);

    public ValueTask<IReadOnlyList<IntegrationCard>> AskedForAsync(string organizationId, string? after, int count, CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<IntegrationCard>>(
        async link => await link.AllAsync(AskedFor, ReadCard, ("organization_id", organizationId), ("after", after ?? ""), ("count", count)), cancellation);

    public ValueTask<IntegrationCard?> FindApplicationAsync(string organizationId, string clientId, CancellationToken cancellation) =>
        database.ReadAsync(link => link.FirstAsync(Application, ReadCard, ("organization_id", organizationId), ("client_id", clientId)), cancellation);

    public ValueTask<IReadOnlyList<ProductHolder>> AskersAsync(string organizationId, string clientId, string? after, int count, CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<ProductHolder>>(
        async link => await link.AllAsync(Askers, static row => new ProductHolder(row.Text(0), row.Text(1), row.Text(2)), ("organization_id", organizationId), ("client_id", clientId), ("after", after ?? ""), ("count", count)), cancellation);

    public async ValueTask<IntegrationUse> UseBlockedByAsync(string organizationId, IntegrationPolicy policy, CancellationToken cancellation) => policy == IntegrationPolicy.All
        ? new(0, 0)
        : (await database.ReadAsync(link => link.FirstAsync(policy == IntegrationPolicy.None ? Blocked : BlockedUnlisted, ReadUse, ("organization_id", organizationId)), cancellation))!;

    public async ValueTask<IntegrationUse> UseOfAsync(string organizationId, string clientId, CancellationToken cancellation) =>
        (await database.ReadAsync(link => link.FirstAsync(OfApplication, ReadUse, ("organization_id", organizationId), ("client_id", clientId)), cancellation))!;

    /// <summary>The rest of a query after its columns: the organizations <c>o</c> of a person that do not let them allow a credential.</summary>
    internal static string OfBlocks(string person, string client) => $"""
        FROM memberships m JOIN organizations o ON o.id = m.organization_id
        WHERE m.person_id = {person} AND (o.integrations = 'none'
            OR (o.integrations = 'listed' AND NOT EXISTS (SELECT 1 FROM allowed_integrations l WHERE l.organization_id = o.id AND l.client_id = {client})))
        """;

    public ValueTask<IReadOnlyList<IntegrationBlock>> BlocksAsync(string personId, IReadOnlyList<string> clientIds, CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<IntegrationBlock>>(
        async link =>
        {
            var blocks = new List<IntegrationBlock>();
            foreach (var clientId in clientIds) blocks.AddRange(await link.AllAsync(Blocks, row => new IntegrationBlock(row.Text(0), row.Text(1), clientId), ("person_id", personId), ("client_id", clientId)));
            return blocks;
        },
        cancellation);

    public ValueTask<IReadOnlyList<string>> AdministratorsAsync(string organizationId, CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<string>>(
        async link => await link.AllAsync(Administrators, static row => row.Text(0), ("organization_id", organizationId), ("count", MostAdministrators)), cancellation);

    public Task<IntegrationAsk> AskAsync(string personId, IReadOnlyList<IntegrationBlock> blocks, int most, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            await link.ExecuteAsync(HoldPerson, ("person_id", personId));
            var isNew = false;
            foreach (var block in blocks)
            {
                if (await link.FirstAsync(Members, static row => row.Text(0), ("organization_id", block.OrganizationId), ("person_id", personId)) is null) continue;
                if (await link.NumberAsync(CountOpen, ("person_id", personId)) >= most) return isNew ? IntegrationAsk.Asked : IntegrationAsk.TooMany;
                isNew |= await link.ChangesAsync(Ask, ("organization_id", block.OrganizationId), ("client_id", block.ClientId), ("person_id", personId), ("now", now));
            }

            return isNew ? IntegrationAsk.Asked : IntegrationAsk.Before;
        },
        cancellation);

    private static async Task<IReadOnlyList<string>> EndRequestsAsync(Link link, string organizationId, string clientId)
    {
        var askers = new List<string>();
        foreach (var personId in await link.AllAsync(EndRequests, static row => row.Text(0), ("organization_id", organizationId), ("client_id", clientId)))
        {
            if (await link.FirstAsync(Members, static row => row.Text(0), ("organization_id", organizationId), ("person_id", personId)) is not null) askers.Add(personId);
        }

        return askers;
    }

    private Task<IntegrationChange> HoldingAsync(string organizationId, long? version, Func<Link, Integrations, Task<IntegrationChange>> work, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            if (await link.FirstAsync(Hold, Read, ("organization_id", organizationId)) is not { } held) return new IntegrationChange(IntegrationOutcome.Unknown);
            return version is { } looked && looked != held.Version ? new IntegrationChange(IntegrationOutcome.Changed) : await work(link, held);
        },
        cancellation);

    private static Integrations Read(Row row) => new(AppIntegrations.Read(row.Text(0)) ?? IntegrationPolicy.None, row.Number(1));

    private static IntegrationUse ReadUse(Row row) => new((int)row.Number(0), (int)row.Number(1));

    private static IntegrationCard ReadCard(Row row)
    {
        var settings = SettingsText.Read(row.Text(3));
        return new()
        {
            ClientId = row.Text(0),
            Name = row.Text(1),
            Publisher = settings.Publisher ?? row.Text(2),
            Scopes = settings.Scopes,
            AllowedAt = row.TimeOrNull(4),
            Asking = (int)row.Number(5),
            AskedAt = row.TimeOrNull(6),
        };
    }
}
