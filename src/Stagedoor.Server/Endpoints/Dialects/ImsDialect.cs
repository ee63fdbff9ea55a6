using Microsoft.AspNetCore.Http;
using Stagedoor.Protocol.OAuth;

namespace Stagedoor.Server.Endpoints.Dialects;

/// <summary>IMS's statuses and texts, ims.md §1.4: 400 for nearly everything, <c>access_denied</c> for a bad code.</summary>
internal sealed class ImsDialect : Dialect
{
    public override Clients.Dialects Name => Clients.Dialects.Ims;

    public override string TokenType => "bearer";

    protected override int StatusOf(ProtocolError error) => error.Cause switch
    {
        RefusalCause.Throttled => StatusCodes.Status429TooManyRequests,
        RefusalCause.Unavailable => StatusCodes.Status503ServiceUnavailable,
        RefusalCause.BadToken or RefusalCause.NoToken => StatusCodes.Status401Unauthorized,
        _ when error.Code == ErrorCode.InsufficientScope => StatusCodes.Status403Forbidden,
        _ when error.Code == ErrorCode.ServerError => StatusCodes.Status500InternalServerError,
        _ => StatusCodes.Status400BadRequest,
    };

    protected override string CodeOf(ProtocolError error) =>
        error.Cause == RefusalCause.BadCode ? ErrorCode.AccessDenied : error.Code == ErrorCode.ServerError ? "internal_error" : error.Code;

    protected override string DescriptionOf(ProtocolError error) => error.Code == ErrorCode.ServerError ? "Please try again later" : error.Description;
}
