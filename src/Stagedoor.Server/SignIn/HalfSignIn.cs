using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Stagedoor.Server.Keys;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.SignIn;

/// <summary>A person whose password was right and who is still to prove something else.</summary>
public sealed record Half(string Id, Person Person)
{
    /// <summary>What its forms are bound to: a sign-in of somebody else in another tab makes them stale.</summary>
    public string Binding(string step) => $"{step}:{Id}";
}

/// <summary>
/// Keeps a <see cref="Half"/> in the browser between the two steps, sealed, for ten minutes. It opens nothing, and is dead when the password changes. Nothing is stored: only the second factor counts, and each of
/// those is spent by a statement of its own.
/// </summary>
public sealed class HalfSignIn(IDataProtectionProvider protection, IPersonStore people, StagedoorOptions options, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private const int Longest = 1024;

    private readonly IDataProtector protector = protection.CreateProtector("stagedoor.half");

    private bool Secure => options.Issuer.StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    private string Name => Secure ? "__Host-stagedoor-half" : "stagedoor-half";

    public void Begin(HttpContext context, Person person) => context.Response.Cookies.Append(
        Name,
        protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{OneTimeValue.New()}|{person.Id}|{Stand(person)}|{(time.GetUtcNow() + Lifetime).ToUnixTimeMilliseconds()}")),
        Attributes());

    public async ValueTask<Half?> FindAsync(HttpContext context, CancellationToken cancellation)
    {
        if (context.Request.Cookies[Name] is not { Length: > 0 and <= Longest } text || Read(text) is not [var id, var personId, var stand, var until]) return null;
        if (long.Parse(until, CultureInfo.InvariantCulture) <= time.GetUtcNow().ToUnixTimeMilliseconds()) return null;
        return await people.FindAsync(personId, cancellation) is { DisabledAt: null } person && Stand(person) == stand ? new(id, person) : null;
    }

    public void End(HttpContext context)
    {
        if (context.Request.Cookies.ContainsKey(Name)) context.Response.Cookies.Delete(Name, Attributes());
    }

    // With another password or factor, or when everything was ended, the first step has to be done anew.
    private static string Stand(Person person) => string.Create(CultureInfo.InvariantCulture, $"{person.Epoch}.{person.Credentials}");

    private string[]? Read(string text)
    {
        try
        {
            return protector.Unprotect(text).Split('|');
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private CookieOptions Attributes() => new() { HttpOnly = true, Secure = Secure, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true };
}
