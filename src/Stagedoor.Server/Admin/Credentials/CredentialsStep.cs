using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Pages;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Consoles;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Admin.Credentials;

/// <summary>A credential with the name of who answers for it.</summary>
public sealed record CredentialLine(CredentialCard Card, string? Owner);

/// <summary>A page of the credentials of an organization.</summary>
public sealed record CredentialsView : ConsoleView
{
    public required IReadOnlyList<CredentialLine> Credentials { get; init; }
    public string? Next { get; init; }
    public bool IsFirst { get; init; } = true;
}

/// <summary>Every credential of the organization in the Admin Console. Each leads to its page, where it is revoked, restored and deleted: the same act for a system administrator as for its developer.</summary>
public sealed class CredentialsStep : ISlice
{
    public const string Root = "/admin/credentials";

    private const int PageSize = 25;

    private static readonly Texts texts = Texts.Beside<CredentialsPage>();

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPage(Root, ListAsync);

    private static async Task<IResult> ListAsync(HttpContext context, ConsoleVisitors visitors, Administration.Credentials credentials, IPersonStore people, CancellationToken cancellation)
    {
        var (visit, instead) = await visitors.OfAsync(context, Standing.SystemAdministrator, cancellation);
        if (visit is null) return instead!;
        string? after = context.Request.Query["after"], problem = null;
        if ((await credentials.OfOrganizationAsync(visit.Administrator, after, PageSize, cancellation)).Failed(out var why, out var listed))
        {
            (problem, after) = (why.In(texts), null);
            if ((await credentials.OfOrganizationAsync(visit.Administrator, null, PageSize, cancellation)).Failed(out _, out listed)) return ErrorPage.Nowhere();
        }

        var names = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var id in listed.Items.Select(card => card.Client.Settings.OwnerId).OfType<string>().Distinct()) names[id] = (await people.FindAsync(id, cancellation))?.Name;
        var view = new CredentialsView
        {
            Visit = visit,
            Credentials = [.. listed.Items.Select(card => new CredentialLine(card, card.Client.Settings.OwnerId is { } owner ? names[owner] : null))],
            Next = listed.Next,
            IsFirst = string.IsNullOrEmpty(after),
            Problem = problem,
        };
        return Page.Of<CredentialsPage>(view, problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }
}
