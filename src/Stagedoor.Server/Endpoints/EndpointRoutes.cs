using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Endpoints.Dialects;

namespace Stagedoor.Server.Endpoints;

/// <summary>Maps a path whole: its methods, HEAD beside GET, OPTIONS and the preflight, and for every other method a refusal in the path's dialect (RFC 9110 §9.3.7, §15.5.6).</summary>
internal static class EndpointRoutes
{
    private static readonly string[] Get = [HttpMethods.Get, HttpMethods.Head], Post = [HttpMethods.Post], Both = [HttpMethods.Get, HttpMethods.Head, HttpMethods.Post], Delete = [HttpMethods.Delete];

    public static void MapGetOnly(this IEndpointRouteBuilder routes, string path, Origins origins, Func<HttpContext, Task<IResult>> handle) => Map(routes, path, origins, Get, handle);

    public static void MapPostOnly(this IEndpointRouteBuilder routes, string path, Origins origins, Func<HttpContext, Task<IResult>> handle) => Map(routes, path, origins, Post, handle);

    public static void MapGetAndPost(this IEndpointRouteBuilder routes, string path, Origins origins, Func<HttpContext, Task<IResult>> handle) => Map(routes, path, origins, Both, handle);

    public static void MapDeleteOnly(this IEndpointRouteBuilder routes, string path, Origins origins, Func<HttpContext, Task<IResult>> handle) => Map(routes, path, origins, Delete, handle);

    private static void Map(IEndpointRouteBuilder routes, string path, Origins origins, string[] methods, Func<HttpContext, Task<IResult>> handle)
    {
        var dialect = Dialect.Of(path);
        var allow = string.Join(", ", methods.Append(HttpMethods.Options));
        routes.Map(path, async context =>
        {
            if (HttpMethods.IsOptions(context.Request.Method))
            {
                if (origins != Origins.None && Cors.IsPreflight(context.Request)) await Cors.AnswerPreflightAsync(context, origins, methods, context.RequestAborted);
                context.Response.Headers.Allow = allow;
                context.Response.StatusCode = StatusCodes.Status204NoContent;
                return;
            }

            var result = methods.Contains(context.Request.Method, StringComparer.Ordinal) ? await handle(context) : WrongMethod(context, dialect, allow);
            if (origins != Origins.None) await Cors.WriteAsync(context, origins, context.RequestAborted);
            await result.ExecuteAsync(context);
        });
    }

    private static IResult WrongMethod(HttpContext context, Dialect dialect, string allow)
    {
        context.Response.Headers.Allow = allow;
        return dialect.Refuse(ProtocolError.InvalidRequest($"this address takes {allow} only"), StatusCodes.Status405MethodNotAllowed);
    }
}
