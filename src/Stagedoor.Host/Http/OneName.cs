using System.Net;
using Microsoft.Net.Http.Headers;
using Stagedoor.Frameio;

namespace Stagedoor.Host.Http;

/// <summary>
/// This machine has several names, and cookies and passkeys are each good for one: in development a browser that asks for a page by another loopback name, at the issuer's own port, is sent to the issuer's
/// address. Everything else is answered where it was asked: calls, forms, bytes.
/// </summary>
internal static class OneName
{
    public static void Use(IApplicationBuilder app, string issuer)
    {
        var own = new Uri(issuer);
        if (!own.IsLoopback) return;
        app.Use((context, next) =>
        {
            if (!IsPageByAnotherName(context.Request, own)) return next(context);

            // The address is the issuer's and never the request's; 307, for it may be another one tomorrow.
            context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
            context.Response.Headers.Location = issuer + context.Request.Path.ToUriComponent() + context.Request.QueryString.ToUriComponent();
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Headers["Referrer-Policy"] = "no-referrer";
            return Task.CompletedTask;
        });
    }

    private static bool IsPageByAnotherName(HttpRequest request, Uri own)
    {
        if (!HttpMethods.IsGet(request.Method) || FrameioApi.Owns(request.Path) || request.Scheme != own.Scheme) return false;
        var name = request.Host.Host;
        if (name.Equals(own.Host, StringComparison.OrdinalIgnoreCase) || (request.Host.Port ?? (request.Scheme == "https" ? 443 : 80)) != own.Port || !IsThisMachine(name)) return false;
        return request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase) && request.Headers["Sec-Fetch-Mode"].ToString() is "" or "navigate" && !request.Headers.ContainsKey(HeaderNames.Authorization);
    }

    private static bool IsThisMachine(string name) => name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(name.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
