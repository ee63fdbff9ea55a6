using Stagedoor.Frameio.Door;
using Stagedoor.Server.Visitors;

namespace Stagedoor.Host.Identity;

/// <summary>Shows the app who is signed in in a browser.</summary>
public sealed class VisitorsHere(PeopleHere people, RecentProof proof) : IVisitors
{
    public async ValueTask<Visitor?> FindAsync(HttpContext context, CancellationToken cancellation) => Of(await people.CurrentAsync(context, cancellation));

    public async ValueTask<(Visitor? Visitor, IResult? Instead)> FindProvenAsync(HttpContext context, string returnTo, CancellationToken cancellation)
    {
        var (here, instead) = await proof.AskAsync(context, returnTo, cancellation);
        return (Of(here), instead);
    }

    public string SignInAt(string returnTo) => SignInFirst.At(returnTo);

    private static Visitor? Of(PersonHere? here) => here is null ? null : new(here.Person.Id, here.Person.Name, here.Session.Sid);
}
