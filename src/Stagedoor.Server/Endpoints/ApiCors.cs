using Microsoft.AspNetCore.Http;

namespace Stagedoor.Server.Endpoints;

/// <summary>CORS of the V4 API (design §3): the pages of registered redirect URIs may call it and read its answers, errors included.</summary>
internal sealed class ApiCors(RequestDelegate next)
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head, HttpMethods.Post, HttpMethods.Put, HttpMethods.Patch, HttpMethods.Delete];

    public async Task InvokeAsync(HttpContext context)
    {
        if (Cors.IsPreflight(context.Request))
        {
            await Cors.AnswerPreflightAsync(context, Origins.Registered, Methods, context.RequestAborted);

            // One of its operations asks for a header of its own.
            if (context.Response.Headers.AccessControlAllowHeaders is { Count: > 0 } allowed) context.Response.Headers.AccessControlAllowHeaders = $"{allowed}, api-version";
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        if (context.Request.Headers.Origin.Count > 0) await Cors.WriteAsync(context, Origins.Registered, context.RequestAborted);
        await next(context);
    }
}
