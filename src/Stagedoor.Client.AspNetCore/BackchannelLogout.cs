using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Stagedoor.Client.Authentication;
using Stagedoor.Client.Authentication.Authorities;

namespace Stagedoor.Client.AspNetCore;

/// <summary>Where the issuer says that sessions ended, OIDC Back-Channel Logout 1.0 §2.5 to §2.8. What comes is a stranger's until its signature is the issuer's.</summary>
internal static class BackchannelLogout
{
    private const int MaxToken = 16 * 1024, MaxBody = 32 * 1024, MaxFields = 16;

    /// <summary>Answers the request.</summary>
    public static async Task AnswerAsync(HttpContext context, string scheme, WebAppAuthentication root, EndedSessions ended, ILogger log)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.Headers.Allow = HttpMethods.Post;
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }

        if (await TextAsync(context) is not { } text)
        {
            await RefuseAsync(context, log, "is missing");
            return;
        }

        try
        {
            var (token, whyNot) = await LogoutToken.ReadAsync(root.Issuer, root.Options.ClientId, root.Options.IdTokenIssuer, text, context.RequestAborted);
            if (token is null) await RefuseAsync(context, log, whyNot!);
            else if (!await ended.AddAsync(scheme, token, root.Issuer.Time.GetUtcNow(), context.RequestAborted)) await RefuseAsync(context, log, "was here before");
            else log.SignedOutAtTheIssuer(scheme);
        }
        catch (AuthenticationException problem)
        {
            // Nobody can say whether it is the issuer's: let it come again.
            log.LogoutNotChecked(problem.Problem, problem.Description);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
    }

    private static async Task<string?> TextAsync(HttpContext context)
    {
        if (context.Request.ContentLength > MaxBody || context.Request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true) return null;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = MaxBody;
        try
        {
            var form = await context.Request.ReadFormAsync(new FormOptions { ValueCountLimit = MaxFields, ValueLengthLimit = MaxToken, KeyLengthLimit = 256 }, context.RequestAborted);
            return form["logout_token"] is [{ Length: > 0 } text] ? text : null;
        }
        catch (Exception problem) when (problem is InvalidDataException or BadHttpRequestException)
        {
            return null;
        }
    }

    // Every reason is a sentence of ours.
    private static Task RefuseAsync(HttpContext context, ILogger log, string whyNot)
    {
        log.LogoutRefused(whyNot);
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync($$"""{"error":"invalid_request","error_description":"the logout token {{whyNot}}"}""", context.RequestAborted);
    }
}
