using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Pages;

namespace Stagedoor.Server.Endpoints.Authorize;

/// <summary>The authorization endpoint of both dialects, RFC 6749 §3.1, OIDC Core §3.1.2, ims.md §1.2, and the two addresses through which pages come back to it.</summary>
public sealed class AuthorizeEndpoint : ISlice
{
    private const string ImsPath = "/ims/authorize/v2", StandardPath = "/oauth2/authorize";

    public static void Add(IServiceCollection services) => services.AddSingleton<AuthorizationFlow>().AddSingleton<CodeIssuer>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var path in (string[])["/ims/authorize", "/ims/authorize/v1", ImsPath, StandardPath])
        {
            routes.MapStep(path, BeginAsync);
            routes.MapForm(path, BeginAsync);
        }

        routes.MapStep(StandardPath + "/resume", (HttpContext context, AuthorizationFlow flow, CancellationToken cancellation) => flow.ResumeAsync(context, context.Request.Query["journey"], cancellation));
        routes.MapStep(StandardPath + "/cancel", (HttpContext context, AuthorizationFlow flow, CancellationToken cancellation) => flow.CancelAsync(context, context.Request.Query["journey"], cancellation));
    }

    public static void Describe(ServerMetadata metadata)
    {
        metadata.Endpoint("authorization_endpoint", ImsPath, StandardPath);
        metadata.Both("response_types_supported", new[] { "code" });
        metadata.Both("response_modes_supported", new[] { "query", "form_post" });
        metadata.Both("code_challenge_methods_supported", new[] { Pkce.S256 });
        metadata.Both("prompt_values_supported", new[] { "none", "login", "consent", "select_account" });
        metadata.Both("authorization_response_iss_parameter_supported", true);
        metadata.Both("claims_parameter_supported", true);
        metadata.Both("request_parameter_supported", false);
        metadata.Both("request_uri_parameter_supported", false);
    }

    private static Task<IResult> BeginAsync(HttpContext context, AuthorizationFlow flow, CancellationToken cancellation) => flow.BeginAsync(context, cancellation);
}
