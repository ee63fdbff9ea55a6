using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Stagedoor.Server.Endpoints;

/// <summary>Gives every request an id that its answer shows and the log holds: <c>x-debug-id</c> under <c>/ims/</c>, where IMS's clients read it, <c>x-request-id</c> elsewhere. What a client sends under these names is not believed.</summary>
internal sealed class RequestId(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var id = RandomNumberGenerator.GetHexString(32, lowercase: true);
        context.TraceIdentifier = id;
        context.Response.Headers[HeaderFor(context.Request.Path)] = id;
        return next(context);
    }

    public static string HeaderFor(PathString path) => path.StartsWithSegments("/ims") ? "x-debug-id" : "x-request-id";
}
