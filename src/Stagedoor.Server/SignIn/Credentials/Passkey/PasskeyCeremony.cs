using System.Buffers.Text;
using System.Net;
using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Stagedoor.Protocol;
using Stagedoor.Server.Factors;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.SignIn.Credentials.Passkey;

/// <summary>What a page hands to the browser: the options of WebAuthn §5.4 or §5.5 as JSON, and the sealed challenge that comes back beside the answer.</summary>
public sealed record PasskeyQuestion(string Options, string State);

/// <summary>What came of an answer to it.</summary>
public abstract record PasskeyOutcome
{
    private PasskeyOutcome()
    {
    }

    /// <summary>The passkey of this person, whose owner was verified by the authenticator.</summary>
    public sealed record Proven(Person Person, Factors.Passkey Passkey) : PasskeyOutcome;

    /// <summary>Enrolled, and not stored yet.</summary>
    public sealed record Made(Factors.Passkey Passkey) : PasskeyOutcome;

    /// <summary>The challenge is not this page's, too old, or answered before.</summary>
    public sealed record Stale : PasskeyOutcome;

    /// <summary>Unknown, of somebody else, not verified, or no answer at all: nobody outside learns which.</summary>
    public sealed record Wrong(Person? Person, string Why) : PasskeyOutcome;

    /// <summary>The key is right and its counter did not rise: somebody may have a copy (WebAuthn §6.1.1).</summary>
    public sealed record Copied(Person Person, Factors.Passkey Passkey) : PasskeyOutcome;
}

/// <summary>
/// The two ceremonies of WebAuthn §7, through ASP.NET Core Identity's handler: relying party and origin are the issuer's and never the request's, the authenticator must verify its owner, every challenge
/// is answered once, in the browser and for the purpose and person that it was made for.
/// </summary>
public sealed class PasskeyCeremony : IDisposable
{
    /// <summary>In bytes of JSON. What we ask for needs a tenth of it.</summary>
    private const int LongestAnswer = 8192;

    private readonly IPasskeyStore passkeys;
    private readonly TimeProvider time;
    private readonly PasskeyChallenges challenges;
    private readonly PersonManager manager;
    private readonly PasskeyHandler<Person> handler;

    public PasskeyCeremony(IPersonStore people, IPasskeyStore passkeys, ISpentChallenges spent, Microsoft.AspNetCore.DataProtection.IDataProtectionProvider protection, StagedoorOptions options, TimeProvider time)
    {
        (this.passkeys, this.time) = (passkeys, time);
        challenges = new(protection, spent, options, time);
        var issuer = new Uri(options.Issuer);
        IsPossible = issuer.HostNameType == UriHostNameType.Dns && !IPAddress.TryParse(issuer.Host, out _);
        manager = new(people, passkeys);
        handler = new(manager, Options.Create(new IdentityPasskeyOptions
        {
            ServerDomain = issuer.IdnHost,
            UserVerificationRequirement = "required",
            ResidentKeyRequirement = "required",
            AttestationConveyancePreference = "none",
            ValidateOrigin = origin => new(!origin.CrossOrigin && origin.Origin == options.Issuer),
        }));
    }

    /// <summary>False where the issuer is an IP address: no browser makes passkeys for one (WebAuthn §5.1.3, effective domain).</summary>
    public bool IsPossible { get; }

    public void Dispose() => manager.Dispose();

    /// <summary>Asks for a new passkey of this person; null where that is not possible.</summary>
    public async Task<PasskeyQuestion?> AskToMakeAsync(HttpContext context, string purpose, Person person)
    {
        if (!IsPossible) return null;
        var made = await handler.MakeCreationOptionsAsync(new() { Id = person.Id, Name = person.Email, DisplayName = person.Name }, context);
        return new(made.CreationOptionsJson, challenges.Seal(context, purpose, person.Id, made.AttestationState ?? ""));
    }

    /// <summary>Asks for a passkey: one of this person's, or anybody's, and then the options name none and are the same for everybody (attack F1).</summary>
    public async Task<PasskeyQuestion?> AskToProveAsync(HttpContext context, string purpose, Person? person)
    {
        if (!IsPossible) return null;
        var asked = await handler.MakeRequestOptionsAsync(person, context);
        return new(asked.RequestOptionsJson, challenges.Seal(context, purpose, person?.Id, asked.AssertionState ?? ""));
    }

    /// <summary>Reads a new passkey, WebAuthn §7.1.</summary>
    public async Task<PasskeyOutcome> MakeAsync(HttpContext context, string purpose, Person person, string state, string answer, string name, CancellationToken cancellation)
    {
        if (await challenges.SpendAsync(context, purpose, person.Id, state, cancellation) is not { } challenge) return new PasskeyOutcome.Stale();
        if (answer.Length > LongestAnswer) return new PasskeyOutcome.Wrong(person, "too_long");
        var result = await handler.PerformAttestationAsync(new() { HttpContext = context, CredentialJson = answer, AttestationState = challenge.State });
        ThrowOutages(result.Failure);
        if (!result.Succeeded || result.UserEntity.Id != person.Id) return new PasskeyOutcome.Wrong(person, "not_attested");
        var made = result.Passkey;
        return new PasskeyOutcome.Made(new()
        {
            Id = Base64Url.EncodeToString(made.CredentialId),
            PersonId = person.Id,
            Name = name,
            PublicKey = made.PublicKey,
            SignCount = made.SignCount,
            Transports = [.. (made.Transports ?? []).Where(transport => transport.Length is > 0 and <= 32 && transport.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')).Take(8)],
            IsBackupEligible = made.IsBackupEligible,
            IsBackedUp = made.IsBackedUp,
            CreatedAt = time.GetUtcNow(),
        });
    }

    /// <summary>Reads a proof, WebAuthn §7.2. With a person: it must be theirs.</summary>
    public async Task<PasskeyOutcome> ProveAsync(HttpContext context, string purpose, Person? person, string state, string answer, CancellationToken cancellation)
    {
        if (await challenges.SpendAsync(context, purpose, person?.Id, state, cancellation) is not { } challenge) return new PasskeyOutcome.Stale();
        if (answer.Length > LongestAnswer) return new PasskeyOutcome.Wrong(person, "too_long");
        var result = await handler.PerformAssertionAsync(new() { HttpContext = context, CredentialJson = answer, AssertionState = challenge.State });
        ThrowOutages(result.Failure);
        if (!result.Succeeded) return new PasskeyOutcome.Wrong(person, "not_asserted");
        var id = Base64Url.EncodeToString(result.Passkey.CredentialId);
        if (await passkeys.FindAsync(id, cancellation) is not { } passkey) return new PasskeyOutcome.Wrong(person, "removed");
        if (result.User is not { DisabledAt: null } owner || (person is not null && owner.Id != person.Id)) return new PasskeyOutcome.Wrong(result.User, "not_theirs");
        if (!await passkeys.UseAsync(id, result.Passkey.SignCount, result.Passkey.IsBackedUp, time.GetUtcNow(), cancellation)) return new PasskeyOutcome.Copied(owner, passkey);
        return new PasskeyOutcome.Proven(owner, passkey);
    }

    // The handler takes every exception for a bad answer.
    private static void ThrowOutages(Exception? failure)
    {
        for (var inner = failure?.InnerException; inner is not null; inner = inner.InnerException)
        {
            if (inner is StorageUnavailableException or OperationCanceledException) ExceptionDispatchInfo.Throw(inner);
        }
    }
}
