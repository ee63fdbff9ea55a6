using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Pages;

namespace Stagedoor.Server.Endpoints.Logout;

/// <summary>Sign-out at the wish of an application: OIDC RP-Initiated Logout 1.0, and IMS's own (ims.md §1.11). That others hear of it is said here.</summary>
internal sealed class LogoutEndpoint : ISlice
{
    private const string StandardPath = "/oauth2/logout", ImsPath = "/ims/logout/v1";

    public static void Add(IServiceCollection services) => services.AddSingleton<BrowserSessions>().AddSingleton<EndSession>().AddSingleton<ImsLogout>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapStep(StandardPath, EndAsync);
        routes.MapForm(StandardPath, EndAsync);
        routes.MapStep(ImsPath, LogOutAsync);
        routes.MapForm(ImsPath, LogOutAsync);
        routes.MapStep(ImsPath + "/token", LogOutTokenAsync);
        routes.MapForm(ImsPath + "/token", LogOutTokenAsync);
    }

    public static void Describe(ServerMetadata metadata)
    {
        metadata.Both("end_session_endpoint", metadata.Issuer + StandardPath);

        // OIDC Back-Channel Logout 1.0 §2.1.
        metadata.Both("backchannel_logout_supported", true);
        metadata.Both("backchannel_logout_session_supported", true);
    }

    private static Task<IResult> EndAsync(HttpContext context, EndSession endpoint, CancellationToken cancellation) => endpoint.HandleAsync(context, cancellation);

    private static Task<IResult> LogOutAsync(HttpContext context, ImsLogout endpoint, CancellationToken cancellation) => endpoint.HandleAsync(context, ImsPath, cancellation);

    private static Task<IResult> LogOutTokenAsync(HttpContext context, ImsLogout endpoint, CancellationToken cancellation) => endpoint.HandleTokenAsync(context, cancellation);
}
