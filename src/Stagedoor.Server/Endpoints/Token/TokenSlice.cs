using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Endpoints.Token.Grants;
using Stagedoor.Server.Keys;

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
        services.AddSingleton<IGrant, TokenExchangeGrant>();
        services.AddSingleton<TokenEndpoint>();
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        foreach (var version in TokenVersion.All) routes.MapPostOnly(version.Path, Origins.Registered, context => services.GetRequiredService<TokenEndpoint>().HandleAsync(context, version));
    }

    public static void Describe(ServerMetadata metadata)
    {
        string[] grants = [GrantType.AuthorizationCode, GrantType.RefreshToken, GrantType.ClientCredentials];
        metadata.Endpoint("token_endpoint", "/ims/token/v3", "/oauth2/token");
        metadata.OnlyIms("grant_types_supported", grants);
        metadata.OnlyStandard("grant_types_supported", grants.Append(GrantType.DeviceCode).Append(GrantType.TokenExchange).ToArray());
        metadata.Both("token_endpoint_auth_methods_supported", new[] { "client_secret_basic", "client_secret_post", "none" });
        metadata.Both("scopes_supported", new[] { Scope.OpenId, Scope.Email, Scope.Profile, Scope.Address, Scope.OfflineAccess, Scope.AdobeId, Scope.Roles, Scope.FrameServerToServer });
        metadata.Both("subject_types_supported", new[] { "public" });
        metadata.Both("id_token_signing_alg_values_supported", new[] { SigningKey.Rs256, SigningKey.Es256 });
    }
}
