using Microsoft.AspNetCore.Http;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Consents;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.SignIn;

/// <summary>An application that asks a person for access: what must be shown before a yes counts.</summary>
public sealed record Asking
{
    public required Client Client { get; init; }
    public required Person Person { get; init; }
    public required ScopeSet Scopes { get; init; }
    public required string Publisher { get; init; }

    /// <summary>The accounts that it will reach, by name.</summary>
    public required IReadOnlyList<string> Organizations { get; init; }

    /// <summary>The service account that the application passes the permission on to; null when it keeps it.</summary>
    public Deputy? Deputy { get; init; }

    /// <summary>What of the scopes that one gets.</summary>
    public ScopeSet PassedOn => Deputy?.Of(Scopes) ?? ScopeSet.Empty;

    /// <summary>Why this person cannot say yes.</summary>
    public AdmissionRefusal? Refusal { get; init; }

    /// <summary>Where it is organizations of the person that say no.</summary>
    public IReadOnlyList<IntegrationBlock> Blocks { get; init; } = [];

    /// <summary>Each of those by name, with the names of whom to ask there.</summary>
    public IReadOnlyList<WhomToAsk> WhomToAsk { get; init; } = [];
}

/// <summary>An organization that blocks an application, and its administrators.</summary>
public sealed record WhomToAsk(string Organization, IReadOnlyList<string> Administrators);

/// <summary>Gathers an <see cref="Asking"/>, and records its yes.</summary>
public sealed class Askings(IOrganizationStore organizations, IConsentStore consents, Admissions admissions, IIntegrationRules rules, AccountNews news, TimeProvider time)
{
    private const int MostOrganizations = 10;

    public async ValueTask<Asking> OfAsync(Client client, Person person, ScopeSet scopes, Deputy? deputy, CancellationToken cancellation)
    {
        var memberships = await organizations.MembershipsOfAsync(person.Id, cancellation);
        var reached = new List<string>();
        foreach (var membership in memberships.Take(MostOrganizations))
        {
            if (await organizations.FindAsync(membership.OrganizationId, cancellation) is { } organization) reached.Add(organization.Account.DisplayName);
        }

        var admission = await admissions.OfAsync(client, deputy?.Client.ClientId, person, cancellation);
        var whom = new List<WhomToAsk>();
        foreach (var block in admission.Blocks.DistinctBy(block => block.OrganizationId)) whom.Add(new(block.OrganizationName, await rules.AdministratorsAsync(block.OrganizationId, cancellation)));
        return new()
        {
            Client = client,
            Person = person,
            Scopes = scopes,
            Publisher = client.Settings.Publisher ?? (await organizations.FindAsync(client.OrganizationId, cancellation))?.Name ?? client.OrganizationId,
            Organizations = reached,
            Deputy = deputy,
            Refusal = admission.Refusal,
            Blocks = admission.Blocks,
            WhomToAsk = whom,
        };
    }

    /// <summary>Remembers the yes, to the application and to whom it passes the permission on. The first one is told by mail: whoever sat at the keyboard, the owner of the address learns of it.</summary>
    public async Task AllowAsync(HttpContext context, Asking asking, CancellationToken cancellation)
    {
        await AllowAsync(context, asking.Person, asking.Client.ClientId, asking.Scopes, asking.Client.Name, cancellation);
        if (asking.Deputy is { } deputy) await AllowAsync(context, asking.Person, deputy.Client.ClientId, asking.PassedOn, deputy.Account.Name, cancellation);
    }

    private async Task AllowAsync(HttpContext context, Person person, string clientId, ScopeSet scopes, string name, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var isFirst = await consents.FindAsync(person.Id, clientId, cancellation) is null;
        await consents.AllowAsync(new() { PersonId = person.Id, ClientId = clientId, Scopes = scopes, GrantedAt = now }, cancellation);
        if (isFirst) await news.ApplicationAllowedAsync(context, person, name);
    }
}
