using Microsoft.AspNetCore.Http;

namespace Stagedoor.Frameio.Files;

/// <summary>CORS of the addresses of files: the ticket in them is the whole right, so pages of every origin may use what they were given; no credentials, ever.</summary>
internal static class Cors
{
    public static void Write(HttpContext context, string methods, string headers)
    {
        var answer = context.Response.Headers;
        answer.AccessControlAllowOrigin = "*";
        answer.AccessControlExposeHeaders = "Accept-Ranges, Content-Disposition, Content-Length, Content-Range, ETag, x-request-id";
        if (!HttpMethods.IsOptions(context.Request.Method)) return;
        answer.AccessControlAllowMethods = methods;
        answer.AccessControlAllowHeaders = headers;
        answer.AccessControlMaxAge = "600";
        answer.Allow = methods + ", OPTIONS";
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
