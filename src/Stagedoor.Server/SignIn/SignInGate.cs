using Microsoft.AspNetCore.Http;
using Stagedoor.Pages;
using Stagedoor.Server.Factors;
using Stagedoor.Server.Sessions;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.SignIn;

/// <summary>Decides what follows a right password: the second factor where there is one, its enrolment where one is demanded, else the session.</summary>
public sealed class SignInGate(IPersonFactors factors, RememberedBrowser remembered, HalfSignIn halves, Arrival arrival)
{
    public async Task<IResult> GoOnAsync(HttpContext context, Person person, Way way, CancellationToken cancellation)
    {
        var has = await factors.OfAsync(person.Id, cancellation);
        if (has.HasSecond)
        {
            // Whoever is asked again, or wants more than a password said, proves everything: the remembered device is for the convenience of others.
            var everything = way.Again is not null || (way.Visit is { } visit && AuthenticationContext.WantsTwo(visit.Journey.Request));
            if (!everything && await remembered.KnowsAsync(context, person, cancellation)) return await arrival.OpenAsync(context, person, Proof.Password, way, cancellation);
            halves.Begin(context, person);
            return Page.Continue(way.At("/signin/second"));
        }

        var demanded = has.Required || (way.Visit is { } application && AuthenticationContext.IsEssential(application.Journey.Request) && AuthenticationContext.WantsTwo(application.Journey.Request));
        if (!demanded) return await arrival.OpenAsync(context, person, Proof.Password, way, cancellation);
        halves.Begin(context, person);
        return Page.Continue(way.At("/signin/enrol"));
    }
}
