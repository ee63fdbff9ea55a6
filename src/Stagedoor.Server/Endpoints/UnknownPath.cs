using Microsoft.AspNetCore.Http;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Endpoints.Dialects;
using Stagedoor.Pages;

namespace Stagedoor.Server.Endpoints;

/// <summary>What routing found no answer for: an unknown path and a wrong method, as JSON where programs ask, as a page where people do. The V4 API speaks for itself.</summary>
internal sealed class UnknownPath(RequestDelegate next)
{
    private static readonly ProtocolError Nothing = new("not_found", "there is nothing at this address"), WrongMethod = ProtocolError.InvalidRequest("this address does not take this method");

    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        var (request, response) = (context.Request, context.Response);
        if (response.HasStarted || response.StatusCode is not (404 or 405) || response.ContentLength is not null || response.ContentType is not null || request.Path.StartsWithSegments("/v4")) return;
        var status = response.StatusCode;
        IResult answer = ForPrograms(request.Path) ? Dialect.Of(request.Path).Refuse(status == StatusCodes.Status404NotFound ? Nothing : WrongMethod, status)
            : status == StatusCodes.Status404NotFound ? ErrorPage.Nowhere() : ErrorPage.Unreadable(status);
        await answer.ExecuteAsync(context);
    }

    /// <summary>Whether programs ask there: a path of a dialect, but none that a browser is sent to.</summary>
    public static bool ForPrograms(PathString path) =>
        (path.StartsWithSegments("/ims") || path.StartsWithSegments("/console") || path.StartsWithSegments("/oauth2") || path.StartsWithSegments("/.well-known")) && !Array.Exists(ForBrowsers, browsed => path.StartsWithSegments(browsed));

    private static readonly string[] ForBrowsers = ["/ims/authorize", "/oauth2/authorize", "/ims/logout", "/oauth2/logout"];
}
