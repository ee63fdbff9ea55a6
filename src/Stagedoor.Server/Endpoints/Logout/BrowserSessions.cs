using Microsoft.AspNetCore.Http;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Sessions;

namespace Stagedoor.Server.Endpoints.Logout;

/// <summary>The sessions of the browser that asks, and how they end.</summary>
internal sealed class BrowserSessions(ISessionStore sessions, BrowserCookie cookie, IAuditTrail audit, TimeProvider time)
{
    public async ValueTask<IReadOnlyList<Session>> LiveAsync(HttpContext context, CancellationToken cancellation) =>
        cookie.Hash(context) is { } hash ? await sessions.OfBrowserAsync(hash, time.GetUtcNow(), cancellation) : [];

    /// <summary>Ends one of them; the cookie goes with the last.</summary>
    public async Task EndAsync(HttpContext context, Session session, string clientId, IReadOnlyList<Session> live, CancellationToken cancellation)
    {
        await EndAsync(context, session.Sid, session.PersonId, clientId, cancellation);
        if (live.Count == 1) cookie.Clear(context);
    }

    /// <summary>Ends a session wherever it is.</summary>
    public async Task EndAsync(HttpContext context, string sid, string personId, string clientId, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (!await sessions.EndAsync(sid, now, cancellation)) return;
        await audit.RecordAsync(new() { At = now, Act = AuditAct.SignedOut, ActorId = personId, ClientId = clientId, TargetId = sid, Address = ClientPresentation.AddressOf(context), RequestId = context.TraceIdentifier }, cancellation);
    }
}
