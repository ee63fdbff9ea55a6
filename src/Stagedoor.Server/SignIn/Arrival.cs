using Microsoft.AspNetCore.Http;
using Stagedoor.Pages;
using Stagedoor.Server.Authorizations;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.SignIn;

/// <summary>The end of every way to sign in: a session, what the journey learns of it, and the place that the person was on the way to.</summary>
public sealed class Arrival(SessionOpening opening, HalfSignIn halves, IJourneyStore journeys, TimeProvider time)
{
    public async Task<IResult> OpenAsync(HttpContext context, Person person, Proof proof, Way way, CancellationToken cancellation) => Page.Continue(await ArriveAsync(context, person, proof, way, cancellation));

    /// <summary>The same; the place, for a page that is shown before.</summary>
    public async Task<string> ArriveAsync(HttpContext context, Person person, Proof proof, Way way, CancellationToken cancellation)
    {
        var sid = await opening.OpenAsync(context, person, proof, way.ClientId, cancellation);
        halves.End(context);
        if (way.Visit is not { } visit) return way.Return ?? "/";

        // Whoever signs in chose to be this person here; another tab's sign-in does not change it.
        var now = time.GetUtcNow();
        await journeys.RecordSignInAsync(visit.Hash, sid, now, cancellation);
        await journeys.RecordChoiceAsync(visit.Hash, sid, now, cancellation);
        return visit.Resume;
    }
}
