using Microsoft.AspNetCore.Http;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Factors;
using Stagedoor.Server.Keys;
using Stagedoor.Server.SignIn.Credentials.Passkey;
using Stagedoor.Server.SignIn.Credentials.RecoveryCode;
using Stagedoor.Server.SignIn.Credentials.Totp;
using Stagedoor.Server.Users;
using Stagedoor.Server.Visitors;

namespace Stagedoor.Server.SignIn;

/// <summary>What came of a factor.</summary>
public abstract record FactorOutcome
{
    private FactorOutcome()
    {
    }

    /// <summary>It is this person's, by these methods.</summary>
    public sealed record Right(Person Person, Proof Proof) : FactorOutcome;

    public sealed record Wrong : FactorOutcome;

    /// <summary>The page was open for too long, or its question was answered before.</summary>
    public sealed record Stale : FactorOutcome;

    /// <summary>Too many wrong ones.</summary>
    public sealed record Later(TimeSpan Wait) : FactorOutcome;
}

/// <summary>Checks what a person has beside the password. Every try is counted before it is looked at, and every wrong one recorded (attacks F2, F4).</summary>
public sealed class FactorCheck(
    IAuthenticatorStore authenticators, RecoveryCodeSheet codes, PasskeyCeremony passkeys, SignInAttempts attempts, KnownDevice devices, AccountNews news, IAuditTrail audit, MasterKey master, TimeProvider time)
{
    private const int Longest = 64;

    /// <summary>A code that was typed after the password: of the authenticator app, or a recovery code; their lengths tell them apart.</summary>
    public async Task<FactorOutcome> CodeAsync(HttpContext context, Person person, string typed, string? clientId, CancellationToken cancellation)
    {
        var claim = await ClaimAsync(context, person, cancellation);
        if (claim.Wait > TimeSpan.Zero) return new FactorOutcome.Later(claim.Wait);
        var code = Plain(typed);
        if (code.Length == RecoveryCodeSheet.Digits ? !await codes.UseAsync(person.Id, code, cancellation) : !await IsOfAppAsync(person, code, cancellation))
        {
            await RefuseAsync(context, person, clientId, code.Length == RecoveryCodeSheet.Digits ? "wrong_recovery_code" : "wrong_code", cancellation);
            return new FactorOutcome.Wrong();
        }

        await claim.SucceedAsync();
        if (code.Length == RecoveryCodeSheet.Digits) await news.RecoveryCodeUsedAsync(context, person);
        return new FactorOutcome.Right(person, Proof.Both([Proof.Pwd], [Proof.Otp]));
    }

    /// <summary>A passkey after the password.</summary>
    public async Task<FactorOutcome> PasskeyAsync(HttpContext context, string purpose, Person person, string state, string answer, string? clientId, CancellationToken cancellation)
    {
        var claim = await ClaimAsync(context, person, cancellation);
        var outcome = await PasskeyAsync(context, claim, purpose, person, state, answer, clientId, cancellation);
        return outcome is (FactorOutcome.Right, { } passkey) ? new FactorOutcome.Right(person, Proof.Both([Proof.Pwd], Proof.Key(passkey))) : outcome.Outcome;
    }

    /// <summary>A passkey instead of the password; of this person, where it must be that one's.</summary>
    public async Task<FactorOutcome> PasskeyAloneAsync(HttpContext context, string purpose, Person? person, string state, string answer, string? clientId, CancellationToken cancellation)
    {
        var claim = await attempts.ClaimPasskeyAsync(RemoteAddress.CountedBy(context), cancellation);
        return (await PasskeyAsync(context, claim, purpose, person, state, answer, clientId, cancellation)).Outcome;
    }

    private async Task<(FactorOutcome Outcome, Passkey? Passkey)> PasskeyAsync(
        HttpContext context, SignInAttempts.Claim claim, string purpose, Person? person, string state, string answer, string? clientId, CancellationToken cancellation)
    {
        if (claim.Wait > TimeSpan.Zero) return (new FactorOutcome.Later(claim.Wait), null);
        switch (await passkeys.ProveAsync(context, purpose, person, state, answer, cancellation))
        {
            case PasskeyOutcome.Proven { Person: var owner, Passkey: var passkey }:
                await claim.SucceedAsync();
                return (new FactorOutcome.Right(owner, Proof.Passkey(passkey)), passkey);
            case PasskeyOutcome.Stale:
                await claim.GiveBackAsync();
                return (new FactorOutcome.Stale(), null);
            case PasskeyOutcome.Copied { Person: var owner, Passkey: var passkey }:
                await news.RecordAsync(context, owner, AuditAct.PasskeyCopied, passkey.Id, "access_denied");
                await RefuseAsync(context, owner, clientId, "passkey_copied", cancellation);
                return (new FactorOutcome.Wrong(), null);
            case PasskeyOutcome.Wrong { Person: var owner, Why: var why }:
                await RefuseAsync(context, owner, clientId, "passkey_" + why, cancellation);
                return (new FactorOutcome.Wrong(), null);
            default:
                return (new FactorOutcome.Wrong(), null);
        }
    }

    private async ValueTask<bool> IsOfAppAsync(Person person, string code, CancellationToken cancellation)
    {
        if (code.Length != TotpCode.Digits || await authenticators.FindAsync(person.Id, cancellation) is not { } authenticator) return false;
        var secret = TotpSecret.Open(master, person.Id, authenticator.SealedSecret.Span) ?? throw new MasterKeyMismatchException();
        var now = time.GetUtcNow();
        return TotpCode.FindStep(secret, code, now) is { } step && await authenticators.UseStepAsync(person.Id, step, now, cancellation);
    }

    private Task<SignInAttempts.Claim> ClaimAsync(HttpContext context, Person person, CancellationToken cancellation) =>
        attempts.ClaimFactorAsync(person.Id, RemoteAddress.CountedBy(context), devices.IdFor(context, person), cancellation);

    // Apps and we ourselves show codes in groups.
    private static string Plain(string typed) => typed.Length > Longest ? "" : new([.. typed.Where(c => !char.IsWhiteSpace(c) && c != '-')]);

    private Task RefuseAsync(HttpContext context, Person? person, string? clientId, string why, CancellationToken cancellation) => audit.RecordAsync(
        new()
        {
            At = time.GetUtcNow(),
            Act = AuditAct.SignInRefused,
            Result = "access_denied",
            ActorId = person?.Id,
            ClientId = clientId,
            Detail = why,
            Address = RemoteAddress.Of(context),
            UserAgent = RemoteBrowser.Of(context),
            RequestId = context.TraceIdentifier,
        },
        cancellation);
}
