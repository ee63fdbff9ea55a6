using Microsoft.AspNetCore.Http;
using Stagedoor.Server.Authorizations;
using Stagedoor.Server.Clients;
using Stagedoor.Pages;
using Stagedoor.Server.Keys;

namespace Stagedoor.Server.SignIn;

/// <summary>A page's place in a journey: which request it serves, for which application, and where it goes on to.</summary>
public sealed record Visit(string Handle, Journey Journey, Client Client)
{
    public string Hash => Journey.Hash;

    /// <summary>The authorize endpoint, which looks at what is still missing.</summary>
    public string Resume => "/oauth2/authorize/resume?journey=" + Handle;

    public string Cancel => "/oauth2/authorize/cancel?journey=" + Handle;

    /// <summary>Another step of the same journey.</summary>
    public string At(string page) => $"{page}?journey={Handle}";
}

/// <summary>Finds the journey that a page was asked about.</summary>
public sealed class Visits(IJourneyStore journeys, IClientStore clients, TimeProvider time)
{
    private const int HandleLength = 43;

    /// <summary>The visit, or the page to show instead.</summary>
    public async ValueTask<(Visit? Visit, IResult? Instead)> FindAsync(string? handle, CancellationToken cancellation)
    {
        if (handle is not { Length: HandleLength } || !handle.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')) return (null, ErrorPage.JourneyIsOver());
        if (await journeys.FindAsync(OneTimeValue.Journey.Hash(handle), time.GetUtcNow(), cancellation) is not { } journey) return (null, ErrorPage.JourneyIsOver());
        PageLanguage.AskedFor(journey.Request.UiLocales);
        if (journey.CompletedAt is not null) return (null, ErrorPage.JourneyIsAnswered());
        if (await clients.FindAsync(journey.Request.ClientId, cancellation) is not { DisabledAt: null } client) return (null, ErrorPage.JourneyIsOver());
        return (new(handle, journey, client), null);
    }
}
