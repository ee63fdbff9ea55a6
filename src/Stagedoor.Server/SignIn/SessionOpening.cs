using Microsoft.AspNetCore.Http;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Sessions;
using Stagedoor.Server.Users;

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
        var isNewDevice = person.EmailVerified && devices.IdFor(context, person.Id) is null;
        var sid = await WriteAsync(context, person, proof, AuditAct.SignedIn, clientId, cancellation);
        devices.Remember(context, person.Id);
        if (isNewDevice) await news.NewDeviceAsync(context, person);
        return sid;
    }

    /// <summary>Adds to a live session what its person proved just now, by enrolling it.</summary>
    public Task<string> RaiseAsync(HttpContext context, PersonHere here, IEnumerable<string> methods, CancellationToken cancellation) =>
        WriteAsync(context, here.Person, Proof.Both(here.Session.Amr, methods), AuditAct.SessionRaised, null, cancellation);

    /// <summary>Carries over what was proved in a session: into a new one where a change ended it, else into the same one with a new handle for its browser (attack F5).</summary>
    public Task<string> CarryOverAsync(HttpContext context, Person person, Session session, CancellationToken cancellation) =>
        WriteAsync(context, person, new(session.Acr, session.Amr), AuditAct.SessionRaised, null, cancellation);

    private async Task<string> WriteAsync(HttpContext context, Person person, Proof proof, string act, string? clientId, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var previous = cookie.Hash(context);
        var open = previous is null ? [] : await sessions.OfBrowserAsync(previous, now, cancellation);
        var session = new Session
        {
            Sid = open.FirstOrDefault(session => session.PersonId == person.Id)?.Sid ?? RandomIds.Uuid().ToString("N"),
            BrowserHash = cookie.Renew(context),
            PersonId = person.Id,
            AuthenticatedAt = now,
            ExpiresAt = now.AddHours(options.SessionHours),
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
            await sessions.AddAsync(session, previous, cancellation);
        }

        await audit.RecordAsync(
            new() { At = now, Act = act, ActorId = person.Id, ClientId = clientId, TargetId = session.Sid, Detail = string.Join(' ', proof.Amr), Address = session.Address, UserAgent = session.UserAgent, RequestId = context.TraceIdentifier },
            cancellation);
        return session.Sid;
    }
}
