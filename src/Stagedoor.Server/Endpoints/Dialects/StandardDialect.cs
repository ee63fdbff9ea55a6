using Microsoft.AspNetCore.Http;
using Stagedoor.Protocol.OAuth;

namespace Stagedoor.Server.Endpoints.Dialects;

/// <summary>RFC 6749 §5.2, RFC 6750 §3.1.</summary>
internal sealed class StandardDialect : Dialect
{
    public override Clients.Dialects Name => Clients.Dialects.Standard;

    public override string TokenType => "Bearer";

    protected override int StatusOf(ProtocolError error) => (error.Cause, error.Code) switch
    {
        (RefusalCause.Throttled, _) => StatusCodes.Status429TooManyRequests,
        (RefusalCause.Unavailable, _) => StatusCodes.Status503ServiceUnavailable,
        (RefusalCause.BadToken or RefusalCause.NoToken, _) or (_, ErrorCode.InvalidClient) => StatusCodes.Status401Unauthorized,
        (_, ErrorCode.InsufficientScope) => StatusCodes.Status403Forbidden,
        (_, ErrorCode.ServerError) => StatusCodes.Status500InternalServerError,
        _ => StatusCodes.Status400BadRequest,
    };

    // One sentence for every way in which a client is not proved: which of them it was is nobody's business.
    protected override string DescriptionOf(ProtocolError error) => error.Cause is RefusalCause.UnknownClient or RefusalCause.WrongSecret ? "client authentication failed" : error.Description;
}
