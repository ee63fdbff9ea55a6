using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;

namespace Stagedoor.Client.AspNetCore;

// A cookie of a sign-in whose tokens have ended (signed out elsewhere, revoked, refused by the issuer, lost with the store) signs nobody in.
internal sealed class EndWithTokens(FrameioSessions sessions, IOptionsMonitor<FrameioSignInOptions> schemes) : IPostConfigureOptions<CookieAuthenticationOptions>
{
    public void PostConfigure(string? name, CookieAuthenticationOptions options)
    {
        var first = options.Events.OnValidatePrincipal;
        options.Events.OnValidatePrincipal = async context =>
        {
            await first(context);
            if (context.Principal?.FindFirst(FrameioSessions.SchemeClaim)?.Value is not { } scheme || !schemes.Get(scheme).EndWithTokens || sessions.Of(context.Principal) is not { } tokens) return;
            if (tokens.Cache.HoldsOne || await tokens.ExportAsync(context.HttpContext.RequestAborted) is not null) return;
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(context.Scheme.Name);
        };
    }
}
