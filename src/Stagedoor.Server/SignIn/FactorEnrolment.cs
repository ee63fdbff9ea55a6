using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Stagedoor.Pages;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Factors;
using Stagedoor.Server.SignIn.Credentials.Passkey;
using Stagedoor.Server.SignIn.Credentials.RecoveryCode;
using Stagedoor.Server.SignIn.Credentials.Totp;
using Stagedoor.Server.Users;
using Stagedoor.Server.Visitors;

namespace Stagedoor.Server.SignIn;

/// <summary>What came of enrolling a factor.</summary>
public abstract record Enrolment
{
    private Enrolment()
    {
    }

    /// <summary>
    /// It counts. The person as it stands now: the first factor ended whatever was opened without it. The recovery codes that were made with the first factor, to be shown now; empty when there are some already. The
    /// methods that were proven by enrolling.
    /// </summary>
    public sealed record Done(Person Person, ImmutableArray<Secret> Codes, ImmutableArray<string> Methods) : Enrolment;

    /// <summary>The code is wrong, or the authenticator's answer is none.</summary>
    public sealed record Wrong : Enrolment;

    /// <summary>The page was open for too long.</summary>
    public sealed record Stale : Enrolment;

    /// <summary>The passkey is known already, or there are too many.</summary>
    public sealed record Full : Enrolment;

    public sealed record Later(TimeSpan Wait) : Enrolment;
}

/// <summary>
/// Enrols factors, on a person's own page or at a sign-in that demands one: records it, tells the person by mail, and makes recovery codes with the first. With the first, sessions and applications end that were
/// opened without it, unless the person keeps them; nobody keeps them whose organization demands the factor.
/// </summary>
public sealed class FactorEnrolment(
    TotpEnrolment totp, PasskeyCeremony ceremony, IPasskeyStore passkeys, IPersonFactors factors, IPersonStore people, RecoveryCodeSheet codes, SignInAttempts attempts, KnownDevice devices, AccountNews news)
{
    private static readonly Texts texts = Texts.Beside<TotpFields>();

    /// <summary>How the app is called in mails.</summary>
    public static string AppName => texts["App"];

    public async Task<Enrolment> AddAppAsync(HttpContext context, Person person, string boundTo, string setup, string code, bool keeps, CancellationToken cancellation)
    {
        var claim = await attempts.ClaimFactorAsync(person.Id, RemoteAddress.CountedBy(context), devices.IdFor(context, person), cancellation);
        if (claim.Wait > TimeSpan.Zero) return new Enrolment.Later(claim.Wait);
        switch (await totp.ConfirmAsync(person, boundTo, setup, code, keeps && !(await factors.OfAsync(person.Id, cancellation)).Required, cancellation))
        {
            case null:
                await claim.GiveBackAsync();
                return new Enrolment.Stale();
            case false:
                return new Enrolment.Wrong();
            default:
                await claim.SucceedAsync();
                await news.AddedAsync(context, person, AuditAct.AuthenticatorAdded, person.Id, AppName);
                return await DoneAsync(context, person, [Proof.Otp]);
        }
    }

    public async Task<Enrolment> AddPasskeyAsync(HttpContext context, Person person, string purpose, string state, string answer, string name, bool keeps, CancellationToken cancellation)
    {
        var called = DisplayName.Of(name).Trim();
        if (called.Length is 0 or > Passkey.MaxName) called = "Passkey";
        switch (await ceremony.MakeAsync(context, purpose, person, state, answer, called, cancellation))
        {
            case PasskeyOutcome.Made { Passkey: var made }:
                if (!await passkeys.AddAsync(made, keeps && !(await factors.OfAsync(person.Id, cancellation)).Required, cancellation)) return new Enrolment.Full();
                await news.AddedAsync(context, person, AuditAct.PasskeyAdded, made.Id, made.Name);
                return await DoneAsync(context, person, Proof.Key(made));
            case PasskeyOutcome.Stale:
                return new Enrolment.Stale();
            default:
                return new Enrolment.Wrong();
        }
    }

    /// <summary>New codes in place of all earlier ones.</summary>
    public async Task<ImmutableArray<Secret>> MakeCodesAsync(HttpContext context, Person person, CancellationToken cancellation)
    {
        var made = await codes.MakeAsync(person.Id, cancellation);
        await news.RecordAsync(context, person, AuditAct.RecoveryCodesMade, person.Id);
        return made;
    }

    // The factor is there by now, whatever becomes of the connection.
    private async Task<Enrolment> DoneAsync(HttpContext context, Person person, ImmutableArray<string> methods)
    {
        ImmutableArray<Secret> first = (await factors.OfAsync(person.Id, CancellationToken.None)).RecoveryCodes > 0 ? [] : await MakeCodesAsync(context, person, CancellationToken.None);
        return await people.FindAsync(person.Id, CancellationToken.None) is { DisabledAt: null } now ? new Enrolment.Done(now, first, methods) : new Enrolment.Stale();
    }
}
