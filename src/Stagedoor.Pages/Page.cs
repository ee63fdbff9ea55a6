using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Protocol;

namespace Stagedoor.Pages;

/// <summary>An answer that is a page: a component, drawn once on the server, and the headers that every page has.</summary>
public static class Page
{
    /// <summary>Answers GET and HEAD.</summary>
    public static void MapPage(this IEndpointRouteBuilder routes, string pattern, Delegate handler) => routes.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], handler).AddEndpointFilter(WhileStorageRestsAsync);

    /// <summary>Answers GET only: an address that acts, or leads on.</summary>
    public static void MapStep(this IEndpointRouteBuilder routes, string pattern, Delegate handler) => routes.MapGet(pattern, handler).AddEndpointFilter(WhileStorageRestsAsync);

    /// <summary>Answers POST.</summary>
    public static void MapForm(this IEndpointRouteBuilder routes, string pattern, Delegate handler) => routes.MapPost(pattern, handler).AddEndpointFilter(WhileStorageRestsAsync);

    /// <summary>A page that stands alone.</summary>
    public static IResult Of<TPage>(object view, int status = StatusCodes.Status200OK, TimeSpan? retryAfter = null) where TPage : IComponent =>
        new Answer<TPage>(view, status, retryAfter, new(null, Alone: true));

    /// <summary>A page on the way to an application: its forms may end at the callback, and the application's window keeps hold of the one that it opened.</summary>
    public static IResult Towards<TPage>(string callback, object view, int status = StatusCodes.Status200OK, TimeSpan? retryAfter = null) where TPage : IComponent =>
        new Answer<TPage>(view, status, retryAfter, new(callback, Alone: false));

    /// <summary>303: what a POST ends with, RFC 9110 §15.4.4.</summary>
    public static IResult Continue(string place) => new SeeOther(place);

    public static void WriteHeaders(HttpResponse response, Framing framing)
    {
        var headers = response.Headers;
        headers.CacheControl = "no-store";
        headers.Pragma = "no-cache";
        headers.ContentSecurityPolicy = ContentPolicy.For(framing.Callback);
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";

        // An application may show the sign-in in a window of its own (oidc-client-ts's popup) and waits for it: isolating that window would cut it off for good.
        if (framing.Alone) headers["Cross-Origin-Opener-Policy"] = "same-origin";
    }

    /// <summary>Where a page's forms may end, and whether other windows may hold it.</summary>
    public readonly record struct Framing(string? Callback, bool Alone);

    private sealed class Answer<TPage>(object view, int status, TimeSpan? retryAfter, Framing framing) : IResult where TPage : IComponent
    {
        private static readonly bool HasScript = typeof(IScripted).IsAssignableFrom(typeof(TPage));

        public Task ExecuteAsync(HttpContext httpContext)
        {
            WriteHeaders(httpContext.Response, framing);
            if (HasScript) httpContext.Response.Headers.ContentSecurityPolicy = ContentPolicy.WithScript(framing.Callback);
            if (retryAfter is { } wait) httpContext.Response.Headers.RetryAfter = Seconds(wait).ToString(System.Globalization.CultureInfo.InvariantCulture);

            // The renderer says so of every page; nothing here uses it, and a page tells no more of its making than it must.
            httpContext.Response.OnStarting(static response => Task.FromResult(((HttpResponse)response).Headers.Remove("blazor-enhanced-nav")), httpContext.Response);
            // The renderer makes an address of the Host header, and fails where it is missing (HTTP/1.0) or none. A page depends on nothing that stands in it.
            httpContext.Request.Host = new(new Uri(httpContext.RequestServices.GetRequiredService<Site>().Origin).Authority);
            var page = new RazorComponentResult<TPage>(new Dictionary<string, object?> { ["View"] = view }) { StatusCode = status, PreventStreamingRendering = true };
            return page.ExecuteAsync(httpContext);
        }
    }

    private static async ValueTask<object?> WhileStorageRestsAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        try
        {
            return await next(invocation);
        }
        catch (StorageUnavailableException) when (!invocation.HttpContext.Response.HasStarted)
        {
            return ErrorPage.Unavailable();
        }
    }

    /// <summary>Whole seconds, at least one.</summary>
    public static int Seconds(TimeSpan wait) => Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));

    private sealed class SeeOther(string place) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            WriteHeaders(httpContext.Response, new(null, Alone: false));
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = place;
            return Task.CompletedTask;
        }
    }
}
