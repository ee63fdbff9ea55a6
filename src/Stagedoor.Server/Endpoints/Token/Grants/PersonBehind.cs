using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Consents;
using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Server.Sessions;
using Stagedoor.Server.Tokens;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Endpoints.Token.Grants;

/// <summary>Whether the person behind a grant may still be acted for: not disabled, still consenting to every scope, in no organization that blocks the application.</summary>
internal sealed class PersonBehind(IPersonStore people, IConsentStore consents, ISessionStore sessions, Deputies deputies, Admissions admissions)
{
    /// <summary>The person, or null with nothing said of why. <paramref name="sid"/> is checked where the session must still be live.</summary>
    public async ValueTask<Person?> FindAsync(string personId, Client client, ScopeSet scopes, string? sid, DateTimeOffset now, CancellationToken cancellation)
    {
        if (await people.FindAsync(personId, cancellation) is not { DisabledAt: null } person) return null;
        if (await consents.FindAsync(personId, client.ClientId, cancellation) is not { } consent || !scopes.IsSubsetOf(consent.Scopes)) return null;
        if (await admissions.IsBlockedAsync(personId, [client.ClientId], cancellation)) return null;
        return sid is null || await sessions.IsLiveAsync(sid, now, cancellation) ? person : null;
    }

    /// <summary>By what whoever a token is passed on to acts for the person; null when the person took it back, or that credential is not in service.</summary>
    public async ValueTask<PassedOn?> PassedOnAsync(string passedOnTo, string personId, Client client, ScopeSet scopes, CancellationToken cancellation)
    {
        if (await deputies.FindAsync(passedOnTo, client, cancellation) is not { } deputy || await admissions.IsBlockedAsync(personId, [passedOnTo], cancellation)) return null;
        return await consents.FindAsync(personId, passedOnTo, cancellation) is { } consent && deputy.Of(scopes) is var passed && passed.IsSubsetOf(consent.Scopes) ? new(passedOnTo, consent.GrantId, passed) : null;
    }
}
