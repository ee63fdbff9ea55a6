using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Endpoints.Dialects;

namespace Stagedoor.Server.Endpoints.InvalidateToken;

/// <summary>
/// IMS's own revocation, ims.md §1.9. Its clients send a secret or none: a secret that is sent must be right, and without one the token itself is the proof, since
/// whoever holds it may only end it. <c>cascading=all</c> takes the family of an access token along.
/// </summary>
internal sealed class InvalidateTokenSlice : ISlice
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPostOnly("/ims/invalidate_token/v2", Origins.Registered, HandleAsync);

    private static async Task<IResult> HandleAsync(HttpContext context)
    {
        var dialect = Dialect.Ims;
        if ((await RequestParameters.ReadAsync(context, multipart: true, context.RequestAborted)).Failed(out var malformed, out var parameters)) return dialect.Refuse(malformed);
        var services = context.RequestServices;
        var clientId = parameters["client_id"];
        Cors.Expose(context, clientId);
        if (parameters.All.Has("client_secret") || IsBasic(context.Request))
        {
            if ((await services.GetRequiredService<ProvenClient>().ProveAsync(context, parameters, dialect, "invalidate_token")).Failed(out var unproved, out var client)) return dialect.Refuse(unproved);
            clientId = client.ClientId;
        }

        // aio-lib-ims sends the token as a field; a Bearer header names it as well.
        if ((parameters["token"] ?? BearerToken.OfHeader(context.Request)) is not { } token) return dialect.Refuse(ProtocolError.InvalidRequest("the token parameter is missing"));
        var cascade = parameters["cascading"] == "all";
        return await services.GetRequiredService<TokenRevoker>().RevokeAsync(context, token, clientId, cascade) is { } unknown ? dialect.Refuse(unknown) : new EmptyAnswer();
    }

    private static bool IsBasic(HttpRequest request) => request.Headers.Authorization is [{ } text] && text.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase);
}
