using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Pages;
using Stagedoor.Server.Visitors;

namespace Stagedoor.Server.SignIn.Home;

/// <summary>What the first page shows.</summary>
public sealed record HomeView(IReadOnlyList<PersonHere> People, string Issuer);

/// <summary>The first page: what this server is, and who is signed in.</summary>
public sealed class HomeStep : ISlice
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPage("/", ShowAsync);

    private static async Task<IResult> ShowAsync(HttpContext context, PeopleHere people, StagedoorOptions options, CancellationToken cancellation) =>
        Page.Of<HomePage>(new HomeView(await people.AllAsync(context, cancellation), options.Issuer));
}
