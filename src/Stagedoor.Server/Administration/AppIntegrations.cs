using Stagedoor.Server.Audit;
using Stagedoor.Server.Mail;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Administration;

/// <summary>
/// Which applications the people of an organization may allow: all, those listed, or none; and what they ask for. What was allowed before a block gets no new token, and comes back where the block is taken back, unless
/// the person withdrew it (decision 0033).
/// </summary>
public sealed class AppIntegrations(IAppIntegrations store, IPersonStore persons, OutgoingMail mails, Cursors cursors, ActRecord record, TimeProvider time)
{
    public const int PageSize = 25, MostListed = 1000;

    private const int LongestId = 128;

    public static string Word(IntegrationPolicy policy) => policy switch { IntegrationPolicy.Listed => "listed", IntegrationPolicy.None => "none", _ => "all" };

    public static IntegrationPolicy? Read(string? word) => word switch { "all" => IntegrationPolicy.All, "listed" => IntegrationPolicy.Listed, "none" => IntegrationPolicy.None, _ => null };

    public async ValueTask<Outcome<Integrations>> FindAsync(Administrator administrator, CancellationToken cancellation) =>
        Permissions.Judge(Act.ReadIntegrations, administrator) is { } refused ? refused : await store.FindAsync(administrator.OrganizationId, cancellation) is { } found ? found : Objection.NotFound();

    /// <summary><paramref name="version"/> is the one that was looked at; null for whatever is there.</summary>
    public async Task<Outcome<Integrations>> ChangeAsync(Administrator administrator, long? version, string? policy, CancellationToken cancellation)
    {
        if (Permissions.Judge(Act.ChangeIntegrations, administrator) is { } refused) return refused;
        if (Read(policy) is not { } wanted) return Objection.Invalid("policy", "bad_policy", "One of all, listed, none.");
        if (await store.FindAsync(administrator.OrganizationId, cancellation) is not { } before) return Objection.NotFound();
        if (Why((await store.SetPolicyAsync(administrator.OrganizationId, version ?? before.Version, wanted, cancellation)).Outcome) is { } why) return why;
        await record.OfAsync(administrator, AuditAct.IntegrationsChanged, administrator.OrganizationId, $"{Word(before.Policy)} -> {Word(wanted)}");
        return await FindAsync(administrator, cancellation);
    }

    public ValueTask<Outcome<Listed<IntegrationCard>>> ListedAsync(Administrator administrator, string? after, int size, CancellationToken cancellation) => ListAsync(administrator, "listed integrations", store.ListedAsync, after, size, cancellation);

    public ValueTask<Outcome<Listed<IntegrationCard>>> AskedForAsync(Administrator administrator, string? after, int size, CancellationToken cancellation) => ListAsync(administrator, "integrations asked for", store.AskedForAsync, after, size, cancellation);

    public async ValueTask<Outcome<IntegrationCard>> FindApplicationAsync(Administrator administrator, string clientId, CancellationToken cancellation)
    {
        if (Permissions.Judge(Act.ReadIntegrations, administrator) is { } refused) return refused;
        return clientId.Length is > 0 and <= LongestId && await store.FindApplicationAsync(administrator.OrganizationId, clientId, cancellation) is { } card ? card : Objection.NotFound();
    }

    /// <summary>Who asked for one.</summary>
    public async ValueTask<Outcome<Listed<ProductHolder>>> AskersAsync(Administrator administrator, string clientId, string? after, int size, CancellationToken cancellation)
    {
        if ((await FindApplicationAsync(administrator, clientId, cancellation)).Failed(out var refused, out _)) return refused;
        var list = $"who asked for {clientId}";
        if (cursors.Read(administrator, list, after, out var place) is { } wrong) return wrong;
        return cursors.Page(administrator, list, await store.AskersAsync(administrator.OrganizationId, clientId, place?.Id, size + 1, cancellation), size, static one => new("", one.Id));
    }

    /// <summary>Puts an application on the list; whoever asked for it is told by mail.</summary>
    public async Task<Outcome<IntegrationCard>> AllowAsync(Administrator administrator, long? version, string clientId, CancellationToken cancellation)
    {
        if (Permissions.Judge(Act.ChangeIntegrations, administrator) is { } refused) return refused;
        if ((await FindApplicationAsync(administrator, clientId, cancellation)).Failed(out _, out var card)) return Objection.Invalid("application", "unknown_application", "There is no application with this client id.");
        var change = await store.AllowAsync(administrator.OrganizationId, version, clientId, administrator.Id, MostListed, time.GetUtcNow(), cancellation);
        if (Why(change.Outcome) is { } why) return why;
        await record.OfAsync(administrator, AuditAct.IntegrationAllowed, clientId, clientId: clientId);
        await TellAsync(change.Askers, MailKind.IntegrationAllowed, card.Name);
        return await FindApplicationAsync(administrator, clientId, cancellation);
    }

    /// <summary>Takes it off the list.</summary>
    public async Task<Outcome<Done>> WithdrawAsync(Administrator administrator, long? version, string clientId, CancellationToken cancellation)
    {
        if (Permissions.Judge(Act.ChangeIntegrations, administrator) is { } refused) return refused;
        if (clientId.Length is 0 or > LongestId) return Objection.NotFound();
        if (Why((await store.WithdrawAsync(administrator.OrganizationId, version, clientId, cancellation)).Outcome) is { } why) return why;
        await record.OfAsync(administrator, AuditAct.IntegrationWithdrawn, clientId, clientId: clientId);
        return Done.Value;
    }

    /// <summary>Says no to whoever asked for it, who are told by mail.</summary>
    public async Task<Outcome<Done>> DeclineAsync(Administrator administrator, string clientId, CancellationToken cancellation)
    {
        if (Permissions.Judge(Act.ChangeIntegrations, administrator) is { } refused) return refused;
        if ((await FindApplicationAsync(administrator, clientId, cancellation)).Failed(out var unknown, out var card)) return unknown;
        var change = await store.DeclineAsync(administrator.OrganizationId, clientId, cancellation);
        if (Why(change.Outcome) is { } why) return why;
        await record.OfAsync(administrator, AuditAct.IntegrationDeclined, clientId, clientId: clientId);
        await TellAsync(change.Askers, MailKind.IntegrationDeclined, card.Name);
        return Done.Value;
    }

    /// <summary>What a policy would stop.</summary>
    public async ValueTask<Outcome<IntegrationUse>> UseBlockedByAsync(Administrator administrator, IntegrationPolicy policy, CancellationToken cancellation) =>
        Permissions.Judge(Act.ReadIntegrations, administrator) is { } refused ? refused : await store.UseBlockedByAsync(administrator.OrganizationId, policy, cancellation);

    /// <summary>What stands on one application.</summary>
    public async ValueTask<Outcome<IntegrationUse>> UseOfAsync(Administrator administrator, string clientId, CancellationToken cancellation) =>
        (await FindApplicationAsync(administrator, clientId, cancellation)).Failed(out var refused, out _) ? refused : await store.UseOfAsync(administrator.OrganizationId, clientId, cancellation);

    private async ValueTask<Outcome<Listed<IntegrationCard>>> ListAsync(
        Administrator administrator, string list, Func<string, string?, int, CancellationToken, ValueTask<IReadOnlyList<IntegrationCard>>> read, string? after, int size, CancellationToken cancellation)
    {
        if (Permissions.Judge(Act.ReadIntegrations, administrator) is { } refused) return refused;
        if (cursors.Read(administrator, list, after, out var place) is { } wrong) return wrong;
        return cursors.Page(administrator, list, await read(administrator.OrganizationId, place?.Id, size + 1, cancellation), size, static card => new("", card.ClientId));
    }

    private async Task TellAsync(IReadOnlyList<string> askers, MailKind kind, string application)
    {
        foreach (var id in askers)
        {
            if (await persons.FindAsync(id, CancellationToken.None) is { DisabledAt: null } person) await mails.AddAsync(person.Mail(kind) with { About = application, At = time.GetUtcNow() });
        }
    }

    private static Objection? Why(IntegrationOutcome outcome) => outcome switch
    {
        IntegrationOutcome.Done => null,
        IntegrationOutcome.Changed => Objection.Changed(),
        IntegrationOutcome.AllowsNone => Objection.Conflict("allows_none", "The organization allows no applications: choose listed ones first."),
        IntegrationOutcome.TooMany => Objection.Limit("too_many_integrations", $"At most {MostListed} applications can be listed.", MostListed),
        _ => Objection.NotFound(),
    };
}
