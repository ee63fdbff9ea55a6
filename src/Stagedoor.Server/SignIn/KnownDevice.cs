using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Stagedoor.Server.Keys;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.SignIn;

/// <summary>
/// A long-lived mark on a browser in which somebody signed in before. Such a browser has its own count of attempts for that person, so that strangers who guess cannot keep the person out.
/// The mark opens nothing by itself, and is worth nothing once the person's epoch rose: who was thrown out guesses like a stranger.
/// </summary>
public sealed class KnownDevice(IDataProtectionProvider protection, StagedoorOptions options)
{
    private const int MostPeople = 5;

    private const int Longest = 2048;

    private readonly IDataProtector protector = protection.CreateProtector("stagedoor.known-device");

    private bool Secure => options.Issuer.StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    private string Name => Secure ? "__Host-stagedoor-known" : "stagedoor-known";

    /// <summary>The device's id when the person signed in here before; null otherwise.</summary>
    public string? IdFor(HttpContext context, Person person) => Read(context) is [var id, .. var people] && people.Contains(Mark(person)) ? id : null;

    public void Remember(HttpContext context, Person person)
    {
        var (id, others) = Read(context) is [var known, .. var people] ? (known, people.Where(other => !other.StartsWith(person.Id, StringComparison.Ordinal)).Take(MostPeople - 1)) : (OneTimeValue.New(), []);
        context.Response.Cookies.Append(
            Name,
            protector.Protect(string.Join('|', [id, Mark(person), .. others])),
            new() { HttpOnly = true, Secure = Secure, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = TimeSpan.FromDays(365), IsEssential = true });
    }

    private static string Mark(Person person) => string.Create(CultureInfo.InvariantCulture, $"{person.Id}.{person.Epoch}");

    private string[]? Read(HttpContext context)
    {
        if (context.Request.Cookies[Name] is not { Length: > 0 and <= Longest } text) return null;
        try
        {
            return protector.Unprotect(text).Split('|');
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
