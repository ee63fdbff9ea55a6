using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Server.Endpoints.Token.Grants;

namespace Stagedoor.Server.Endpoints.Token;

/// <summary>The token endpoints of both dialects. A new grant is one more line here.</summary>
internal sealed class TokenSlice : ISlice
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<PersonBehind>();
        services.AddSingleton<FamilyStart>();
        services.AddSingleton<IGrant, AuthorizationCodeGrant>();
        services.AddSingleton<IGrant, RefreshTokenGrant>();
        services.AddSingleton<IGrant, ClientCredentialsGrant>();
        services.AddSingleton<IGrant, DeviceCodeGrant>();
        services.AddSingleton<TokenEndpoint>();
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var version in TokenVersion.All) routes.MapPost(version.Path, (HttpContext context, TokenEndpoint endpoint) => endpoint.HandleAsync(context, version));
    }

    public static void Describe(ServerMetadata metadata)
    {
        metadata.Endpoint("token_endpoint", "/ims/token/v3", "/oauth2/token");
        metadata.Both("grant_types_supported", new[] { Protocol.OAuth.GrantType.AuthorizationCode, Protocol.OAuth.GrantType.RefreshToken, Protocol.OAuth.GrantType.ClientCredentials, Protocol.OAuth.GrantType.DeviceCode });
        metadata.Both("token_endpoint_auth_methods_supported", new[] { "client_secret_basic", "client_secret_post", "none" });
    }
}
