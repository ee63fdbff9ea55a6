using Microsoft.AspNetCore.Http;

namespace Stagedoor.Server.Endpoints;

/// <summary>
/// CORS as settled (design §3): no credentials, ever. At token, userinfo and revoke the answer is readable by the origins of the client's registered redirect URIs, errors included;
/// discovery and keys are readable by everyone.
/// </summary>
internal static class Cors
{
    private const string ClientItem = "stagedoor.cors.client";

    /// <summary>Remembers which client's origins may read the answer; decided when the answer starts.</summary>
    public static void Expose(HttpContext context, string? clientId)
    {
        if (context.Request.Headers.Origin.Count == 0 || clientId is null) return;
        context.Items[ClientItem] = clientId;
    }

    /// <summary>Readable by everyone: public documents.</summary>
    public static void ExposeToAll(HttpContext context) => context.Response.Headers.AccessControlAllowOrigin = "*";

    public static string? ExposedTo(HttpContext context) => context.Items[ClientItem] as string;
}
