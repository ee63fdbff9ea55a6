using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Authorizations;
using Stagedoor.Server.Consents;
using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Server.Visitors;
using Stagedoor.Pages;

namespace Stagedoor.Server.SignIn.Consent;

/// <summary>What the consent page shows.</summary>
public sealed record ConsentView
{
    public required Visit Visit { get; init; }
    public required Asking Asking { get; init; }

    /// <summary>Scheme, host and port of the callback; null for a private scheme.</summary>
    public string? Place { get; init; }
    public string? Problem { get; init; }

    /// <summary>What came of asking the administrators.</summary>
    public string? Asked { get; init; }
    public required string FormToken { get; init; }
}

/// <summary>The step in which a person allows an application access, OIDC Core §3.1.2.4. What is shown and what is recorded come from the stored request, never from the form.</summary>
public sealed class ConsentStep : ISlice
{
    private const string Path = "/consent";

    private static readonly Texts shared = Texts.Beside<ScopeList>();

    public static void Add(IServiceCollection services) => services.AddSingleton<Askings>().AddSingleton<IntegrationAsking>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Path, ShowAsync);
        routes.MapForm(Path, SubmitAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, Visits visits, PeopleHere people, Askings askings, Deputies deputies, CancellationToken cancellation)
    {
        var (visit, instead) = await visits.FindAsync(context.Request.Query["journey"], cancellation);
        if (visit is null) return instead!;
        if (await people.OfJourneyAsync(context, visit.Journey, cancellation) is not { } person) return Page.Continue(visit.Resume);
        return await AskingAsync(visit, person, askings, deputies, cancellation) is { } asking ? Show(context, visit, person, asking, null) : Page.Continue(visit.Resume);
    }

    private static async Task<IResult> SubmitAsync(HttpContext context, Visits visits, PeopleHere people, Askings askings, Deputies deputies, EmailVerification verification, IntegrationAsking integrations, IJourneyStore journeys, IAuditTrail audit, TimeProvider time, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var (visit, instead) = await visits.FindAsync(form["journey"], cancellation);
        if (visit is null) return instead!;
        if (await people.OfJourneyAsync(context, visit.Journey, cancellation) is not { } person) return Page.Continue(visit.Resume);
        if (await AskingAsync(visit, person, askings, deputies, cancellation) is not { } asking) return Page.Continue(visit.Resume);
        if (!await form.IsGenuineAsync(Binding(visit, person, asking))) return Show(context, visit, person, asking, shared["Changed"]);
        if (form["action"] == EmailVerification.Action) return await verification.SendAgainAsync(person, new(visit, null, null), cancellation);
        if (form["action"] == IntegrationAsking.Action && asking.Blocks.Count > 0) return Show(context, visit, person, asking, null, await integrations.AskAsync(context, asking, cancellation));
        var allows = form["action"] == "allow";
        if (allows && asking.Refusal is not null) return Show(context, visit, person, asking, null);
        var entry = new AuditEntry
        {
            At = time.GetUtcNow(),
            Act = allows ? AuditAct.ConsentAllowed : AuditAct.ConsentRefused,
            Result = allows ? "allowed" : ErrorCode.AccessDenied,
            ActorId = person.Person.Id,
            ClientId = visit.Client.ClientId,
            OrganizationId = visit.Client.OrganizationId,
            TargetId = person.Session.Sid,
            Detail = asking.Scopes.SpaceJoined,
            Address = RemoteAddress.Of(context),
            RequestId = context.TraceIdentifier,
        };
        await audit.RecordAsync(entry, cancellation);

        // Both ids: who may act, and for whom.
        if (asking.Deputy is { } deputy) await audit.RecordAsync(entry with { ClientId = deputy.Client.ClientId, TargetId = deputy.Account.Id, Detail = asking.PassedOn.SpaceJoined }, cancellation);
        if (!allows) return Page.Continue(visit.Cancel);
        await askings.AllowAsync(context, asking, cancellation);
        await journeys.RecordConsentAsync(visit.Hash, person.Session.Sid, time.GetUtcNow(), cancellation);
        return Page.Continue(visit.Resume);
    }

    // A yes is for the person, the request and the service account that were on the page, and for what that one may do: with another session or journey the token is none, and neither is it
    // once the credential of the service account may do more than the page said, or goes by another name.
    private static string Binding(Visit visit, PersonHere person, Asking asking) => string.Join(
        '\u001f', "consent", visit.Hash, person.Session.Sid, asking.Scopes.SpaceJoined, asking.Deputy?.Client.ClientId, asking.Deputy?.Account.Id, asking.PassedOn.SpaceJoined, asking.Deputy?.Account.Name);

    // Null when whoever was to act is not in service any more: the authorize endpoint says so.
    private static async ValueTask<Asking?> AskingAsync(Visit visit, PersonHere person, Askings askings, Deputies deputies, CancellationToken cancellation)
    {
        var request = visit.Journey.Request;
        var deputy = await deputies.FindAsync(request.PassedOnTo, visit.Client, cancellation);
        return request.PassedOnTo is not null && deputy is null ? null : await askings.OfAsync(visit.Client, person.Person, WhatIsAsked.By(request), deputy, cancellation);
    }

    private static IResult Show(HttpContext context, Visit visit, PersonHere person, Asking asking, string? problem, string? asked = null)
    {
        var callback = visit.Journey.Request.RedirectUri;
        var view = new ConsentView { Visit = visit, Asking = asking, Place = PlaceOf(callback), Problem = problem, Asked = asked, FormToken = PageForm.TokenFor(context, Binding(visit, person, asking)) };
        return Page.Towards<ConsentPage>(callback, view, problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private static string? PlaceOf(string callback) => Uri.TryCreate(callback, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri.GetLeftPart(UriPartial.Authority) : null;
}
