using Microsoft.AspNetCore.Http;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Sessions;
using Stagedoor.Server.Users;
using Stagedoor.Server.Visitors;

namespace Stagedoor.Server.SignIn;

/// <summary>Opens a session after a proof. The browser gets a new handle each time, so a cookie that somebody planted before is worth nothing (attack F5).</summary>
public sealed class SessionOpening(ISessionStore sessions, BrowserCookie cookie, KnownDevice devices, IAuditTrail audit, AccountNews news, StagedoorOptions options, TimeProvider time)
{
    /// <summary>
    /// The sid. A person who signs in again in the same browser keeps it, and with it what was allowed. A device that was not seen before is told of by mail; not while the address is unproven: a newcomer's
    /// every device is new, and the mailbox may be somebody else's.
    /// </summary>
    public async Task<string> OpenAsync(HttpContext context, Person person, Proof proof, string? clientId, CancellationToken cancellation)
    {
        var isNewDevice = person.EmailVerified && devices.IdFor(context, person) is null;
        var now = time.GetUtcNow();
        var sid = await WriteAsync(context, person, proof, now, now.AddHours(options.SessionHours), AuditAct.SignedIn, clientId, cancellation);
        if (isNewDevice) await news.NewDeviceAsync(context, person);
        return sid;
    }

    /// <summary>Adds to a session what its person proved just now, by enrolling it. Nobody signed in by that, so its times stay; the change is made, so it is not cancelled.</summary>
    public Task<string> RaiseAsync(HttpContext context, Person person, Session session, IEnumerable<string> methods) => CarryOverAsync(context, person, session, Proof.Both(session.Amr, methods));

    /// <summary>
    /// Carries over what was proved in a session: into a new one where a change ended it, else into the same one with a new handle for its browser (attack F5). It is no older and no younger than it was.
    /// </summary>
    public Task<string> CarryOverAsync(HttpContext context, Person person, Session session) => CarryOverAsync(context, person, session, new(session.Acr, session.Amr));

    private Task<string> CarryOverAsync(HttpContext context, Person person, Session session, Proof proof) =>
        WriteAsync(context, person, proof, session.AuthenticatedAt, session.ExpiresAt, AuditAct.SessionRaised, null, CancellationToken.None);

    private async Task<string> WriteAsync(
        HttpContext context, Person person, Proof proof, DateTimeOffset authenticatedAt, DateTimeOffset expiresAt, string act, string? clientId, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var previous = cookie.Hash(context);
        var open = previous is null ? [] : await sessions.OfBrowserAsync(previous, now, cancellation);
        var session = new Session
        {
            Sid = open.FirstOrDefault(session => session.PersonId == person.Id)?.Sid ?? RandomIds.Uuid().ToString("N"),
            BrowserHash = cookie.Renew(context),
            PersonId = person.Id,
            AuthenticatedAt = authenticatedAt,
            ExpiresAt = expiresAt,
            Acr = proof.Acr,
            Amr = proof.Amr,
            PersonEpoch = person.Epoch,
            Address = RemoteAddress.Of(context),
            UserAgent = RemoteBrowser.Of(context),
        };
        var renewed = previous is not null && open.Any(older => older.Sid == session.Sid) && await sessions.RenewAsync(session, previous, now, cancellation);
        if (!renewed)
        {
            session = session with { Sid = RandomIds.Uuid().ToString("N") };
            await sessions.AddAsync(session, previous, now, cancellation);
        }

        devices.Remember(context, person);
        await audit.RecordAsync(
            new() { At = now, Act = act, ActorId = person.Id, ClientId = clientId, TargetId = session.Sid, Detail = string.Join(' ', proof.Amr), Address = session.Address, UserAgent = session.UserAgent, RequestId = context.TraceIdentifier },
            cancellation);
        return session.Sid;
    }
}
