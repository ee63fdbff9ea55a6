using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Server.Clients;

namespace Stagedoor.Server.Endpoints;

/// <summary>Whose pages may read an endpoint's answers.</summary>
internal enum Origins
{
    /// <summary>No other site's: pages, and what only servers call.</summary>
    None,
    /// <summary>Everyone's: public documents.</summary>
    Everyone,
    /// <summary>Those of the client's registered redirect URIs; where the client is not known, those of any client.</summary>
    Registered,
}

/// <summary>
/// CORS as settled (design §3): no credentials, ever. At token, userinfo and revoke the answer is readable by the origins of the client's registered redirect URIs, errors included;
/// discovery and keys are readable by everyone.
/// </summary>
internal static class Cors
{
    private const string ClientItem = "stagedoor.cors.client";

    // Origins are short; what is longer is none.
    private const int MaxOriginLength = 300;

    private const string Readable = "x-debug-id, x-request-id, Retry-After, WWW-Authenticate, x-ratelimit-limit, x-ratelimit-remaining, x-ratelimit-window";

    /// <summary>Remembers which client's origins may read the answer; decided when the answer starts.</summary>
    public static void Expose(HttpContext context, string? clientId)
    {
        if (context.Request.Headers.Origin.Count == 0 || clientId is null) return;
        context.Items[ClientItem] = clientId;
    }

    /// <summary>A request by which a browser asks first, Fetch §3.2.2.</summary>
    public static bool IsPreflight(HttpRequest request) => HttpMethods.IsOptions(request.Method) && request.Headers.Origin.Count == 1 && request.Headers.AccessControlRequestMethod.Count == 1;

    /// <summary>Answers the preflight: it names no client, so any registered origin will do. What the real answer says is decided then.</summary>
    public static async Task AnswerPreflightAsync(HttpContext context, Origins origins, IEnumerable<string> methods, CancellationToken cancellation)
    {
        var headers = context.Response.Headers;
        await WriteAsync(context, origins, cancellation);
        headers.Vary = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";
        if (headers.AccessControlAllowOrigin.Count == 0) return;
        headers.AccessControlAllowMethods = string.Join(", ", methods);
        headers.AccessControlAllowHeaders = "Authorization, Content-Type, Accept";
        headers.AccessControlMaxAge = "600";
    }

    /// <summary>Writes the headers that let the page of a registered origin read the answer; before the answer starts.</summary>
    public static async Task WriteAsync(HttpContext context, Origins origins, CancellationToken cancellation)
    {
        var headers = context.Response.Headers;
        if (origins == Origins.Everyone) headers.AccessControlAllowOrigin = "*";
        if (origins != Origins.Registered) return;
        headers.Vary = "Origin";
        if (context.Request.Headers.Origin is not [{ Length: > 0 and <= MaxOriginLength } origin]) return;
        if (!await IsAllowedAsync(context, origin, cancellation)) return;
        headers.AccessControlAllowOrigin = origin;
        headers.AccessControlExposeHeaders = Readable;
    }

    private static async ValueTask<bool> IsAllowedAsync(HttpContext context, string origin, CancellationToken cancellation)
    {
        var clients = context.RequestServices.GetRequiredService<IClientStore>();
        if (context.Items[ClientItem] is string clientId && await clients.FindAsync(clientId, cancellation) is { } client) return ClientRedirects.AllowsOrigin(client, origin);
        return await clients.OriginIsRegisteredAsync(origin, cancellation);
    }
}
