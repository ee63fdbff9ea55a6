using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Server.Keys;

namespace Stagedoor.Server.Endpoints.Keys;

/// <summary>The public keys, RFC 7517 §5, ims.md §1.7. A new key is published long before it signs, so a short age is no risk.</summary>
internal sealed class KeysSlice : ISlice
{
    private const int MaxAge = 300;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGetOnly("/ims/keys", Origins.Everyone, Handle);
        routes.MapGetOnly("/oauth2/jwks", Origins.Everyone, Handle);
    }

    public static void Describe(ServerMetadata metadata) => metadata.Endpoint("jwks_uri", "/ims/keys", "/oauth2/jwks");

    private static Task<IResult> Handle(HttpContext context) => Task.FromResult<IResult>(new JsonAnswer(context.RequestServices.GetRequiredService<KeyRing>().Jwks, MaxAge));
}
