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
}

/// <summary>Whether a person may allow an application anything. Asked before a consent is recorded and again before anything is issued by a remembered one.</summary>
public static class Admission
{
    /// <summary>The most beta users that count (design §3, Settled).</summary>
    public const int MaxBetaUsers = 25;

    /// <summary>Null when the person may.</summary>
    public static AdmissionRefusal? Refuses(Client client, Person person, IReadOnlyList<Membership> memberships)
    {
        if (!person.EmailVerified) return AdmissionRefusal.EmailNotVerified;
        if (client.Settings.Status == ClientStatus.InProduction || memberships.Any(membership => membership.OrganizationId == client.OrganizationId)) return null;
        var key = Person.EmailKey(person.Email);
        return client.Settings.BetaUsers.Take(MaxBetaUsers).Any(email => Person.EmailKey(email) == key) ? null : AdmissionRefusal.NotOfItsPeople;
    }
}
