using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Authorizations;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Consents;
using Stagedoor.Server.Endpoints.Dialects;
using Stagedoor.Server.Factors;
using Stagedoor.Server.Keys;
using Stagedoor.Pages;
using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Server.Sessions;
using Stagedoor.Server.Tokens;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Endpoints.Authorize;

/// <summary>
/// The way of a request: proven, then looked at for what it still needs, then answered. A live session with a remembered consent is answered at once, without a journey;
/// everything else goes through pages and comes back to <see cref="ResumeAsync"/>, which looks at everything anew.
/// </summary>
internal sealed partial class AuthorizationFlow(
    IClientStore clients, ISessionStore sessions, IPersonStore people, IPersonFactors factors, Admissions admissions, IConsentStore consents, Deputies deputies, IJourneyStore journeys, IPushedRequestStore pushed, IFirstSteps steps,
    BrowserCookie cookie, IdTokenIssuer idTokens, CodeIssuer codes, StagedoorOptions options, TimeProvider time, ILogger<AuthorizationFlow> log)
{
    private const int HandleLength = 43;

    public async Task<IResult> BeginAsync(HttpContext context, CancellationToken cancellation)
    {
        var dialect = Dialect.Of(context.Request.Path);
        if ((await RequestParameters.ReadAsync(context, dialect.IsLenient, cancellation)).Failed(out var malformed, out var read)) return Unreadable(malformed);
        var live = await LiveAsync(context, cancellation);
        var client = read["client_id"] is { Length: <= 128 } clientId ? await clients.FindAsync(clientId, cancellation) : null;
        if (read["request_uri"] is { } reference && PushedRequest.HandleOf(reference) is { } handle) return await BeginPushedAsync(context, handle, client, live, cancellation);
        var draft = new AuthorizationDraft(read.All, dialect, client, idTokens.ReadHint, options) { Deputy = client is null ? null : await deputies.FindAsync(read["audience"], client, cancellation) };
        if (UnprovenRequest.Check(draft) is { } cause) return Unproven(cause, draft, live);
        if (ProvenRequest.Check(draft) is { } refusal)
        {
            LogRefused(log, client!.ClientId, refusal.Code, refusal.Description);
            return AuthorizationAnswer.Refusal(draft.RedirectUri, draft.ResponseMode, draft.State, options.Issuer, refusal);
        }

        return await FirstAsync(context, draft.ToRequest(), client!, live, cancellation);
    }

    /// <summary>Back from a page.</summary>
    public async Task<IResult> ResumeAsync(HttpContext context, string? handle, CancellationToken cancellation)
    {
        var (journey, client, instead) = await FindAsync(handle, cancellation);
        if (instead is not null) return instead;
        var live = await LiveAsync(context, cancellation);
        return await NextAsync(journey!.Request, client!, journey, live, cancellation) switch
        {
            Step.Show show => Page.Continue($"{show.Path}?journey={handle}"),
            var end => await EndAsync(context, journey.Request, client!, journey, end, cancellation),
        };
    }

    /// <summary>The person said no on a page, RFC 6749 §4.1.2.1.</summary>
    public async Task<IResult> CancelAsync(HttpContext context, string? handle, CancellationToken cancellation)
    {
        var (journey, client, instead) = await FindAsync(handle, cancellation);
        return instead ?? await EndAsync(context, journey!.Request, client!, journey, new Step.Refuse(ProtocolError.AccessDenied("the person cancelled")), cancellation);
    }

    private async Task<IResult> BeginPushedAsync(HttpContext context, string handle, Client? client, IReadOnlyList<Session> live, CancellationToken cancellation)
    {
        // RFC 9126 §4: what was pushed is the request, whatever else stands beside it.
        var hash = OneTimeValue.PushedRequest.Hash(handle);
        if (await pushed.FindAsync(hash, time.GetUtcNow(), cancellation) is not { } request || client is not { DisabledAt: null } || request.ClientId != client.ClientId) return ErrorPage.JourneyIsOver();
        return StillProven(request, client) ? await FirstAsync(context, request with { PushedRequestHash = hash }, client, live, cancellation) : ErrorPage.JourneyIsOver();
    }

    private async Task<IResult> FirstAsync(HttpContext context, AuthorizationRequest request, Client client, IReadOnlyList<Session> live, CancellationToken cancellation)
    {
        steps.Note(client.ClientId, FirstStep.Authorize, time.GetUtcNow());

        // A form posted from another site comes without our cookie (SameSite=Lax). The redirect to ourselves brings it along.
        if (HttpMethods.IsPost(context.Request.Method) && live.Count == 0) return Page.Continue("/oauth2/authorize/resume?journey=" + await StartAsync(request, cancellation));
        return await NextAsync(request, client, null, live, cancellation) switch
        {
            Step.Show show => Page.Continue($"{show.Path}?journey={await StartAsync(request, cancellation)}"),
            var end => await EndAsync(context, request, client, null, end, cancellation),
        };
    }

    private async Task<string> StartAsync(AuthorizationRequest request, CancellationToken cancellation)
    {
        var handle = OneTimeValue.New();
        var now = time.GetUtcNow();
        await journeys.AddAsync(new() { Hash = OneTimeValue.Journey.Hash(handle), Request = request, CreatedAt = now, ExpiresAt = now.AddMinutes(options.JourneyMinutes) }, cancellation);
        return handle;
    }

    private async ValueTask<Step> NextAsync(AuthorizationRequest request, Client client, Journey? journey, IReadOnlyList<Session> live, CancellationToken cancellation)
    {
        var who = Interaction.Who(request, client, journey, live, time.GetUtcNow());
        if (who is not Step.Go { Session: var session }) return who;
        if (await people.FindAsync(session.PersonId, cancellation) is not { DisabledAt: null } person) return Step.Show.SignIn;
        var has = session.Acr == AuthenticationContext.Two ? null : await factors.OfAsync(person.Id, cancellation);
        if (Interaction.HowSure(request, journey, session, has) is not Step.Go and var more) return more;
        var admission = (await admissions.OfAsync(client, request.PassedOnTo, person, cancellation)).Refusal;
        if (request.PassedOnTo is not null && await deputies.FindAsync(request.PassedOnTo, client, cancellation) is null) return new Step.Refuse(ProtocolError.InvalidTarget("the credential that was to act for the person is not in service any more"));
        var remembered = admission is null && await IsRememberedAsync(request, client, person.Id, cancellation);
        return Interaction.May(request, client, journey, session, remembered, admission);
    }

    // To the application, and to whom it passes the token on.
    private async ValueTask<bool> IsRememberedAsync(AuthorizationRequest request, Client client, string personId, CancellationToken cancellation)
    {
        var asked = WhatIsAsked.By(request);
        if (await consents.FindAsync(personId, client.ClientId, cancellation) is not { } consent || !asked.IsSubsetOf(consent.Scopes)) return false;
        if (await deputies.FindAsync(request.PassedOnTo, client, cancellation) is not { } deputy) return request.PassedOnTo is null;
        return await consents.FindAsync(personId, deputy.Client.ClientId, cancellation) is { } passedOn && deputy.Of(ScopeSet.FromStored(request.Scope)).IsSubsetOf(passedOn.Scopes);
    }

    // Exactly one caller ends a journey, and exactly one answer comes of what was pushed (RFC 9126 §4): the others see a page.
    private async Task<IResult> EndAsync(HttpContext context, AuthorizationRequest request, Client client, Journey? journey, Step end, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (journey is not null && !await journeys.CompleteAsync(journey.Hash, now, cancellation)) return ErrorPage.JourneyIsAnswered();
        if (request.PushedRequestHash is { } hash && !await pushed.SpendAsync(hash, now, cancellation)) return ErrorPage.JourneyIsAnswered();
        switch (end)
        {
            case Step.Go { Session: var session }:
                return AuthorizationAnswer.Code(request.RedirectUri, request.ResponseMode, request.State, options.Issuer, await codes.IssueAsync(context, request, client, session, cancellation));
            case Step.Refuse { Error: var error }:
                LogRefused(log, client.ClientId, error.Code, error.Description);
                return AuthorizationAnswer.Refusal(request.RedirectUri, request.ResponseMode, request.State, options.Issuer, error);
            default:
                throw new InvalidOperationException($"not an end: {end}");
        }
    }

    // What was proven when the journey began may have been withdrawn since.
    private async ValueTask<(Journey? Journey, Client? Client, IResult? Instead)> FindAsync(string? handle, CancellationToken cancellation)
    {
        if (handle is not { Length: HandleLength } || await journeys.FindAsync(OneTimeValue.Journey.Hash(handle), time.GetUtcNow(), cancellation) is not { } journey) return (null, null, ErrorPage.JourneyIsOver());
        if (journey.CompletedAt is not null) return (null, null, ErrorPage.JourneyIsAnswered());
        if (await clients.FindAsync(journey.Request.ClientId, cancellation) is not { DisabledAt: null } client || !StillProven(journey.Request, client)) return (null, null, ErrorPage.JourneyIsOver());
        return (journey, client, null);
    }

    private static bool StillProven(AuthorizationRequest request, Client client) => client.MayUse(request.Dialect) && ClientRedirects.Resolve(client, request.RedirectUri) is not null;

    private async ValueTask<IReadOnlyList<Session>> LiveAsync(HttpContext context, CancellationToken cancellation) =>
        cookie.Hash(context) is { } hash ? await sessions.OfBrowserAsync(hash, time.GetUtcNow(), cancellation) : [];

    private IResult Unproven(UnprovenCause cause, AuthorizationDraft draft, IReadOnlyList<Session> live)
    {
        LogUnproven(log, cause);
        var toOwner = cause is UnprovenCause.RedirectMissing or UnprovenCause.RedirectMismatch && draft.Client.Settings.OwnerId is { } owner && live.Any(session => session.PersonId == owner);
        return UnprovenPage.Of(cause, draft, toOwner);
    }

    private IResult Unreadable(ProtocolError refusal)
    {
        LogUnreadable(log, refusal.Description);
        return UnprovenPage.Unreadable(refusal);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Authorization refused to {ClientId}: {Code}, {Description}")]
    private static partial void LogRefused(ILogger log, string clientId, string code, string description);

    [LoggerMessage(Level = LogLevel.Information, Message = "Authorization request not answered by a redirect: {Cause}")]
    private static partial void LogUnproven(ILogger log, UnprovenCause cause);

    [LoggerMessage(Level = LogLevel.Information, Message = "Authorization request not readable: {Description}")]
    private static partial void LogUnreadable(ILogger log, string description);
}
