using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Endpoints.Dialects;

namespace Stagedoor.Server.Endpoints.ExchangeJwt;

/// <summary>The exchange of JWT credentials, which Adobe ended in 2025 (ims.md §1.13): says so, and what takes its place.</summary>
internal sealed class ExchangeJwtSlice : ISlice
{
    private static readonly ProtocolError Ended = ProtocolError.UnsupportedGrantType(
        "JWT (service account) credentials came to their end of life on 2025-06-30: use a server-to-server credential and grant_type=client_credentials at /ims/token/v3");

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPostOnly("/ims/exchange/jwt", Origins.None, Handle);
        routes.MapPostOnly("/ims/exchange/v1/jwt", Origins.None, Handle);
    }

    private static Task<IResult> Handle(HttpContext context) => Task.FromResult(Dialect.Ims.Refuse(Ended));
}
