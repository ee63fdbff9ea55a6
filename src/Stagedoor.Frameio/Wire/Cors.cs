using Microsoft.AspNetCore.Http;

namespace Stagedoor.Frameio.Wire;

/// <summary>
/// CORS for the API (design §3, Settled): any origin, because what opens the API is the token that a page holds; never with credentials, because there are none that a browser sends by itself.
/// </summary>
internal static class Cors
{
    private const string Methods = "GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE";
    private const int LongestHeaderList = 1024;

    public static void Write(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlExposeHeaders = "x-request-id, x-ratelimit-limit, x-ratelimit-remaining, x-ratelimit-window, retry-after, www-authenticate";
    }

    public static bool IsPreflight(HttpRequest request) => HttpMethods.IsOptions(request.Method) && request.Headers.Origin.Count > 0 && request.Headers.AccessControlRequestMethod.Count > 0;

    public static void AnswerOptions(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = StatusCodes.Status204NoContent;
        if (!IsPreflight(context.Request))
        {
            response.Headers.Allow = "GET, HEAD, OPTIONS";
            return;
        }

        response.Headers.AccessControlAllowMethods = Methods;
        if (context.Request.Headers.AccessControlRequestHeaders is [{ Length: > 0 and <= LongestHeaderList } asked] && asked.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or ',' or ' ')) response.Headers.AccessControlAllowHeaders = asked;
        response.Headers.AccessControlMaxAge = "600";
    }
}
