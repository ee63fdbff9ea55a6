using Stagedoor.Frameio.Door;
using Stagedoor.Server.Visitors;

namespace Stagedoor.Host.Identity;

/// <summary>Shows the app who is signed in in a browser.</summary>
public sealed class VisitorsHere(RecentProof proof) : IVisitors
{
    public async ValueTask<(Visitor? Visitor, IResult? Instead)> FindAsync(HttpContext context, string returnTo, CancellationToken cancellation)
    {
        var (here, instead) = await proof.WhoAsync(context, returnTo, cancellation);
        return (Of(here), instead);
    }

    public async ValueTask<(Visitor? Visitor, IResult? Instead)> FindProvenAsync(HttpContext context, string returnTo, CancellationToken cancellation)
    {
        var (here, instead) = await proof.AskAsync(context, returnTo, cancellation);
        return (Of(here), instead);
    }

    private static Visitor? Of(PersonHere? here) => here is null ? null : new(here.Person.Id, here.Person.Name, here.Session.Sid);
}
