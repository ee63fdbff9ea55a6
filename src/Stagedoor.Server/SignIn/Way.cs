using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Stagedoor.Pages;

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
    public string At(string page) => Visit is not null ? Visit.At(page) : Return is null ? page : $"{page}?return={Uri.EscapeDataString(Return)}";

    public IResult Show<TPage>(object view, int status, TimeSpan? retryAfter = null) where TPage : IComponent =>
        Visit is null ? Page.Of<TPage>(view, status, retryAfter) : Page.Towards<TPage>(Visit.Journey.Request.RedirectUri, view, status, retryAfter);
}

/// <summary>Finds the way that a page was asked about.</summary>
public sealed class Ways(Visits visits, PeopleHere people)
{
    public ValueTask<(Way Way, IResult? Instead)> OfQueryAsync(HttpContext context, CancellationToken cancellation) =>
        OfAsync(context, context.Request.Query["journey"].ToString(), context.Request.Query["as"].ToString(), context.Request.Query["return"], cancellation);

    public ValueTask<(Way Way, IResult? Instead)> OfFormAsync(HttpContext context, PageForm form, CancellationToken cancellation) => OfAsync(context, form["journey"], form["as"], form["return"], cancellation);

    private async ValueTask<(Way Way, IResult? Instead)> OfAsync(HttpContext context, string journey, string sid, string? returnTo, CancellationToken cancellation)
    {
        if (journey.Length == 0) return (new(null, await people.OfSessionAsync(context, sid, cancellation), LocalPath.Read(returnTo)), null);
        var (visit, instead) = await visits.FindAsync(journey, cancellation);
        return (new(visit, null, null), instead);
    }
}
