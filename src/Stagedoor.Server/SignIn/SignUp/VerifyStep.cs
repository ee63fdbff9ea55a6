using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Pages;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Authorizations;
using Stagedoor.Server.Factors;
using Stagedoor.Server.Users;
using Stagedoor.Server.Visitors;

namespace Stagedoor.Server.SignIn.SignUp;

/// <summary>
/// Where the link leads that proves an address. It counts only together with a sign-in of the same account: who gets a mail for an account that somebody else made with their address, and opens it, has not
/// lent that account their address. The link is spent by looking at it then, which no mail scanner does, because none is signed in.
/// </summary>
public sealed class VerifyStep : ISlice
{
    private const string Path = "/verify";

    private static readonly Texts texts = Texts.Beside<SignUpPage>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Path, ShowAsync);
        routes.MapPage(EmailVerification.SentPath, SentAsync);
    }

    private static async Task<IResult> ShowAsync(
        HttpContext context, PersonLinks links, PeopleHere people, IPersonStore store, IJourneyStore journeys, Ways ways, IPersonFactors factors, IAuditTrail audit, TimeProvider time, CancellationToken cancellation)
    {
        var handle = context.Request.Query["link"].ToString();
        var way = await ways.OnwardAsync(context.Request.Query["journey"], context.Request.Query["return"], cancellation);
        if (await links.FindAsync(PersonLinkPurpose.VerifyEmail, handle, cancellation) is not { } link) return Dead();
        if ((await people.AllAsync(context, cancellation)).FirstOrDefault(here => here.Person.Id == link.PersonId) is not { } here)
        {
            return Page.Continue("/signin?return=" + Uri.EscapeDataString($"{Path}?link={handle}{way.Query('&')}"));
        }

        if (HttpMethods.IsHead(context.Request.Method)) return Results.Ok();
        if (await links.SpendAsync(PersonLinkPurpose.VerifyEmail, handle, cancellation) is not { EmailKey: { } key }) return Dead();
        // The link is spent, whoever waits for the page.
        if (await store.VerifyEmailAsync(link.PersonId, key, CancellationToken.None))
        {
            await audit.RecordAsync(
                new() { At = time.GetUtcNow(), Act = AuditAct.EmailVerified, ActorId = link.PersonId, TargetId = link.PersonId, Address = RemoteAddress.Of(context), RequestId = context.TraceIdentifier }, cancellation);
        }

        // Who signed in for this came from that application: it need not be asked again.
        if (way.Visit is { } visit && here.Session.AuthenticatedAt >= visit.Journey.CreatedAt)
        {
            await journeys.RecordSignInAsync(visit.Hash, here.Session.Sid, time.GetUtcNow(), cancellation);
            await journeys.RecordChoiceAsync(visit.Hash, here.Session.Sid, time.GetUtcNow(), cancellation);
        }

        var has = await factors.OfAsync(here.Person.Id, cancellation);
        return Page.Of<VerifiedPage>(new VerifiedView { Here = here, Way = way, NeedsCodes = has is { HasSecond: true, RecoveryCodes: 0 }, HasPasskey = has.Passkeys > 0 });
    }

    private static async Task<IResult> SentAsync(HttpContext context, PeopleHere people, OutboxAccess outbox, CancellationToken cancellation) =>
        await people.CurrentAsync(context, cancellation) is { } here ? Page.Of<MailedPage>(new MailedView { Email = here.Person.Email, HasOutbox = outbox.IsOpen(context) }) : Page.Continue("/signin");

    private static IResult Dead() => ErrorPage.Result(StatusCodes.Status400BadRequest, texts["Dead.Title"], texts["Dead.What"], texts["Dead.Who"], texts["Dead.Do"]);
}
