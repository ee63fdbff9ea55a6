using Stagedoor.Server.Audit;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Sessions;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Administration;

/// <summary>One sign-in of a person; the application is told of when it is the organization's own.</summary>
public sealed record MemberSignIn(SignInRecord Record, string? Application);

/// <summary>Where the people of an organization are signed in, and where they were. A session is the person's: to end it ends it for every organization; of who has left this one nothing is told (decision 0030).</summary>
public sealed class PeopleSessions(People people, IPersonStore persons, ISessionStore sessions, ISignInHistory history, IClientStore clients, Cursors cursors, ActRecord record, TimeProvider time)
{
    private const int LongestSid = 64;

    public async ValueTask<Outcome<Listed<Session>>> ListAsync(Administrator administrator, string id, string? after, int size, CancellationToken cancellation)
    {
        if ((await people.OpenActiveAsync(administrator, Act.ReadPersonSessions, id, cancellation)).Failed(out var refused, out _)) return refused;
        var list = $"sessions {id}";
        if (cursors.Read(administrator, list, after, out var place) is { } wrong) return wrong;
        // The last that was shown may have ended meanwhile: the list then begins anew.
        var last = place is null ? null : await sessions.FindAsync(id, place.Id, time.GetUtcNow(), cancellation);
        var found = await sessions.OfPersonAsync(id, last, size + 1, time.GetUtcNow(), cancellation);
        return cursors.Page(administrator, list, found, size, session => new("", session.Sid));
    }

    public async Task<Outcome<Done>> EndAsync(Administrator administrator, string id, string sid, CancellationToken cancellation)
    {
        if ((await people.OpenActiveAsync(administrator, Act.EndPersonSessions, id, cancellation)).Failed(out var refused, out _)) return refused;
        var now = time.GetUtcNow();
        if (sid.Length is 0 or > LongestSid || await sessions.FindAsync(id, sid, now, cancellation) is null || !await sessions.EndAsync(sid, now, cancellation)) return Objection.NotFound();
        await record.OfAsync(administrator, AuditAct.SignedOut, sid, id);
        return Done.Value;
    }

    /// <summary>Ends all of them, and every token.</summary>
    public async Task<Outcome<Done>> EndAllAsync(Administrator administrator, string id, CancellationToken cancellation)
    {
        if ((await people.OpenActiveAsync(administrator, Act.EndPersonSessions, id, cancellation)).Failed(out var refused, out _)) return refused;
        await persons.EndSessionsAsync(id, time.GetUtcNow(), cancellation);
        await record.OfAsync(administrator, AuditAct.PersonSessionsEnded, id);
        return Done.Value;
    }

    public async ValueTask<Outcome<Listed<MemberSignIn>>> SignInsAsync(Administrator administrator, string id, string? after, int size, CancellationToken cancellation)
    {
        if ((await people.OpenActiveAsync(administrator, Act.ReadPersonSessions, id, cancellation)).Failed(out var refused, out _)) return refused;
        var list = $"sign-ins {id}";
        if (cursors.Read(administrator, list, after, out var place) is { } wrong) return wrong;
        var found = await history.OfPersonAsync(id, place is null ? null : SignInCursor.Read(place.Value), size + 1, cancellation);
        var names = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var client in found.Select(one => one.ClientId).OfType<string>().Distinct()) names[client] = await clients.FindAsync(client, cancellation) is { } its && its.OrganizationId == administrator.OrganizationId ? its.Name : null;
        return cursors.Page(administrator, list, [.. found.Select(one => new MemberSignIn(one, one.ClientId is { } client ? names[client] : null))], size, one => new(one.Record.Place.ToString(), ""));
    }
}
