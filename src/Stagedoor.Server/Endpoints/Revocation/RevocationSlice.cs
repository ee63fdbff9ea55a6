using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Endpoints.Dialects;

namespace Stagedoor.Server.Endpoints.Revocation;

/// <summary>Revocation, RFC 7009 and ims.md §1.6: 200 without a body, for an unknown token too.</summary>
internal sealed class RevocationSlice : ISlice
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPostOnly("/ims/revoke", Origins.Registered, context => HandleAsync(context, Dialect.Ims));
        routes.MapPostOnly("/oauth2/revoke", Origins.Registered, context => HandleAsync(context, Dialect.Standard));
    }

    public static void Describe(ServerMetadata metadata)
    {
        metadata.Endpoint("revocation_endpoint", "/ims/revoke", "/oauth2/revoke");
        metadata.OnlyStandard("revocation_endpoint_auth_methods_supported", new[] { "client_secret_basic", "client_secret_post", "none" });
    }

    private static async Task<IResult> HandleAsync(HttpContext context, Dialect dialect)
    {
        if ((await RequestParameters.ReadAsync(context, dialect.IsLenient, context.RequestAborted)).Failed(out var malformed, out var parameters)) return dialect.Refuse(malformed);
        var read = dialect.IsLenient ? parameters.All : parameters.Body;
        var services = context.RequestServices;
        if ((await services.GetRequiredService<ProvenClient>().ProveAsync(context, parameters, dialect, "revoke")).Failed(out var unproved, out var client)) return dialect.Refuse(unproved);
        if (read["token"] is not { } token) return dialect.Refuse(ProtocolError.InvalidRequest("the token parameter is missing"));
        return await services.GetRequiredService<TokenRevoker>().RevokeAsync(context, token, client.ClientId, cascade: false) is { } unknown ? dialect.Refuse(unknown) : new EmptyAnswer();
    }
}
