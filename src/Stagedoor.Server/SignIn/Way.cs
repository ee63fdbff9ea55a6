using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Stagedoor.Pages;
using Stagedoor.Server.Visitors;

namespace Stagedoor.Server.SignIn;

/// <summary>What a person who signs in is on the way to: an application, or a page of this server; and who must be the one to get there, where that is said.</summary>
public sealed record Way(Visit? Visit, PersonHere? Again, string? Return)
{
    public string? ClientId => Visit?.Client.ClientId;

    /// <summary>Where Cancel leads.</summary>
    public string Cancel => Visit?.Cancel ?? "/";

    /// <summary>What the form of a step on this way is bound to. One that was shown for one person does nothing for another (attack F6).</summary>
    public string Binding(string step) => Again is null ? step : $"{step}:{Again.Session.Sid}";

    /// <summary>The same way at another step.</summary>
    public string At(string page) => page + Query();

    /// <summary>What carries the way on in an address, beginning with <paramref name="first"/>; empty when it leads nowhere.</summary>
    public string Query(char first = '?') => Visit is not null ? $"{first}journey={Visit.Handle}" : Return is not null ? $"{first}return={Uri.EscapeDataString(Return)}" : "";

    public IResult Show<TPage>(object view, int status, TimeSpan? retryAfter = null) where TPage : IComponent =>
        Visit is null ? Page.Of<TPage>(view, status, retryAfter) : Page.Towards<TPage>(Visit.Journey.Request.RedirectUri, view, status, retryAfter);
}

/// <summary>Finds the way that a page was asked about.</summary>
public sealed class Ways(Visits visits, PeopleHere people)
{
    public ValueTask<(Way Way, IResult? Instead)> OfQueryAsync(HttpContext context, CancellationToken cancellation) =>
        OfAsync(context, context.Request.Query["journey"].ToString(), context.Request.Query["as"].ToString(), context.Request.Query["return"], cancellation);

    public ValueTask<(Way Way, IResult? Instead)> OfFormAsync(HttpContext context, PageForm form, CancellationToken cancellation) => OfAsync(context, form["journey"], form["as"], form["return"], cancellation);

    /// <summary>
    /// The way on which something has to be done first that is done all the same when the journey is over meanwhile: then it leads nowhere, and the application asks again. Such a way survives a mail.
    /// </summary>
    public async ValueTask<Way> OnwardAsync(string? journey, string? returnTo, CancellationToken cancellation) =>
        journey is { Length: > 0 } ? new((await visits.FindAsync(journey, cancellation)).Visit, null, null) : new(null, null, LocalPath.Read(returnTo));

    private async ValueTask<(Way Way, IResult? Instead)> OfAsync(HttpContext context, string journey, string sid, string? returnTo, CancellationToken cancellation)
    {
        if (journey.Length == 0) return (new(null, await people.OfSessionAsync(context, sid, cancellation), LocalPath.Read(returnTo)), null);
        var (visit, instead) = await visits.FindAsync(journey, cancellation);
        return (new(visit, null, null), instead);
    }
}
