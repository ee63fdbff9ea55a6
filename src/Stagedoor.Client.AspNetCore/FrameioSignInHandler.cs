using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Stagedoor.Client.Authentication;
using Stagedoor.Client.Authentication.Authorities;

namespace Stagedoor.Client.AspNetCore;

/// <summary>
/// Signs people in: sends the browser to the issuer, and takes its answer from the browser that it was begun in. What the answer is checked with lies in an encrypted cookie of that browser, one per sign-in,
/// for half an hour and one use (RFC 6749 §10.12). Tokens go to the store, never into a cookie.
/// </summary>
internal sealed class FrameioSignInHandler(IOptionsMonitor<FrameioSignInOptions> options, ILoggerFactory logger, UrlEncoder encoder, FrameioSessions sessions, EndedSessions ended, IDataProtectionProvider protection)
    : RemoteAuthenticationHandler<FrameioSignInOptions>(options, logger, encoder), IAuthenticationSignOutHandler
{
    // Longer ones would not fit into a cookie; the person lands on the first page instead.
    private const int MaxReturn = 1024;

    private IDataProtector Protector => protection.CreateProtector("Stagedoor.Client.AspNetCore.SignIn", Scheme.Name);

    public override async Task<bool> HandleRequestAsync()
    {
        if (!Options.BackchannelLogoutPath.HasValue || Request.Path != Options.BackchannelLogoutPath) return await base.HandleRequestAsync();
        await BackchannelLogout.AnswerAsync(Context, Scheme.Name, sessions.Root(Scheme.Name), ended, Logger);
        return true;
    }

    public async Task SignOutAsync(AuthenticationProperties? properties)
    {
        var user = (await Context.AuthenticateAsync(Options.SignInScheme)).Principal ?? Context.User;
        var address = "/";
        if (properties?.RedirectUri is { } wished) address = wished;
        if (sessions.Of(user) is { } tokens)
        {
            if (Options.SignedOutUri is { } back && await tokens.GetSignOutAddressAsync(back, null, Context.RequestAborted) is { } issuers) address = issuers;
            await EndAsync(tokens);
        }

        await Context.SignOutAsync(Options.SignInScheme);
        Response.Redirect(address);
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var pending = await sessions.Root(Scheme.Name).BeginSignInAsync(new() { Prompt = properties.GetParameter<string>("prompt"), LoginHint = properties.GetParameter<string>("login_hint") }, Context.RequestAborted);
        var back = properties.RedirectUri ?? OriginalPathBase + OriginalPath + Request.QueryString;
        Response.Cookies.Append(CookieOf(pending.State), Seal(pending, back.Length > MaxReturn ? "/" : back), CookieOptions());
        Response.Redirect(pending.Address);
    }

    protected override async Task<HandleRequestResult> HandleRemoteAuthenticateAsync()
    {
        if (!HttpMethods.IsGet(Request.Method)) return HandleRequestResult.Fail("The browser comes back by GET.");
        var answer = Request.Query.SelectMany(pair => pair.Value.Select(value => KeyValuePair.Create(pair.Key, value ?? ""))).ToList();
        var state = answer.FirstOrDefault(pair => pair.Key == "state").Value;
        if (state is not { Length: > 0 and <= 128 } || Request.Cookies[CookieOf(state)] is not { } cookie) return HandleRequestResult.Fail(new AuthenticationException(AuthenticationProblem.UntrustedAnswer, "this browser has not begun this sign-in, or began it too long ago"));
        Response.Cookies.Delete(CookieOf(state), CookieOptions());
        if (Open(cookie) is not var (pending, back)) return HandleRequestResult.Fail(new AuthenticationException(AuthenticationProblem.UntrustedAnswer, "the cookie of this sign-in cannot be read"));
        var properties = new AuthenticationProperties { RedirectUri = back };
        var session = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        var tokens = sessions.Of(Scheme.Name, session);
        try
        {
            var signedIn = await tokens.CompleteSignInByFormAsync(pending, answer, Context.RequestAborted);
            return HandleRequestResult.Success(new(await PrincipalAsync(tokens, session, signedIn), properties, Scheme.Name));
        }
        catch (AuthenticationException refused) when (refused.Problem == AuthenticationProblem.RefusedByPerson)
        {
            var result = await HandleAccessDeniedErrorAsync(properties);
            return result.None ? HandleRequestResult.Fail(refused, properties) : result;
        }
        catch (AuthenticationException problem)
        {
            // Tokens of a sign-in that did not come to its end are nobody's.
            if (await tokens.ExportAsync(Context.RequestAborted) is not null) await EndAsync(tokens);
            return HandleRequestResult.Fail(problem, properties);
        }
    }

    private async Task<ClaimsPrincipal> PrincipalAsync(WebAppAuthentication tokens, string session, SignedIn signedIn)
    {
        var person = Options.GetClaimsFromUserInfo || signedIn.Subject is null ? await tokens.GetUserInfoAsync(Context.RequestAborted) : new(signedIn.Subject);
        var (issuersSession, since) = LogoutToken.Matching((await tokens.ExportAsync(Context.RequestAborted))?.IdToken);
        List<(string Type, string? Value)> claims =
        [
            ("sub", person.Subject), (ClaimTypes.NameIdentifier, person.Subject), ("name", person.Name), ("given_name", person.GivenName), ("family_name", person.FamilyName), ("email", person.Email),
            ("email_verified", person.Email is null ? null : person.EmailVerified ? "true" : "false"), (FrameioSessions.SessionClaim, session), (FrameioSessions.SchemeClaim, Scheme.Name),
            (FrameioSessions.IssuerSessionClaim, issuersSession), (FrameioSessions.SinceClaim, since?.ToString(CultureInfo.InvariantCulture)),
        ];
        return new(new ClaimsIdentity(claims.Where(claim => claim.Value is not null).Select(claim => new Claim(claim.Type, claim.Value!)), Scheme.Name, "name", "roles"));
    }

    private async Task EndAsync(WebAppAuthentication tokens)
    {
        try
        {
            await tokens.SignOutAsync(Context.RequestAborted);
        }
        catch (AuthenticationException problem)
        {
            Logger.NotRevoked(problem.Problem, problem.RequestId);
        }
    }

    private string CookieOf(string state) => Options.CorrelationCookie.Name + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state)).AsSpan(0, 8));

    // Lax: it must come along when the issuer sends the browser back.
    private CookieOptions CookieOptions() => new()
    {
        HttpOnly = true,
        IsEssential = true,
        SameSite = SameSiteMode.Lax,
        Secure = Options.Credential.RedirectUri.StartsWith("https:", StringComparison.OrdinalIgnoreCase),
        Path = OriginalPathBase + Options.CallbackPath,
        MaxAge = TimeSpan.FromMinutes(30),
    };

    private string Seal(PendingSignIn pending, string back)
    {
        var kept = new PendingSignIn(pending.BegunAt) { Address = "", State = pending.State, RedirectUri = pending.RedirectUri, Nonce = pending.Nonce, Verifier = pending.Verifier, Issuer = pending.Issuer, ClientId = pending.ClientId };
        return WebEncoders.Base64UrlEncode(Protector.Protect(Encoding.UTF8.GetBytes(kept.ToJson() + "\n" + back)));
    }

    private (PendingSignIn Pending, string Back)? Open(string cookie)
    {
        try
        {
            var text = Encoding.UTF8.GetString(Protector.Unprotect(WebEncoders.Base64UrlDecode(cookie)));
            var end = text.IndexOf('\n', StringComparison.Ordinal);
            return end > 0 && PendingSignIn.FromJson(text[..end]) is { } pending ? (pending, text[(end + 1)..]) : null;
        }
        catch (Exception problem) when (problem is CryptographicException or FormatException or JsonException)
        {
            return null;
        }
    }
}
