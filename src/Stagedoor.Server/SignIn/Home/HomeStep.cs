using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Pages;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.Visitors;

namespace Stagedoor.Server.SignIn.Home;

/// <summary>What the first page shows.</summary>
public sealed record HomeView(IReadOnlyList<PersonHere> People, string Issuer)
{
    /// <summary>Whether the one who signed in last may enter the consoles: which organization is theirs to choose there.</summary>
    public bool IsDeveloper { get; init; }

    public bool IsAdministrator { get; init; }

    /// <summary>The accounts that the app shows them.</summary>
    public IReadOnlyList<Account> Accounts { get; init; } = [];
}

/// <summary>The first page: what this server is, who is signed in, and where they can go.</summary>
public sealed class HomeStep : ISlice
{
    private const int MostAccounts = 10;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPage("/", ShowAsync);

    private static async Task<IResult> ShowAsync(HttpContext context, PeopleHere people, IOrganizationStore organizations, StagedoorOptions options, CancellationToken cancellation)
    {
        var view = new HomeView(await people.AllAsync(context, cancellation), options.Issuer);
        if (await people.CurrentAsync(context, cancellation) is not { } here) return Page.Of<HomePage>(view);
        var memberships = await organizations.MembershipsOfAsync(here.Person.Id, cancellation);
        var accounts = new List<Account>();

        // Reviewers have share links only.
        foreach (var membership in memberships.Where(membership => membership.AccountRole != "reviewer").Take(MostAccounts))
        {
            if (await organizations.FindAsync(membership.OrganizationId, cancellation) is { } organization) accounts.Add(organization.Account);
        }

        return Page.Of<HomePage>(view with
        {
            IsDeveloper = memberships.Any(membership => membership.AdminRoles.Contains("developer") || membership.AdminRoles.Contains("system_admin")),
            IsAdministrator = memberships.Any(membership => membership.AdminRoles.Contains("system_admin")),
            Accounts = accounts,
        });
    }
}
