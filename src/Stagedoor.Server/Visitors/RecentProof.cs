using Microsoft.AspNetCore.Http;
using Stagedoor.Pages;
using Stagedoor.Server.Factors;
using Stagedoor.Server.Sessions;

namespace Stagedoor.Server.Visitors;

/// <summary>
/// What stands before a sensitive act: who is signed in here must have proven it within the last ten minutes. Otherwise the same person, and nobody else, proves it again and comes back (attacks F4, F6).
/// The form of the act is bound to the session that it was shown in, so that it does nothing for somebody who signed in meanwhile.
/// </summary>
public sealed class RecentProof(PeopleHere people, IPersonFactors factors, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>The person who may go on; or the answer to give instead. <paramref name="returnTo"/> is the local path of a page, not of what it posts to.</summary>
    public async ValueTask<(PersonHere? Person, IResult? Instead)> AskAsync(HttpContext context, string returnTo, CancellationToken cancellation)
    {
        if (await people.CurrentAsync(context, cancellation) is not { } here) return (null, Page.Continue("/signin?return=" + Uri.EscapeDataString(returnTo)));
        return await IsRecentAsync(here, cancellation) ? (here, null) : (null, Page.Continue(Again(here, returnTo)));
    }

    /// <summary>
    /// Who is signed in here, for a page that shows or does more than is the person's own; or the answer to give instead. Where an organization of theirs demands a second factor that they have not, a session of one
    /// opens nothing: they enrol it and come back (decision 0036).
    /// </summary>
    public async ValueTask<(PersonHere? Person, IResult? Instead)> WhoAsync(HttpContext context, string returnTo, CancellationToken cancellation)
    {
        if (await people.CurrentAsync(context, cancellation) is not { } here) return (null, Page.Continue(SignInFirst.At(returnTo)));
        return await LacksFactorAsync(here, cancellation) ? (null, Page.Continue(Again(here, returnTo))) : (here, null);
    }

    /// <summary>Whether an organization demands a second factor that this person has not.</summary>
    public async ValueTask<bool> LacksFactorAsync(PersonHere here, CancellationToken cancellation) =>
        here.Session.Acr != AuthenticationContext.Two && (await factors.OfAsync(here.Person.Id, cancellation)).IsMissing;

    // A device that is remembered spares its person the second factor, and nobody the proof before a sensitive act.
    private async ValueTask<bool> IsRecentAsync(PersonHere here, CancellationToken cancellation) =>
        time.GetUtcNow() - here.Session.AuthenticatedAt < Lifetime && (here.Session.Acr == AuthenticationContext.Two || await factors.OfAsync(here.Person.Id, cancellation) is { HasSecond: false, IsMissing: false });

    /// <summary>Where that person proves it again.</summary>
    public static string Again(PersonHere here, string returnTo) => $"/signin?as={here.Session.Sid}&return={Uri.EscapeDataString(returnTo)}";
}
