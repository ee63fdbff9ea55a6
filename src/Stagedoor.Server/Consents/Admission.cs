using Stagedoor.Server.Clients;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Consents;

/// <summary>Why a person may not allow an application anything.</summary>
public enum AdmissionRefusal
{
    /// <summary>The person's e-mail is not verified (design §3, Settled).</summary>
    EmailNotVerified,
    /// <summary>The application is in development, and the person neither of its organization nor one of its beta users.</summary>
    NotOfItsPeople,
    /// <summary>An organization of the person does not let its people allow it (decision 0033).</summary>
    Blocked,
}

/// <summary>Whether a person may allow an application anything, and which organizations stand in the way.</summary>
public sealed record Admission(AdmissionRefusal? Refusal, IReadOnlyList<IntegrationBlock> Blocks)
{
    /// <summary>The most beta users that count (design §3, Settled).</summary>
    public const int MaxBetaUsers = 25;

    /// <summary>What the application and the person say of it, before any organization of the person is asked.</summary>
    public static AdmissionRefusal? Refuses(Client client, Person person, IReadOnlyList<Membership> memberships)
    {
        if (!person.EmailVerified) return AdmissionRefusal.EmailNotVerified;
        if (client.Settings.Status == ClientStatus.InProduction || memberships.Any(membership => membership.OrganizationId == client.OrganizationId)) return null;
        var key = Person.EmailKey(person.Email);
        return client.Settings.BetaUsers.Take(MaxBetaUsers).Any(email => Person.EmailKey(email) == key) ? null : AdmissionRefusal.NotOfItsPeople;
    }
}

/// <summary>The one place that judges it: asked before a consent is shown or recorded, before anything is issued by a remembered one, and at every code, device, refresh and exchange.</summary>
public sealed class Admissions(IOrganizationStore organizations, IIntegrationRules rules)
{
    /// <summary><paramref name="passedOnTo"/>: the credential that is to act for the person; it needs the same word as the application.</summary>
    public async ValueTask<Admission> OfAsync(Client client, string? passedOnTo, Person person, CancellationToken cancellation)
    {
        var memberships = await organizations.MembershipsOfAsync(person.Id, cancellation);
        if (Admission.Refuses(client, person, memberships) is { } refusal) return new(refusal, []);
        var blocks = memberships.Count == 0 ? [] : await rules.BlocksAsync(person.Id, passedOnTo is null ? [client.ClientId] : [client.ClientId, passedOnTo], cancellation);
        return new(blocks.Count > 0 ? AdmissionRefusal.Blocked : null, blocks);
    }

    /// <summary>Whether an organization of the person blocks what was allowed before.</summary>
    public async ValueTask<bool> IsBlockedAsync(string personId, IReadOnlyList<string> clientIds, CancellationToken cancellation) => (await rules.BlocksAsync(personId, clientIds, cancellation)).Count > 0;
}
