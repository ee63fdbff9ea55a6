using Microsoft.AspNetCore.Http;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Consents;
using Stagedoor.Server.Organizations;
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

    /// <summary>Why this person cannot say yes.</summary>
    public AdmissionRefusal? Refusal { get; init; }
}

/// <summary>Gathers an <see cref="Asking"/>, and records its yes.</summary>
public sealed class Askings(IOrganizationStore organizations, IConsentStore consents, AccountNews news, TimeProvider time)
{
    private const int MostOrganizations = 10;

    public async ValueTask<Asking> OfAsync(Client client, Person person, ScopeSet scopes, CancellationToken cancellation)
    {
        var memberships = await organizations.MembershipsOfAsync(person.Id, cancellation);
        var reached = new List<string>();
        foreach (var membership in memberships.Take(MostOrganizations))
        {
            if (await organizations.FindAsync(membership.OrganizationId, cancellation) is { } organization) reached.Add(organization.Account.DisplayName);
        }

        return new()
        {
            Client = client,
            Person = person,
            Scopes = scopes,
            Publisher = client.Settings.Publisher ?? (await organizations.FindAsync(client.OrganizationId, cancellation))?.Name ?? client.OrganizationId,
            Organizations = reached,
            Refusal = Admission.Refuses(client, person, memberships),
        };
    }

    /// <summary>Remembers the yes. The first one for an application is told by mail: whoever sat at the keyboard, the owner of the address learns of it.</summary>
    public async Task AllowAsync(HttpContext context, Asking asking, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var isFirst = await consents.FindAsync(asking.Person.Id, asking.Client.ClientId, cancellation) is null;
        await consents.AllowAsync(new() { PersonId = asking.Person.Id, ClientId = asking.Client.ClientId, Scopes = asking.Scopes, GrantedAt = now }, cancellation);
        if (isFirst) await news.ApplicationAllowedAsync(context, asking.Person, asking.Client.Name);
    }
}
