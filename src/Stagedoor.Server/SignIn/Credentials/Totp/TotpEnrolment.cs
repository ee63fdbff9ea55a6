using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.DataProtection;
using Stagedoor.Server.Factors;
using Stagedoor.Server.Keys;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.SignIn.Credentials.Totp;

/// <summary>What a page shows to who sets up an authenticator app.</summary>
public sealed record TotpSetup
{
    /// <summary>The secret on its way through the page, sealed.</summary>
    public required string Sealed { get; init; }

    /// <summary>To type into the app, in groups of four.</summary>
    public required string Secret { get; init; }

    /// <summary>For the QR code.</summary>
    public required string Address { get; init; }
}

/// <summary>Makes an authenticator's secret, carries it sealed through the page on which its first code is proven, and keeps it then. Who never types a code leaves nothing behind.</summary>
public sealed class TotpEnrolment(IDataProtectionProvider protection, IAuthenticatorStore authenticators, MasterKey master, TimeProvider time)
{
    private const string Installation = "Stagedoor";

    private const int Longest = 2048;

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    private readonly IDataProtector protector = protection.CreateProtector("stagedoor.totp");

    /// <summary>A new secret for a person; bound to what the form is bound to, so that nobody enrols another's.</summary>
    public TotpSetup Begin(Person person, string boundTo)
    {
        var draft = new TotpDraft { PersonId = person.Id, BoundTo = boundTo, Secret = TotpSecret.New(), ExpiresAt = time.GetUtcNow() + Lifetime };
        return Show(person, draft, protector.Protect(JsonSerializer.Serialize(draft, TotpJson.Default.TotpDraft)));
    }

    /// <summary>The same secret again, after a wrong code; null when it was not begun here, or too long ago.</summary>
    public TotpSetup? Resume(Person person, string boundTo, string text) => Open(person, boundTo, text) is { } draft ? Show(person, draft, text) : null;

    /// <summary>Keeps the secret when the code is of it; that code's step is spent. Null when there is nothing to keep, false when the code is wrong.</summary>
    public async Task<bool?> ConfirmAsync(Person person, string boundTo, string text, string code, bool keepsSessions, CancellationToken cancellation)
    {
        if (Open(person, boundTo, text) is not { } draft) return null;
        var now = time.GetUtcNow();
        if (TotpCode.FindStep(draft.Secret, new([.. code.Where(char.IsAsciiDigit)]), now) is not { } step) return false;
        await authenticators.SetAsync(new() { PersonId = person.Id, SealedSecret = TotpSecret.Seal(master, person.Id, draft.Secret), LastStep = step, CreatedAt = now }, keepsSessions, cancellation);
        return true;
    }

    private TotpDraft? Open(Person person, string boundTo, string text)
    {
        if (text is not { Length: > 0 and <= Longest }) return null;
        try
        {
            var draft = JsonSerializer.Deserialize(protector.Unprotect(text), TotpJson.Default.TotpDraft);
            return draft is not null && draft.PersonId == person.Id && draft.BoundTo == boundTo && draft.ExpiresAt > time.GetUtcNow() ? draft : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static TotpSetup Show(Person person, TotpDraft draft, string text) => new()
    {
        Sealed = text,
        Secret = string.Join(' ', TotpSecret.Text(draft.Secret).Chunk(4).Select(four => new string(four))),
        Address = TotpSecret.Address(Installation, person.Email, draft.Secret),
    };
}

/// <summary>A secret before its first code.</summary>
internal sealed record TotpDraft
{
    public required string PersonId { get; init; }
    public required string BoundTo { get; init; }
    public required byte[] Secret { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>JSON of sealed drafts, without reflection.</summary>
[JsonSerializable(typeof(TotpDraft))]
internal sealed partial class TotpJson : JsonSerializerContext;
