using Microsoft.AspNetCore.Http;
using Stagedoor.Pages;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.Visitors;

namespace Stagedoor.Server.Consoles;

/// <summary>A person in a console: who, in which organization, and with what standing there.</summary>
public sealed record ConsoleVisit
{
    public required PersonHere Here { get; init; }
    public required Administrator Administrator { get; init; }
    public required Organization Organization { get; init; }

    /// <summary>The organizations of which the person may see this console.</summary>
    public required IReadOnlyList<Organization> Organizations { get; init; }

    /// <summary>Another page of the consoles, in the same organization: which one stands in the address alone.</summary>
    public string At(string path) => Organizations.Count <= 1 ? path : $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}org={Uri.EscapeDataString(Organization.Id)}";

    /// <summary>What a form is bound to: the page, the session that it was shown in, and the organization (attack F7).</summary>
    public string Binding(string page) => $"{page}:{Here.Session.Sid}:{Organization.Id}";
}

/// <summary>Finds out who visits a console.</summary>
public sealed class ConsoleVisitors(RecentProof proof, IOrganizationStore organizations, Administrators administrators)
{
    private static readonly Texts texts = Texts.Beside<ConsoleFrame>();

    /// <summary>The visit; or what to answer instead: the sign-in, or a page that knows nothing, which tells members of an organization whom to ask.</summary>
    public async ValueTask<(ConsoleVisit? Visit, IResult? Instead)> OfAsync(HttpContext context, Standing needed, CancellationToken cancellation)
    {
        var (here, instead) = await proof.WhoAsync(context, ReturnTo(context), cancellation);
        return here is null ? (null, instead) : await OfAsync(context, here, needed, cancellation);
    }

    /// <summary>The same before a sensitive act: the person must have proven who they are within the last minutes. <paramref name="returnTo"/> is the path of a page, not of what it posts to; null for this one.</summary>
    public async ValueTask<(ConsoleVisit? Visit, IResult? Instead)> ProvenAsync(HttpContext context, Standing needed, string? returnTo, CancellationToken cancellation)
    {
        var (here, instead) = await proof.AskAsync(context, returnTo is null ? ReturnTo(context) : WithOrganization(context, returnTo), cancellation);
        return here is null ? (null, instead) : await OfAsync(context, here, needed, cancellation);
    }

    private async ValueTask<(ConsoleVisit? Visit, IResult? Instead)> OfAsync(HttpContext context, PersonHere here, Standing needed, CancellationToken cancellation)
    {
        var memberships = await organizations.MembershipsOfAsync(here.Person.Id, cancellation);
        var seen = new List<(Organization Organization, Administrator Administrator)>();
        foreach (var membership in memberships)
        {
            if (await administrators.OfPersonAsync(here.Person.Id, membership.OrganizationId, RemoteAddress.Of(context), context.TraceIdentifier, cancellation) is not { } administrator || !administrator.Has(needed)) continue;
            if (await organizations.FindAsync(membership.OrganizationId, cancellation) is { } organization) seen.Add((organization, administrator));
        }

        var asked = context.Request.Query["org"].ToString();
        var index = asked.Length == 0 ? (seen.Count > 0 ? 0 : -1) : seen.FindIndex(entry => entry.Organization.Id == asked);
        if (index < 0) return (null, memberships.Count > 0 ? ErrorPage.Result(StatusCodes.Status404NotFound, texts["NoRole.Title"], texts["NoRole.What"], texts["NoRole.Who"], texts["NoRole.Do"]) : ErrorPage.Nowhere());
        return (new() { Here = here, Administrator = seen[index].Administrator, Organization = seen[index].Organization, Organizations = [.. seen.Select(entry => entry.Organization)] }, null);
    }

    private static string ReturnTo(HttpContext context) => context.Request.Path + context.Request.QueryString;

    private static string WithOrganization(HttpContext context, string path) =>
        context.Request.Query["org"] is [{ Length: > 0 } org] ? $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}org={Uri.EscapeDataString(org)}" : path;
}
