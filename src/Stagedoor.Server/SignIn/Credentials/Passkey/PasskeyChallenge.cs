using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Stagedoor.Pages;
using Stagedoor.Server.Factors;
using Stagedoor.Server.Keys;

namespace Stagedoor.Server.SignIn.Credentials.Passkey;

/// <summary>A challenge, WebAuthn §13.4.3, on its way through the page that asks it: for one purpose, in one browser, about one person where that is known.</summary>
internal sealed record PasskeyChallenge
{
    public required string Id { get; init; }
    public required string Purpose { get; init; }

    /// <summary>A hash of what the browser's forms are bound to.</summary>
    public required string Browser { get; init; }
    public string? PersonId { get; init; }

    /// <summary>What the handler wants back.</summary>
    public required string State { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>Seals challenges into pages and opens them once. Only answered ones leave a row: who asks for pages and answers nothing costs no storage.</summary>
internal sealed class PasskeyChallenges(IDataProtectionProvider protection, ISpentChallenges spent, StagedoorOptions options, TimeProvider time)
{
    private const int Longest = 8192;

    private readonly IDataProtector protector = protection.CreateProtector("stagedoor.passkey");

    public string Seal(HttpContext context, string purpose, string? personId, string state) => protector.Protect(JsonSerializer.Serialize(
        new()
        {
            Id = OneTimeValue.New(),
            Purpose = purpose,
            Browser = BrowserOf(context),
            PersonId = personId,
            State = state,
            // As long as the journey on whose page it stands.
            ExpiresAt = time.GetUtcNow().AddMinutes(options.JourneyMinutes),
        },
        PasskeyJson.Default.PasskeyChallenge));

    /// <summary>Null when it was not sealed by us for this purpose, person and browser, has expired, or was answered before.</summary>
    public async Task<PasskeyChallenge?> SpendAsync(HttpContext context, string purpose, string? personId, string text, CancellationToken cancellation)
    {
        if (Open(text) is not { } challenge || challenge.Purpose != purpose || challenge.PersonId != personId || challenge.Browser != BrowserOf(context) || challenge.ExpiresAt <= time.GetUtcNow()) return null;
        return await spent.SpendAsync(challenge.Id, challenge.ExpiresAt, cancellation) ? challenge : null;
    }

    private PasskeyChallenge? Open(string text)
    {
        if (text is not { Length: > 0 and <= Longest }) return null;
        try
        {
            return JsonSerializer.Deserialize(protector.Unprotect(text), PasskeyJson.Default.PasskeyChallenge);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static string BrowserOf(HttpContext context) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(PageForm.BrowserOf(context))));
}

/// <summary>JSON of sealed challenges, without reflection.</summary>
[JsonSerializable(typeof(PasskeyChallenge))]
internal sealed partial class PasskeyJson : JsonSerializerContext;
