using Microsoft.AspNetCore.Http;
using Stagedoor.Pages;
using Stagedoor.Server.Authorizations;
using Stagedoor.Server.Sessions;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Visitors;

/// <summary>A person who is signed in in this browser.</summary>
public sealed record PersonHere(Session Session, Person Person);

/// <summary>Who is signed in in this browser.</summary>
public sealed class PeopleHere(BrowserCookie cookie, ISessionStore sessions, IPersonStore people, TimeProvider time)
{
    /// <summary>The live sessions, newest sign-in first.</summary>
    public async ValueTask<IReadOnlyList<Session>> SessionsAsync(HttpContext context, CancellationToken cancellation) =>
        cookie.Hash(context) is { } hash ? await sessions.OfBrowserAsync(hash, time.GetUtcNow(), cancellation) : [];

    /// <summary>Everyone, newest sign-in first.</summary>
    public async ValueTask<IReadOnlyList<PersonHere>> AllAsync(HttpContext context, CancellationToken cancellation)
    {
        var here = new List<PersonHere>();
        foreach (var session in await SessionsAsync(context, cancellation))
        {
            if (await PersonOfAsync(session, cancellation) is { } person) here.Add(person);
        }

        return here;
    }

    /// <summary>Who signed in last.</summary>
    public async ValueTask<PersonHere?> CurrentAsync(HttpContext context, CancellationToken cancellation) =>
        await SessionsAsync(context, cancellation) is [var newest, ..] ? await PersonOfAsync(newest, cancellation) : null;

    /// <summary>The person of one session of this browser; null when it has ended, or is another browser's.</summary>
    public async ValueTask<PersonHere?> OfSessionAsync(HttpContext context, string sid, CancellationToken cancellation) =>
        sid.Length > 0 && (await SessionsAsync(context, cancellation)).FirstOrDefault(session => session.Sid == sid) is { } session ? await PersonOfAsync(session, cancellation) : null;

    /// <summary>Whom a journey is about.</summary>
    public async ValueTask<PersonHere?> OfJourneyAsync(HttpContext context, Journey journey, CancellationToken cancellation) =>
        JourneySession.Of(journey, await SessionsAsync(context, cancellation)) is { } session ? await PersonOfAsync(session, cancellation) : null;

    private async ValueTask<PersonHere?> PersonOfAsync(Session session, CancellationToken cancellation) =>
        await people.FindAsync(session.PersonId, cancellation) is { DisabledAt: null } person ? Speaking(new(session, person)) : null;

    private static PersonHere Speaking(PersonHere here)
    {
        PageLanguage.OfPerson(here.Person.Locale);
        return here;
    }
}
