using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.DataProtection;

namespace Stagedoor.Server.Sessions;

/// <summary>A sign-out that the person is asked to confirm, OIDC RP-Initiated Logout §2. Every URI in it is proven.</summary>
public sealed record SignOutRequest
{
    /// <summary>The session that the hint named; without one every session of the browser ends.</summary>
    public string? Sid { get; init; }

    /// <summary>The application that asks, when it is known.</summary>
    public string? ClientId { get; init; }

    /// <summary>The languages that the application asked for, OIDC RP-Initiated Logout §2.</summary>
    public string? UiLocales { get; init; }

    /// <summary>Our own page for who goes nowhere else, in those languages.</summary>
    public string Done() => UiLocales is null ? "/signed-out" : "/signed-out?ui_locales=" + Uri.EscapeDataString(UiLocales);

    /// <summary>Where the browser goes afterwards: a registered URI.</summary>
    public string? PostLogoutRedirectUri { get; init; }
    public string? State { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>Carries a <see cref="SignOutRequest"/> through the browser, sealed: <c>/signout?state=…</c>.</summary>
public sealed class SignOutRequests(IDataProtectionProvider protection, TimeProvider time)
{
    private const int MaxLength = 16 * 1024;

    private readonly IDataProtector protector = protection.CreateProtector("stagedoor.signout");

    public string Seal(SignOutRequest request) => protector.Protect(JsonSerializer.Serialize(request, SignOutJson.Default.SignOutRequest));

    /// <summary>Null when it was not sealed by us, or has expired.</summary>
    public SignOutRequest? Open(string? text)
    {
        if (text is not { Length: > 0 and <= MaxLength }) return null;
        try
        {
            var request = JsonSerializer.Deserialize(protector.Unprotect(text), SignOutJson.Default.SignOutRequest);
            return request is not null && request.ExpiresAt > time.GetUtcNow() ? request : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }
}

/// <summary>JSON of sealed sign-outs, without reflection.</summary>
[JsonSerializable(typeof(SignOutRequest))]
internal sealed partial class SignOutJson : JsonSerializerContext;
