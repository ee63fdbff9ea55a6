using Microsoft.AspNetCore.Routing;
using Stagedoor.Pages;

namespace Stagedoor.Server.SignIn.SignUp;

/// <summary>Where the link to create an account leads while administrators make them: a page that says so.</summary>
public sealed class SignUpStep : ISlice
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPage("/signup", static () => Page.Of<SignUpPage>(""));
}
