using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Stagedoor.Frameio;
using Stagedoor.Frameio.App;
using Stagedoor.Host.Configuration;
using Stagedoor.Server;

namespace Stagedoor.Host.Http;

/// <summary>What a request goes through, in order.</summary>
internal static class Pipeline
{
    public static void Use(WebApplication app, Settings settings)
    {
        if (settings.Host.ForwardedHeaders.KnownProxies is { Length: > 0 } proxies) app.UseForwardedHeaders(From(proxies));
        app.UseMiddleware<RequestLog>();
        if (settings.Server.Issuer.StartsWith("https:", StringComparison.Ordinal) && !settings.IsLoopbackOnly) app.Use(StrictTransport);
        if (settings.IsDevelopment) OneName.Use(app, settings.Server.Issuer);
        StagedoorServer.Use(app);
        app.UseWhen(static context => FrameioApi.Owns(context.Request.Path), static api => api.UseMiddleware<ApiFaults>());
        app.UseRouting();
        StagedoorServer.Map(app);
        FrameioApi.Map(app);
        AppPages.Map(app);
        Health.Map(app);
    }

    // RFC 6797: a year. Set on every answer, also those of refused requests.
    private static Task StrictTransport(HttpContext context, RequestDelegate next)
    {
        context.Response.Headers.StrictTransportSecurity = "max-age=31536000";
        return next(context);
    }

    // Without known proxies the headers are not read at all (design §11).
    private static ForwardedHeadersOptions From(IEnumerable<string> proxies)
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
        {
            if (IPAddress.TryParse(proxy, out var address)) options.KnownProxies.Add(address);
            else options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
        }

        return options;
    }
}
