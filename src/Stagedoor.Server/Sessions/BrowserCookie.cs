using Microsoft.AspNetCore.Http;
using Stagedoor.Server.Keys;

namespace Stagedoor.Server.Sessions;

/// <summary>
/// The cookie that names a browser. Its value is a handle of 256 random bits, stored as a hash only, and is replaced at every sign-in, so that a value planted before is worth nothing.
/// The issuer's scheme, not the request's, says whether it is <c>__Host-</c> and Secure: before a proxy that ends TLS the request looks like http.
/// </summary>
public sealed class BrowserCookie(StagedoorOptions options)
{
    private const int HandleLength = 43;

    private bool Secure => options.Issuer.StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    private string Name => Secure ? "__Host-stagedoor" : "stagedoor";

    /// <summary>The stored hash of the browser's handle; null when the browser sent none.</summary>
    public string? Hash(HttpContext context) =>
        context.Request.Cookies[Name] is { Length: HandleLength } handle ? OneTimeValue.Browser.Hash(handle) : null;

    /// <summary>Gives the browser a new handle and answers its hash.</summary>
    public string Renew(HttpContext context)
    {
        var handle = OneTimeValue.New();
        context.Response.Cookies.Append(Name, handle, Attributes());
        return OneTimeValue.Browser.Hash(handle);
    }

    public void Clear(HttpContext context) => context.Response.Cookies.Delete(Name, Attributes());

    // Without an age: it ends with the browser, as a shared computer needs; the session in the database ends by itself.
    private CookieOptions Attributes() => new() { HttpOnly = true, Secure = Secure, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true };
}
