using Microsoft.AspNetCore.Http;
using Stagedoor.Server.Authorizations;
using Stagedoor.Pages;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.SignIn;

/// <summary>The end of every way to sign in: a session, what the journey learns of it, and the place that the person was on the way to.</summary>
public sealed class Arrival(SessionOpening opening, IJourneyStore journeys, TimeProvider time)
{
    public async Task<IResult> OpenAsync(HttpContext context, Person person, Proof proof, Visit? visit, string? returnTo, CancellationToken cancellation)
    {
        var sid = await opening.OpenAsync(context, person, proof, visit?.Client.ClientId, cancellation);
        if (visit is null) return Page.Continue(LocalPath.Read(returnTo) ?? "/");

        // Whoever signs in chose to be this person here; another tab's sign-in does not change it.
        var now = time.GetUtcNow();
        await journeys.RecordSignInAsync(visit.Hash, sid, now, cancellation);
        await journeys.RecordChoiceAsync(visit.Hash, sid, now, cancellation);
        return Page.Continue(visit.Resume);
    }
}
